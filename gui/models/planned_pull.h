// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a pull would do, as the helper has told it, and how the window says it.
#pragma once

#include <map>
#include <vector>

#include <QString>
#include <QVariantMap>

#include "gui/models/load_plan.h"
#include "helper/api/wire.h"

namespace onggi {

struct PlannedPull {
    // Base first, each once. The sizes are those of the registry's blobs.
    std::vector<LoadLayer> layers;
    Bytes present;  // of blobs
    Bytes download; // without what an earlier, unfinished pull has left
    Bytes disk;     // an estimate
    Bytes free;
    QString movesFrom; // the id of the image that has the tag now; empty: it moves away from none

    bool isTooLarge() const noexcept { return disk > free; }
    std::size_t layersHere() const;
    Bytes whole() const;   // of all blobs
    Bytes earlier() const; // has come with an earlier pull
    // Which images of the store have the layers.
    void findUsers(const StoreView& view);
};

// Of a job of kind "plan-pull". Throws Error(DigestInvalid).
PlannedPull plannedPull(const QVariantMap& result);

// "1 layer here (120.4 MB), 5 to download (254.9 MB), 667.0 MB on disk".
QString pullSentence(const PlannedPull& plan);
// "here: debian:13 and 10 more images", "to download". The users are those of `view`.
QString pullStateText(const LoadLayer& layer, const StoreView& view);
// "The tag moves here from the image c83e5f1b7702, which stays."; empty where none moves.
QString pullMoveText(const PlannedPull& plan);
// "About 27 s at the last rate of 9.6 MB/s"; empty where none is known.
QString pullTimeText(const PlannedPull& plan, const std::map<qulonglong, wire::Job>& jobs);
// Why it cannot be pulled: too little room. Empty where there is enough.
QString pullRefusalText(const PlannedPull& plan);

} // namespace onggi
