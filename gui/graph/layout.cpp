// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Arranges the trees from the leaves to the roots, then adds the offsets up from the roots.

#include "gui/graph/layout.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace onggi {
namespace {

// One edge of a subtree, a value per column, kept deepest column first so that a parent is
// appended. All values are relative to `shift`, so that moving a subtree costs nothing.
struct Contour {
    std::vector<double> values;
    double shift = 0;

    std::size_t depth() const noexcept { return values.size(); }
    // Column 0 is the subtree's root.
    double at(std::size_t column) const { return values[values.size() - 1 - column] + shift; }
    void set(std::size_t column, double value)
    {
        values[values.size() - 1 - column] = value - shift;
    }
    void prepend(double value) { values.push_back(value - shift); }
};

// The outline of one subtree, or of several that were put below each other.
struct Outline {
    Contour upper;
    Contour lower;

    void moveBy(double distance)
    {
        upper.shift += distance;
        lower.shift += distance;
    }
};

// How far `added` must go down to stand below `above` with `gap` between them in each column.
double distanceBelow(const Outline& above, const Outline& added, double gap)
{
    double distance = -1e300;
    const std::size_t shared = std::min(above.lower.depth(), added.upper.depth());
    for (std::size_t column = 0; column < shared; ++column)
        distance = std::max(distance, above.lower.at(column) + gap - added.upper.at(column));
    return distance;
}

// The outline of both; costs the depth of the shallower one.
void append(Outline& above, Outline&& added)
{
    const std::size_t shared = std::min(above.upper.depth(), added.upper.depth());
    if (added.upper.depth() > above.upper.depth()) {
        for (std::size_t column = 0; column < shared; ++column)
            added.upper.set(column, above.upper.at(column));
        above.upper = std::move(added.upper);
        above.lower = std::move(added.lower);
    } else {
        for (std::size_t column = 0; column < shared; ++column)
            above.lower.set(column, added.lower.at(column));
    }
}

class Arranger {
public:
    Arranger(std::span<const Block> blocks, std::span<const Extent> extents, const Spacing& spacing)
        : m_blocks(blocks)
        , m_extents(extents)
        , m_spacing(spacing)
        , m_outlines(blocks.size())
        , m_tops(blocks.size(), 0)
    {
        assert(blocks.size() == extents.size());
    }

    Arrangement arrange()
    {
        // A child's index is greater than its parent's: subtrees are complete when they are needed.
        for (BlockIndex index = m_blocks.size(); index-- > 0;)
            arrangeSubtree(index);
        placeRoots();
        Arrangement result;
        for (BlockIndex index = 0; index < m_blocks.size(); ++index) {
            const Block& block = m_blocks[index];
            if (block.parent)
                m_tops[index] += m_tops[*block.parent];
            const Extent& extent = m_extents[index];
            result.height = std::max(result.height, m_tops[index] + extent.box + extent.below);
            result.columns = std::max(result.columns, block.column + 1);
        }
        result.tops = std::move(m_tops);
        return result;
    }

private:
    double centre(BlockIndex index) const { return m_tops[index] + m_extents[index].box / 2; }

    // Leaves the children's tops and the outline relative to the top of this block's box.
    void arrangeSubtree(BlockIndex index)
    {
        const Block& block = m_blocks[index];
        const Extent& extent = m_extents[index];
        Outline outline;
        if (!block.children.empty()) {
            outline = stack(block.children);
            const double middle =
                (centre(block.children.front()) + centre(block.children.back())) / 2;
            const double up = extent.box / 2 - middle;
            for (const BlockIndex child : block.children)
                m_tops[child] += up;
            outline.moveBy(up);
        }
        outline.upper.prepend(0);
        outline.lower.prepend(extent.box + extent.below);
        m_outlines[index] = std::move(outline);
    }

    // Puts siblings below each other, their tops relative to the first one's.
    Outline stack(const std::vector<BlockIndex>& children)
    {
        Outline all = std::move(m_outlines[children.front()]);
        for (std::size_t i = 1; i < children.size(); ++i) {
            const BlockIndex child = children[i];
            Outline& added = m_outlines[child];
            const double nearest =
                centre(children[i - 1]) + m_spacing.centres - m_extents[child].box / 2;
            const double distance =
                std::max(nearest, distanceBelow(all, added, m_spacing.siblings));
            m_tops[child] = distance;
            added.moveBy(distance);
            append(all, std::move(added));
        }
        return all;
    }

    // Trees do not reach into each other: where one begins, the one before has ended.
    void placeRoots()
    {
        double next = 0;
        for (BlockIndex index = 0; index < m_blocks.size(); ++index) {
            if (m_blocks[index].parent)
                continue;
            const Contour& upper = m_outlines[index].upper;
            const Contour& lower = m_outlines[index].lower;
            const double top = *std::ranges::min_element(upper.values) + upper.shift;
            const double bottom = *std::ranges::max_element(lower.values) + lower.shift;
            m_tops[index] = next - top;
            next += bottom - top + m_spacing.roots;
        }
    }

    std::span<const Block> m_blocks;
    std::span<const Extent> m_extents;
    const Spacing& m_spacing;
    std::vector<Outline> m_outlines; // of each subtree, until its parent has taken it
    std::vector<double> m_tops;      // relative to the parent's top, in the end absolute
};

} // namespace

double boxHeight(Bytes bytes, double scale) noexcept
{
    return std::max(4.0, scale * std::sqrt(static_cast<double>(bytes.count()) / 1e6));
}

Arrangement arrange(std::span<const Block> blocks, std::span<const Extent> extents,
                    const Spacing& spacing)
{
    return Arranger(blocks, extents, spacing).arrange();
}

} // namespace onggi
