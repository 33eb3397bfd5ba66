// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/image_stack.h"

#include <algorithm>
#include <set>
#include <utility>

namespace onggi {
std::vector<NodeIndex> chainOf(const Forest& forest, std::size_t image)
{
    std::vector<NodeIndex> chain;
    for (auto at = forest.nodeOfImage(image); at; at = forest.nodes()[*at].parent)
        chain.push_back(*at);
    std::ranges::reverse(chain);
    return chain;
}

std::vector<StackBlock> imageStack(const StoreView& view, const Forest& forest, std::size_t image)
{
    const std::vector<NodeIndex> chain = chainOf(forest, image);
    std::vector<StackBlock> blocks;
    std::set<std::size_t> counted;
    StackBlock block;
    Bytes largest;
    for (std::size_t at = 0; at < chain.size(); ++at) {
        const LineageNode& node = forest.nodes()[chain[at]];
        const Bytes content = view.layers[node.layer].content;
        if (block.nodes.empty() || content > largest) {
            block.largestLayer = node.layer;
            largest = content;
        }
        block.nodes.push_back(chain[at]);
        if (counted.insert(node.layer).second)
            block.content += content;
        const bool isLast = at + 1 == chain.size();
        if (isLast || !node.images.empty() ||
            forest.nodes()[chain[at + 1]].imageCount != node.imageCount) {
            block.images = node.images;
            block.sharedWith = node.imageCount - 1;
            blocks.push_back(std::exchange(block, {}));
            largest = {};
        }
    }
    return blocks;
}

} // namespace onggi
