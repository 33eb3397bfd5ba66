// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/typed_reference.h"

#include <algorithm>

#include <QCoreApplication>

#include "engine/core/error.h"

namespace onggi {
namespace {

struct Typed {
    Q_DECLARE_TR_FUNCTIONS(onggi::Typed)
};

QString problemOf(const QString& text)
{
    if (std::ranges::any_of(text, [](QChar c) { return c.isSpace(); }))
        return Typed::tr("The name of an image has no spaces.");
    if (text.contains(QLatin1String("://")))
        return Typed::tr("The name of an image begins with the registry, without https://.");
    const QString path = text.mid(text.indexOf(QLatin1Char('/')) + 1);
    if (path.section(QLatin1Char(':'), 0, 0) != path.section(QLatin1Char(':'), 0, 0).toLower())
        return Typed::tr("The name of an image is in lower case.");
    if (text.contains(QLatin1Char('@')))
        return Typed::tr("A digest is “sha256:” and 64 digits or letters from a to f.");
    return Typed::tr("This is not the name of an image. Names look like nginx:1.29 or "
                     "ghcr.io/owner/app:2.");
}

} // namespace

TypedReference readReference(const QString& typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return {};
    try {
        return {Reference::parse(text.toStdString()), {}};
    } catch (const Error&) {
        return {{}, problemOf(text)};
    }
}

} // namespace onggi
