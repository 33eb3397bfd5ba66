// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the built-in XML once. It is our own, so what is wrong in it is a broken invariant.

#include "helper/api/interfaces.h"

#include <algorithm>

#include <QRegularExpression>
#include <QXmlStreamReader>

#include "interfaces_xml.h"

namespace onggi {

namespace {

QString elementWithoutComments(const QString& document)
{
    static const QRegularExpression comment(QStringLiteral("[ \\t]*<!--.*?-->\\n*"),
                                            QRegularExpression::DotMatchesEverythingOption);
    QString text = document;
    text.remove(comment);
    const qsizetype begin = text.indexOf(QLatin1String("  <interface"));
    const QLatin1String end("</interface>\n");
    return text.mid(begin, text.indexOf(end) + end.size() - begin);
}

void readArgument(const QXmlStreamReader& xml, MethodDescription& method)
{
    const auto attributes = xml.attributes();
    QString& signature = attributes.value(QLatin1String("direction")) == QLatin1String("out")
                             ? method.outSignature
                             : method.inSignature;
    signature += attributes.value(QLatin1String("type"));
}

InterfaceDescription readInterface(const char* document)
{
    const QString text = QString::fromUtf8(document);
    InterfaceDescription interface;
    interface.xml = elementWithoutComments(text);
    QXmlStreamReader xml(interface.xml);
    bool isInMethod = false;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement() && xml.name() == QLatin1String("method"))
            isInMethod = false;
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("interface")) {
            interface.name = xml.attributes().value(QLatin1String("name")).toString();
        } else if (xml.name() == QLatin1String("method")) {
            isInMethod = true;
            interface.methods.push_back(
                {xml.attributes().value(QLatin1String("name")).toString(), {}, {}});
        } else if (isInMethod && xml.name() == QLatin1String("arg")) {
            readArgument(xml, interface.methods.back());
        }
    }
    Q_ASSERT(!xml.hasError());
    return interface;
}

} // namespace

const MethodDescription* InterfaceDescription::method(const QString& wanted) const noexcept
{
    const auto found = std::ranges::find(methods, wanted, &MethodDescription::name);
    return found == methods.end() ? nullptr : &*found;
}

const std::vector<InterfaceDescription>& interfaceDescriptions()
{
    static const auto all = [] {
        std::vector<InterfaceDescription> interfaces;
        for (const char* document : kInterfaceDocuments)
            interfaces.push_back(readInterface(document));
        return interfaces;
    }();
    return all;
}

const InterfaceDescription* findInterface(const QString& name) noexcept
{
    const auto& all = interfaceDescriptions();
    const auto found = std::ranges::find(all, name, &InterfaceDescription::name);
    return found == all.end() ? nullptr : &*found;
}

} // namespace onggi
