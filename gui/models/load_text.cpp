// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is wrong with an archive is found by code that knows no language; the phrases that it uses
// for what happens to honest files are listed here for the translators, the rest stays English.

#include "gui/models/load_text.h"

#include <algorithm>

#include <QCoreApplication>

#include "gui/models/format.h"
#include "gui/models/names.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

struct LoadText {
    Q_DECLARE_TR_FUNCTIONS(onggi::LoadText)
};

constexpr std::size_t kNamedMoves = 3;

constexpr const char* kReasons[] = {
    QT_TRANSLATE_NOOP("onggi::LoadText", "it is empty"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "it is no file"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "it is no tar archive, or it is damaged"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "it is cut short"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "it is cut short, or its compressed data are damaged"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "it lists too many files"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "it lists too many layers"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "a name in it is too long"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "it uses a form of tar that is not read here"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "a name in it leads out of it"),
    QT_TRANSLATE_NOOP("onggi::LoadText",
                      "it has two files of one name, so what is in it cannot be told"),
    QT_TRANSLATE_NOOP("onggi::LoadText", "it has neither a manifest.json nor an index.json"),
};

QString reasonOf(const Error& error)
{
    const auto known = std::ranges::find(kReasons, error.detail());
    return known != std::end(kReasons) ? LoadText::tr(*known) : QString();
}

// "a, b, c and 2 more".
QString listed(QStringList names)
{
    const auto more = static_cast<int>(names.size()) - static_cast<int>(kNamedMoves);
    if (more <= 0)
        return names.join(QLatin1String(", "));
    names = names.mid(0, kNamedMoves);
    //: %1 is a list of names
    return LoadText::tr("%1 and %n more", nullptr, more).arg(names.join(QLatin1String(", ")));
}

} // namespace

QString loadSentence(const LoadPlan& plan)
{
    const QString images =
        LoadText::tr("%n image(s)", nullptr, static_cast<int>(plan.images.size()));
    if (plan.isAllHere())
        //: %1: "2 images"
        return LoadText::tr("%1: everything is here already").arg(images);
    QStringList parts;
    if (plan.layersHere > 0)
        parts << LoadText::tr("%n layer(s) here (%1)", nullptr, static_cast<int>(plan.layersHere))
                     .arg(sizeText(plan.bytesHere));
    if (plan.layersNew > 0)
        parts << LoadText::tr("%n new layer(s) (%1)", nullptr, static_cast<int>(plan.layersNew))
                     .arg(sizeText(plan.bytesNew));
    if (parts.isEmpty())
        return images;
    //: %1: "2 images", %2: "3 layers here (204.0 MB), 2 new layers (26.0 MB)"
    return LoadText::tr("%1: %2").arg(images, parts.join(QLatin1String(", ")));
}

QString movesText(const LoadPlan& plan, const StoreView& view)
{
    QStringList moves;
    for (const TagMove& move : plan.moved())
        //: a tag that moves from one image to another; %1: its name, %2: id of the image
        moves << LoadText::tr("%1 from %2")
                     .arg(shownName(move.tag), toText(view.images[move.from].id.shortHex()));
    if (moves.isEmpty())
        return {};
    //: %1: a list of "shop/web:2 from c83e5f1b7702"
    return LoadText::tr("Moves tags: %1").arg(listed(moves));
}

QString nameText(const LoadImage& image)
{
    QStringList names;
    for (const std::string& tag : image.tags)
        names << shownName(tag);
    return names.isEmpty() ? toText(image.id.shortHex()) : listed(names);
}

QString stateText(const LoadImage& image)
{
    const auto moved = static_cast<int>(image.moved.size());
    const auto added = static_cast<int>(image.newTags.size());
    QStringList parts{image.isHere ? LoadText::tr("here already") : LoadText::tr("new image")};
    if (image.isHere && added > 0)
        parts << LoadText::tr("%n new tag(s)", nullptr, added);
    if (moved > 0)
        parts << LoadText::tr("moves %n tag(s)", nullptr, moved);
    return parts.join(QLatin1String(", "));
}

QString stateText(const LoadLayer& layer, const StoreView& view)
{
    if (layer.isRepeated)
        return LoadText::tr("as above");
    if (!layer.isHere)
        return LoadText::tr("new");
    if (layer.usedBy.empty())
        return LoadText::tr("here");
    const QString first = shownName(view.images[layer.usedBy.front()]);
    const auto more = static_cast<int>(layer.usedBy.size()) - 1;
    if (more == 0)
        //: %1: an image that has the layer
        return LoadText::tr("here: %1").arg(first);
    //: %1: an image that has the layer
    return LoadText::tr("here: %1 and %n more image(s)", nullptr, more).arg(first);
}

QString packingText(TarPacking packing)
{
    switch (packing) {
    case TarPacking::Gzip:
        return QStringLiteral("gzip");
    case TarPacking::Zstd:
        return QStringLiteral("zstd");
    case TarPacking::Xz:
        return QStringLiteral("xz");
    case TarPacking::Bzip2:
        return QStringLiteral("bzip2");
    case TarPacking::Plain:
        break;
    }
    return {};
}

QString problemText(const Error& error)
{
    const QString reason = reasonOf(error);
    if (!reason.isEmpty())
        //: %1: a reason, such as "it is cut short"
        return LoadText::tr("This is no image archive, or not a whole one: %1.").arg(reason);
    if (error.code() == Code::SystemIo || error.code() == Code::SystemLimit)
        return LoadText::tr("The file cannot be read: %1").arg(toText(error.detail()));
    if (error.code() == Code::PlatformMissing)
        return LoadText::tr("Nothing in it is made for this machine.");
    return LoadText::tr("Its table of contents makes no sense: %1").arg(toText(error.message()));
}

} // namespace onggi
