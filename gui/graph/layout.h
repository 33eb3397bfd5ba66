// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where the boxes of the lineage graph stand: a tidy tree from left to right, a column per depth.
//
// Nothing overlaps: neither boxes nor what stands below them (captions, containers). Children keep
// their order, so that edges never cross; a parent is centred between its first and its last child.
// Linear in the number of blocks, whatever the shape (contours are merged at the cost of the
// shallower one; E. Reingold, J. Tilford, "Tidier Drawings of Trees", 1981). Lengths are in pixels
// at 100 %. Pure; any thread.
#pragma once

#include <span>

#include "gui/graph/fold.h"

namespace onggi {

struct Extent {
    double box = 0;   // height of the box itself
    double below = 0; // height of the caption and the containers under it
};

struct Spacing {
    double siblings = 14; // free height between boxes of one column
    double centres = 30;  // least distance between the centres of siblings
    double roots = 24;    // free height between trees
};

struct Arrangement {
    std::vector<double> tops; // of each block's box, from 0 downwards
    double height = 0;        // of everything, with what stands below boxes
    std::size_t columns = 0;
};

// Which bytes of a block its height stands for.
enum class Heights { Content, Disk };
inline Bytes bytesOf(const Block& block, Heights heights) noexcept
{
    return heights == Heights::Content ? block.content : block.disk;
}

// Height of a box by its bytes: `scale` times the square root of the megabytes, at least 4.
// The same scale for the whole graph, so that heights can be compared.
double boxHeight(Bytes bytes, double scale) noexcept;

// `extents` has an entry for each block.
Arrangement arrange(std::span<const Block> blocks, std::span<const Extent> extents,
                    const Spacing& spacing = {});

} // namespace onggi
