// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the lineage page draws and lists: the blocks of a store with their words, in an order of
// their own that lasts over updates. Copies what it shows, so that it outlives a change of the
// store. GUI thread only: texts are in the language of now.
#pragma once

#include <unordered_map>

#include <QString>

#include "gui/graph/fold.h"
#include "gui/graph/graph_order.h"

namespace onggi {

struct GraphContainer {
    QString name;
    ContainerState state = ContainerState::Created;
};

struct GraphNode {
    Digest first;               // chain of its first step: names its place and its folding
    Digest last;                // chain of its last step: names what is selected
    QString label;              // tags of its images; empty where it has none
    QString verb;               // the step that made it, or "7 steps"
    std::vector<Serial> images; // that end on it
    std::vector<QString> ids;   // of these, 12 digits each
    std::vector<GraphContainer> containers;
    std::optional<ProvenanceKind> begins; // where the way in which it came begins or changes
    bool mayFold = false;                 // its first step begins a chain that is shown open
    bool isOneOfOpen = false;             // a step of a chain that is shown open
};

struct Graph {
    std::vector<Block> blocks;    // a parent before its children, in the order in which they show
    std::vector<GraphNode> nodes; // an entry for each block
    std::unordered_map<Digest, BlockIndex> byChain; // of every step

    std::optional<BlockIndex> find(const Digest& chain) const;
    // Of an image; none for one without layers.
    std::optional<BlockIndex> findImage(Serial image) const;
};

Graph makeGraph(const StoreView& view, const Forest& forest, const Folding& folding,
                GraphOrder& order);

} // namespace onggi
