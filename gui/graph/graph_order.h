// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order of siblings in the graph, which lasts over updates. GUI thread only.
#pragma once

#include <unordered_map>
#include <vector>

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
    std::unordered_map<Digest, Place> m_places;
};

} // namespace onggi
