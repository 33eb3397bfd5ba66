// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The disk space is a guess until the layers are unpacked, and is called one.

#include "helper/ctl/pull_plan_text.h"

#include <QDBusArgument>
#include <nlohmann/json.hpp>

#include "engine/core/bytes.h"
#include "engine/core/printable.h"
#include "helper/ctl/table.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

constexpr qsizetype kShownDigits = 19; // "sha256:" and twelve

} // namespace

PulledPlan pulledPlan(const QVariantMap& result)
{
    const auto text = [&](const char* key) {
        return printable(result.value(QLatin1String(key)).toString().toStdString());
    };
    const auto bytes = [&](const char* key) {
        return Bytes(result.value(QLatin1String(key)).toULongLong());
    };
    PulledPlan plan;
    plan.reference = text("reference");
    plan.id = text("id");
    plan.digest = text("digest");
    plan.layers = qdbus_cast<wire::PlannedLayers>(result.value(QStringLiteral("items")));
    plan.present = bytes("present");
    plan.download = bytes("download");
    plan.disk = bytes("disk");
    plan.free = bytes("free");
    plan.movesFrom = text("movesFrom");
    return plan;
}

std::string pullPlanText(const PulledPlan& plan)
{
    Table table({{"LAYER"}, {"SIZE", Align::Right}, {"STATE"}});
    for (const wire::PlannedLayer& layer : plan.layers)
        table.addRow({printable(layer.digest.left(kShownDigits).toStdString()),
                      humanSize(Bytes(layer.size)), layer.isPresent ? "here" : "to download"});
    std::string text = familiarName(plan.reference) + ": " + plan.digest + "\n" + table.text() +
                       "here already: " + humanSize(plan.present) +
                       "\nto download: " + humanSize(plan.download) + "\ndisk needed: about " +
                       humanSize(plan.disk) + " of " + humanSize(plan.free) + " free\n";
    if (!plan.movesFrom.empty())
        text += "the tag moves from " + plan.movesFrom + ", which stays\n";
    return text;
}

OrderedJson pullPlanJson(const PulledPlan& plan)
{
    OrderedJson items = OrderedJson::array();
    for (const wire::PlannedLayer& layer : plan.layers)
        items.push_back({{"diffId", layer.diffId.toStdString()},
                         {"digest", layer.digest.toStdString()},
                         {"bytes", layer.size},
                         {"isPresent", layer.isPresent}});
    return {
        {"reference", plan.reference},
        {"id", plan.id},
        {"digest", plan.digest},
        {"items", items},
        {"presentBytes", plan.present.count()},
        {"downloadBytes", plan.download.count()},
        {"diskBytes", plan.disk.count()},
        {"freeBytes", plan.free.count()},
        {"movesFrom", plan.movesFrom.empty() ? OrderedJson(nullptr) : OrderedJson(plan.movesFrom)}};
}

} // namespace onggi::ctl
