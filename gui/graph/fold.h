// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the graph draws as one box: a step of the forest, or a chain of unnamed steps folded into
// one.
//
// A chain is folded where two or more steps follow each other that have neither an image nor a
// container and exactly one child. Pure; any thread.
#pragma once

#include <set>

#include "engine/lineage/forest.h"

namespace onggi {

// Index of a block in what foldSteps returns.
using BlockIndex = std::size_t;

struct Block {
    std::vector<NodeIndex> steps; // base first; more than one where a chain is folded
    std::optional<BlockIndex> parent;
    std::vector<BlockIndex> children;
    std::size_t column = 0; // 0 at a root
    Bytes content;          // of all steps together
    Bytes disk;

    bool isFolded() const noexcept { return steps.size() > 1; }
};

struct Folding {
    bool isOn = true;
    std::set<Digest> open; // chains, by the id of their first node, that are shown step by step
};

// A step that a folded chain may hide.
bool isPlainStep(const LineageNode& node) noexcept;

// A parent comes before its children; roots and children keep the forest's order. Linear in the
// number of nodes.
std::vector<Block> foldSteps(const StoreView& view, const Forest& forest, const Folding& folding);

} // namespace onggi
