// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a deletion would grow by for each image that it keeps: what has to go along with the image,
// what nothing keeps any more then, and the bytes that come back. The simulator's rules
// (engine/lineage/removal.h), applied to the difference alone, so that asking for every kept image
// of a large store costs no more than what each of them takes along. Pure; any thread.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/lineage/removal.h"

namespace onggi {

class DeletionGrowth {
public:
    // Of a plan of a store without these containers, by name; `images`: where each serial stands in
    // StoreView::images. The view and the forest must outlive this.
    DeletionGrowth(const StoreView& view, const Forest& forest,
                   const std::unordered_map<Serial, std::size_t>& images, const RemovalPlan& plan,
                   const std::set<std::string>& goneContainers);

    struct Growth {
        Bytes freed;
        std::vector<std::string> containers; // names, sorted
        bool stopsContainers = false;        // one of them runs
    };
    // Taking along whatever keeps this one; an index into StoreView::images, kept by the plan.
    Growth including(std::size_t image);

private:
    enum class Fate : unsigned char { Stays, IsKept, Goes };

    void countStaying();
    void take(std::size_t image, Growth& growth);
    void takeBelow(NodeIndex top, Growth& growth);
    void takeAbove(NodeIndex top, Growth& growth);
    void undo();

    const StoreView& m_view;
    const Forest& m_forest;
    std::vector<Fate> m_fates;                          // of each image
    std::vector<std::vector<std::size_t>> m_containers; // of each image, those that are left
    std::vector<std::size_t> m_staysBelow;              // images that stay below each node
    std::vector<std::size_t> m_needs;                   // images that stay and need each layer
    std::vector<std::size_t> m_lastCounted;             // the image that last let go of each layer
    std::vector<std::pair<std::size_t, Fate>> m_taken;  // images, and their fate before
    std::vector<std::size_t> m_letGo;                   // layers
};

} // namespace onggi
