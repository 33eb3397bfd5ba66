// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/graph_words.h"

#include <algorithm>

#include <QStringList>

#include "gui/models/names.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr std::size_t kShownTags = 2;

bool isLatest(const QString& name)
{
    return name.endsWith(QLatin1String(":latest"));
}

// Where a tag's own part begins, after the repository.
QString repositoryOf(const QString& name)
{
    return name.left(name.lastIndexOf(QLatin1Char(':')));
}

} // namespace

QString graphLabel(const std::vector<const ImageRow*>& images)
{
    QStringList names;
    for (const ImageRow* image : images) {
        for (const std::string& tag : image->tags)
            names << shownName(tag);
    }
    if (images.empty())
        return {};
    if (names.isEmpty())
        return QStringLiteral("<none> ") + toText(images.front()->id.shortHex()).left(4) +
               QStringLiteral("…");
    std::ranges::stable_partition(names, [](const QString& name) { return !isLatest(name); });
    const qsizetype count = names.size();
    QStringList shown{names.first()};
    if (count > 1) {
        const QString& second = names[1];
        const bool isSame = repositoryOf(second) == repositoryOf(names.first());
        shown << (isSame ? second.mid(second.lastIndexOf(QLatin1Char(':')) + 1) : second);
    }
    if (count > static_cast<qsizetype>(kShownTags))
        shown << QStringLiteral("+%1").arg(count - static_cast<qsizetype>(kShownTags));
    return shown.join(QLatin1String(", "));
}

QString searchText(const StoreView& view, const Forest& forest, const Block& block)
{
    QStringList words;
    const LineageNode& last = forest.nodes()[block.steps.back()];
    for (const std::size_t image : last.images) {
        for (const std::string& tag : view.images[image].tags)
            words << toText(tag) << shownName(tag);
        words << toText(view.images[image].id.hex());
    }
    for (const NodeIndex step : block.steps)
        words << stepText(view.layers[forest.nodes()[step].layer].createdBy);
    for (const std::size_t container : last.containers)
        words << toText(view.containers[container].name);
    return words.join(QLatin1Char('\n')).toLower();
}

} // namespace onggi
