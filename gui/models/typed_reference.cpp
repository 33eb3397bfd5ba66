// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/typed_reference.h"

#include <algorithm>

#include <QCoreApplication>

#include "engine/core/error.h"
#include "helper/api/convert.h"

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

const ImageRow* holderOf(const StoreView& view, const std::string& tag)
{
    const auto holder = std::ranges::find_if(view.images, [&](const ImageRow& row) {
        return std::ranges::find(row.tags, tag) != row.tags.end();
    });
    return holder == view.images.end() ? nullptr : &*holder;
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

TypedTag readTag(const QString& text, const StoreView& view, Serial image)
{
    const TypedReference typed = readReference(text);
    TypedTag read;
    read.isWrong = !typed.problem.isEmpty() || (typed.reference && typed.reference->digest);
    if (!typed.problem.isEmpty())
        read.meaning = typed.problem;
    else if (read.isWrong)
        read.meaning = Typed::tr("A tag has no digest.");
    if (!typed.reference || read.isWrong)
        return read;
    read.tag = typed.reference->text();
    read.meaning = toText(read.tag);
    if (const ImageRow* holder = holderOf(view, read.tag)) {
        read.isOwn = holder->serial == image;
        read.isMoved = !read.isOwn;
        read.meaning = read.isOwn ? Typed::tr("The image has this tag already.")
                                  : Typed::tr("%1: the tag moves here from the image %2.")
                                        .arg(toText(read.tag), toText(holder->id.shortHex()));
    }
    return read;
}

} // namespace onggi
