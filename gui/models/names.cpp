// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Steps are written by two generations of builders: the older one writes the command that it ran,
// "#(nop)" in front of what was none; BuildKit writes the instruction and its own name behind it.

#include "gui/models/names.h"

#include <algorithm>

#include <QCoreApplication>

#include "engine/core/error.h"
#include "engine/image/reference.h"
#include "gui/models/format.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

bool removePrefix(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

struct Origin {
    Q_DECLARE_TR_FUNCTIONS(onggi::Origin)
};

bool isLatest(const std::string& tag)
{
    return tag.ends_with(":latest");
}

} // namespace

const ImageRow* imageOf(const StoreView& view, Serial serial)
{
    const auto row = std::ranges::lower_bound(view.images, serial, {}, &ImageRow::serial);
    return row == view.images.end() || row->serial != serial ? nullptr : &*row;
}

QString shownName(std::string_view reference)
{
    try {
        const std::string familiar = Reference::parse(reference).familiar();
        std::string_view shown = familiar;
        removePrefix(shown, "localhost/");
        return toText(shown);
    } catch (const Error&) {
        return toText(reference);
    }
}

QString shownName(const ImageRow& image)
{
    if (image.tags.empty())
        return toText(image.id.shortHex());
    const auto better = std::ranges::find_if_not(image.tags, isLatest);
    return shownName(better == image.tags.end() ? image.tags.front() : *better);
}

QString provenanceText(ProvenanceKind kind)
{
    switch (kind) {
    case ProvenanceKind::Pulled:
        //: how an image or a layer came into the store
        return Origin::tr("pulled");
    case ProvenanceKind::Loaded:
        //: how an image or a layer came into the store
        return Origin::tr("loaded");
    case ProvenanceKind::Imported:
        //: how an image or a layer came into the store
        return Origin::tr("imported");
    case ProvenanceKind::Built:
        //: how an image or a layer came into the store
        return Origin::tr("built");
    case ProvenanceKind::Committed:
        //: how an image or a layer came into the store
        return Origin::tr("committed");
    }
    return {};
}

QString originText(const Provenance& provenance, std::int64_t now)
{
    if (!isTime(provenance.time))
        return provenanceText(provenance.kind);
    const QString ago = agoText(provenance.time, now);
    switch (provenance.kind) {
    case ProvenanceKind::Pulled:
        //: %1: "2 hours ago"
        return Origin::tr("pulled %1").arg(ago);
    case ProvenanceKind::Loaded:
        //: %1: "2 hours ago"
        return Origin::tr("loaded %1").arg(ago);
    case ProvenanceKind::Imported:
        //: %1: "2 hours ago"
        return Origin::tr("imported %1").arg(ago);
    case ProvenanceKind::Built:
        //: %1: "2 hours ago"
        return Origin::tr("built %1").arg(ago);
    case ProvenanceKind::Committed:
        //: %1: "2 hours ago"
        return Origin::tr("committed %1").arg(ago);
    }
    return {};
}

QString stepText(std::string_view createdBy)
{
    std::string_view step = createdBy;
    if (const auto mark = step.rfind(" # buildkit"); mark != std::string_view::npos)
        step = step.substr(0, mark);
    bool isCommand = false;
    if (step.starts_with("RUN "))
        isCommand = removePrefix(step, "RUN ");
    const bool hasShell = removePrefix(step, "/bin/sh -c ");
    if (hasShell && removePrefix(step, "#(nop)"))
        return toText(step).simplified();
    const QString text = toText(step).simplified();
    return hasShell || isCommand ? QStringLiteral("RUN ") + text : text;
}

} // namespace onggi
