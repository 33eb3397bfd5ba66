// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a pull would do, for people and as JSON.
#pragma once

#include <string>

#include <QVariantMap>

#include "helper/api/wire.h"
#include "helper/ctl/json_text.h"

namespace onggi::ctl {

struct PulledPlan {
    std::string reference; // in full
    std::string id;        // "sha256:…", as the others
    std::string digest;
    wire::PlannedLayers layers;
    Bytes present;
    Bytes download;
    Bytes disk;
    Bytes free;
    std::string movesFrom; // empty: the tag moves away from no image
};

// From the result of a job of kind "plan-pull".
PulledPlan pulledPlan(const QVariantMap& result);

// A line a layer, and the sums.
std::string pullPlanText(const PulledPlan& plan);
// {"items":[…],"presentBytes":…,"downloadBytes":…,"diskBytes":…} and what it is about.
OrderedJson pullPlanJson(const PulledPlan& plan);

} // namespace onggi::ctl
