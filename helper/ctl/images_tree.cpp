// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Finds for each node the nearest listed image above it in one pass over the forest, and walks the
// tree of images with a stack of its own: an image may have as many ancestors as layers.

#include "helper/ctl/images_tree.h"

#include <optional>

#include "helper/ctl/output.h"
#include "helper/ctl/table.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

struct Marks {
    const char* branch;
    const char* last;
    const char* trunk;
};
constexpr Marks kUnicode{"├─ ", "└─ ", "│  "};
constexpr Marks kAscii{"|- ", "`- ", "|  "};
constexpr const char* kNothing = "   ";

// By image: the listed images below it; of several on one node, the first has those below.
struct Descent {
    std::vector<std::size_t> roots;
    std::vector<std::vector<std::size_t>> children;
};

Descent descentOf(const StoreView& view, const Forest& forest,
                  const std::vector<std::size_t>& images)
{
    std::vector<std::optional<std::size_t>> firstOnNode(forest.nodes().size());
    for (const std::size_t image : images) {
        const auto node = forest.nodeOfImage(image);
        if (node && !firstOnNode[*node])
            firstOnNode[*node] = image;
    }
    // Parents come before their children.
    std::vector<std::optional<std::size_t>> nearestAbove(forest.nodes().size());
    for (NodeIndex node = 0; node < forest.nodes().size(); ++node) {
        const auto parent = forest.nodes()[node].parent;
        if (parent)
            nearestAbove[node] =
                firstOnNode[*parent] ? firstOnNode[*parent] : nearestAbove[*parent];
    }
    Descent descent{{}, std::vector<std::vector<std::size_t>>(view.images.size())};
    for (const std::size_t image : images) {
        const auto node = forest.nodeOfImage(image);
        if (node && nearestAbove[*node])
            descent.children[*nearestAbove[*node]].push_back(image);
        else
            descent.roots.push_back(image);
    }
    return descent;
}

} // namespace

std::string imageTree(const StoreView& view, const Forest& forest,
                      const std::vector<ImageLine>& lines, const std::vector<ImageSizes>& sizes,
                      bool isUntruncated, bool isAscii)
{
    const Marks& marks = isAscii ? kAscii : kUnicode;
    std::vector<std::size_t> images;
    std::vector<std::vector<std::string>> names(view.images.size());
    for (const ImageLine& line : lines) {
        if (names[line.image].empty())
            images.push_back(line.image);
        names[line.image].push_back(line.tag.empty() ? "<none>" : familiarName(line.tag));
    }
    const Descent descent = descentOf(view, forest, images);

    Table table({{"IMAGE"}, {"ID"}, {"CREATED"}, {"SIZE", Align::Right}, {"UNIQUE", Align::Right}});
    struct Visit {
        std::size_t image;
        std::string first; // before its name
        std::string below; // before what is under it
    };
    std::vector<Visit> stack;
    for (auto root = descent.roots.rbegin(); root != descent.roots.rend(); ++root)
        stack.push_back({*root, "", ""});
    while (!stack.empty()) {
        const Visit visit = std::move(stack.back());
        stack.pop_back();
        const ImageRow& row = view.images[visit.image];
        const std::vector<std::size_t>& children = descent.children[visit.image];
        const std::string more = visit.below + (children.empty() ? kNothing : marks.trunk);
        for (std::size_t i = 0; i < names[visit.image].size(); ++i) {
            table.addRow({(i == 0 ? visit.first : more) + names[visit.image][i],
                          isUntruncated ? row.id.text() : row.id.shortHex(),
                          agoText(row.created, now()), humanSize(sizes[visit.image].virtualSize),
                          humanSize(sizes[visit.image].unique)});
        }
        for (std::size_t i = children.size(); i-- > 0;) {
            const bool isLast = i + 1 == children.size();
            stack.push_back({children[i], visit.below + (isLast ? marks.last : marks.branch),
                             visit.below + (isLast ? kNothing : marks.trunk)});
        }
    }
    return table.text();
}

} // namespace onggi::ctl
