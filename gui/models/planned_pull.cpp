// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/planned_pull.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDBusArgument>

#include "gui/models/format.h"
#include "gui/models/job_text.h"
#include "gui/models/load_text.h"
#include "helper/api/names.h"

namespace onggi {
namespace {

struct PullText {
    Q_DECLARE_TR_FUNCTIONS(onggi::PullText)
};

// Bytes a second of the newest pull that has brought anything; 0: there is none.
double lastRate(const std::map<qulonglong, wire::Job>& jobs)
{
    for (auto at = jobs.rbegin(); at != jobs.rend(); ++at) {
        const wire::Job& job = at->second;
        if (job.kind == QLatin1String("pull") && job.state == bus::kSucceeded && job.done > 0 &&
            job.ended > job.started)
            return static_cast<double>(job.done) / static_cast<double>(job.ended - job.started);
    }
    return 0;
}

} // namespace

std::size_t PlannedPull::layersHere() const
{
    return static_cast<std::size_t>(std::ranges::count_if(layers, &LoadLayer::isHere));
}

Bytes PlannedPull::whole() const
{
    Bytes sum;
    for (const LoadLayer& layer : layers)
        sum += layer.layer.size;
    return sum;
}

Bytes PlannedPull::earlier() const
{
    const Bytes known = present + download;
    return whole() > known ? whole() - known : Bytes();
}

void PlannedPull::findUsers(const StoreView& view)
{
    for (LoadLayer& layer : layers) {
        layer.usedBy.clear();
        const auto row = std::ranges::find(view.layers, layer.layer.diffId, &LayerRow::diffId);
        if (row == view.layers.end())
            continue;
        for (std::size_t at = 0; at < view.images.size(); ++at) {
            const std::vector<Serial>& own = view.images[at].layers;
            if (std::ranges::find(own, row->serial) != own.end())
                layer.usedBy.push_back(at);
        }
    }
}

PlannedPull plannedPull(const QVariantMap& result)
{
    const auto bytes = [&](const char* key) {
        return Bytes(result.value(QLatin1String(key)).toULongLong());
    };
    PlannedPull plan;
    plan.present = bytes("present");
    plan.download = bytes("download");
    plan.disk = bytes("disk");
    plan.free = bytes("free");
    plan.movesFrom = result.value(QStringLiteral("movesFrom")).toString();
    const auto items = qdbus_cast<wire::PlannedLayers>(result.value(QStringLiteral("items")));
    for (const wire::PlannedLayer& item : items) {
        LoadLayer layer{{Digest::require(item.diffId.toStdString()), Bytes(item.size), {}},
                        item.isPresent,
                        false,
                        {}};
        plan.layers.push_back(std::move(layer));
    }
    return plan;
}

QString pullSentence(const PlannedPull& plan)
{
    const std::size_t here = plan.layersHere();
    const std::size_t missing = plan.layers.size() - here;
    if (missing == 0)
        return PullText::tr("All layers are here already");
    QStringList parts;
    if (here > 0)
        //: %1: their bytes
        parts << PullText::tr("%n layer(s) here (%1)", nullptr, static_cast<int>(here))
                     .arg(sizeText(plan.present));
    //: layers; %1: their bytes
    parts << PullText::tr("%n to download (%1)", nullptr, static_cast<int>(missing))
                 .arg(sizeText(plan.download))
          //: %1: bytes that the image will take
          << PullText::tr("%1 on disk").arg(sizeText(plan.disk));
    return parts.join(QLatin1String(", "));
}

QString pullStateText(const LoadLayer& layer, const StoreView& view)
{
    return layer.isHere ? stateText(layer, view) : PullText::tr("to download");
}

QString pullMoveText(const PlannedPull& plan)
{
    if (plan.movesFrom.isEmpty())
        return {};
    //: %1: id of an image
    return PullText::tr("The tag moves here from the image %1, which stays.")
        .arg(plan.movesFrom.section(QLatin1Char(':'), -1).left(12));
}

QString pullTimeText(const PlannedPull& plan, const std::map<qulonglong, wire::Job>& jobs)
{
    const double rate = lastRate(jobs);
    if (rate < 1 || plan.download.count() == 0)
        return {};
    const double seconds = static_cast<double>(plan.download.count()) / rate;
    //: %1: a span of time, %2: "9.6 MB/s"
    return PullText::tr("About %1 at the last rate of %2")
        .arg(spanText(static_cast<std::int64_t>(seconds) + 1), rateText(rate));
}

QString pullRefusalText(const PlannedPull& plan)
{
    if (!plan.isTooLarge())
        return {};
    return PullText::tr("The disk is too small: it takes about %1, and %2 are free. Deleting "
                        "images that nothing uses makes room.")
        .arg(sizeText(plan.disk), sizeText(plan.free));
}

} // namespace onggi
