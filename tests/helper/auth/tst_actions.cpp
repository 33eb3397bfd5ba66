// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Nothing is left without an action: the table, the XML files, the policy file and the bus's own
// policy say the same.

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include "helper/api/interfaces.h"
#include "helper/auth/actions.h"

using namespace onggi;

namespace {

struct PolicyAction {
    QString any;
    QString inactive;
    QString active;
    QString english;
    QString korean;
};

QByteArray fileAt(const char* path)
{
    QFile file(QStringLiteral(ONGGI_PACKAGING) + QLatin1String(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QMap<QString, PolicyAction> policy()
{
    QMap<QString, PolicyAction> actions;
    QXmlStreamReader xml(fileAt("/polkit/org.onggi.policy"));
    PolicyAction* current = nullptr;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        const QString name = xml.name().toString();
        const auto attributes = xml.attributes();
        if (name == QLatin1String("action"))
            current = &actions[attributes.value(QLatin1String("id")).toString()];
        else if (name == QLatin1String("message") && attributes.isEmpty())
            current->english = xml.readElementText();
        else if (name == QLatin1String("message"))
            current->korean = xml.readElementText();
        else if (name == QLatin1String("allow_any"))
            current->any = xml.readElementText();
        else if (name == QLatin1String("allow_inactive"))
            current->inactive = xml.readElementText();
        else if (name == QLatin1String("allow_active"))
            current->active = xml.readElementText();
    }
    return actions;
}

QSet<QString> actionsOfTheTable()
{
    QSet<QString> actions{QString(action::kImagesRemoveOthers),
                          QString(action::kContainersRunPrivileged)};
    for (const MethodRule& rule : methodRules()) {
        if (!rule.action.isEmpty())
            actions.insert(rule.action);
        if (!rule.othersAction.isEmpty())
            actions.insert(rule.othersAction);
    }
    return actions;
}

} // namespace

class TestActions : public QObject {
    Q_OBJECT

private slots:
    void everyMethodHasARuleAndEveryRuleAMethod()
    {
        QSet<QString> methods;
        for (const InterfaceDescription& interface : interfaceDescriptions()) {
            QVERIFY(!interface.methods.empty());
            for (const MethodDescription& method : interface.methods) {
                QVERIFY2(findRule(interface.name, method.name), qPrintable(method.name));
                methods.insert(interface.name + QLatin1Char('.') + method.name);
            }
        }
        QCOMPARE(methods.size(), static_cast<qsizetype>(methodRules().size()));
    }

    void onlyTheMakersAndRootsOwnMethodsGoWithoutAnAction()
    {
        for (const MethodRule& rule : methodRules()) {
            if (rule.action.isEmpty())
                QVERIFY(rule.kind == RuleKind::Own || rule.kind == RuleKind::Root);
        }
    }

    void methodsThatMayAskAnswerWithAJob()
    {
        for (const MethodRule& rule : methodRules()) {
            const MethodDescription* method = findInterface(rule.interface)->method(rule.method);
            QCOMPARE(rule.kind == RuleKind::Job, method->outSignature == QLatin1String("o"));
        }
    }

    void policyFileHasEveryActionAndNoOther()
    {
        const auto keys = policy().keys();
        QCOMPARE(QSet<QString>(keys.begin(), keys.end()), actionsOfTheTable());
    }

    void promptsAreInEnglishAndKorean()
    {
        static const QRegularExpression hangul(QStringLiteral("[\\x{ac00}-\\x{d7a3}]"));
        const auto actions = policy();
        for (auto action = actions.begin(); action != actions.end(); ++action) {
            QVERIFY2(!action->english.isEmpty(), qPrintable(action.key()));
            QVERIFY2(action->korean.contains(hangul), qPrintable(action.key()));
            QCOMPARE(action->korean.contains(QLatin1String("$(subject)")),
                     action->english.contains(QLatin1String("$(subject)")));
        }
    }

    void strangersGetNothingAndRootEquivalentThingsAskEachTime()
    {
        const QSet<QString> administrative{
            QString(action::kImagesRemoveOthers), QString(action::kContainersRunPrivileged),
            QString(action::kContainersManageOthers), QString(action::kJobsCancelOthers),
            QString(action::kHealthRepair)};
        const auto actions = policy();
        for (auto action = actions.begin(); action != actions.end(); ++action) {
            const bool isAdministrative = administrative.contains(action.key());
            const QString strangers = QLatin1String(isAdministrative ? "auth_admin" : "no");
            QCOMPARE(action->any, strangers);
            QCOMPARE(action->inactive, strangers);
            QCOMPARE(action->active, QLatin1String(isAdministrative ? "auth_admin" : "yes"));
        }
    }

    void busPolicyOpensTheInterfacesAndNoOther()
    {
        static const QRegularExpression interface(QStringLiteral("send_interface=\"([^\"]+)\""));
        const QString text = QString::fromUtf8(fileAt("/dbus/org.onggi.Helper1.conf"));
        QSet<QString> opened;
        for (auto match = interface.globalMatch(text); match.hasNext();)
            opened.insert(match.next().captured(1));
        QSet<QString> expected{QStringLiteral("org.freedesktop.DBus.Introspectable"),
                               QStringLiteral("org.freedesktop.DBus.Properties")};
        for (const InterfaceDescription& description : interfaceDescriptions())
            expected.insert(description.name);
        QCOMPARE(opened, expected);
    }
};

QTEST_APPLESS_MAIN(TestActions)
#include "tst_actions.moc"
