// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the lineage page draws and lists: the blocks of a store with their words, in an order of
// their own that lasts over updates. Copies what it shows, so that it outlives a change of the
// store. GUI thread only: texts are in the language of now.
#pragma once

#include <map>

#include <QString>

#include "gui/graph/fold.h"

namespace onggi {

// Remembers in which order siblings, and roots, were shown: by name when they are first seen, then
// as they were, so that nothing jumps when a name changes or something comes.
class GraphOrder {
public:
    // Takes a list of siblings, by the chains of their first steps, to the order in which they are
    // shown.
    struct Sibling {
        BlockIndex block = 0;
        Digest chain;
        QString name; // what sorts it; empty comes last
    };
    void sort(std::vector<Sibling>& siblings);
    // Forgets chains that are not among those sorted since the last call.
    void forgetOthers();

private:
    struct Place {
        std::size_t rank = 0;
        bool isCurrent = true;
    };
    std::map<Digest, Place> m_places;
};

struct GraphContainer {
    QString name;
    ContainerState state = ContainerState::Created;
};

struct GraphNode {
    Digest first;               // chain of its first step: names its place and its folding
    Digest last;                // chain of its last step: names what is selected
    QString label;              // tags of its images; empty where it has none
    QString verb;               // the step that made it, or "7 steps"
    QString search;             // whatever it can be found by, in lower case
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
    std::map<Digest, BlockIndex> byChain; // of every step

    std::optional<BlockIndex> find(const Digest& chain) const;
    // Of an image; none for one without layers.
    std::optional<BlockIndex> findImage(Serial image) const;
};

Graph makeGraph(const StoreView& view, const Forest& forest, const Folding& folding,
                GraphOrder& order);

// At most two tags and how many more there are: "shop/web:2, latest", "a:1, b:2, +3"; `<none>` and
// 4 digits of the id where no image of the node has a tag.
QString graphLabel(const std::vector<const ImageRow*>& images);

} // namespace onggi
