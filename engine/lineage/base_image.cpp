// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Of several images on the base's node the first that has a tag stands for all of them.

#include "engine/lineage/base_image.h"

#include "engine/core/error.h"
#include "engine/image/reference.h"

namespace onggi {

namespace {

// The full reference that a label means; empty for what is none.
std::string fullName(const std::string& label)
{
    try {
        return Reference::parse(label).text();
    } catch (const Error&) {
        return {};
    }
}

} // namespace

BaseImages::BaseImages(const StoreView& view, const Forest& forest)
    : m_view(view)
    , m_forest(forest)
{
    for (std::size_t image = 0; image < view.images.size(); ++image) {
        for (const std::string& tag : view.images[image].tags)
            m_imageOfTag.emplace(tag, image);
        for (const std::string_view name : view.images[image].digests) {
            if (const auto digest = Digest::parse(name.substr(name.find('@') + 1)))
                m_imageOfDigest.emplace(*digest, image);
        }
    }
}

BaseImage BaseImages::of(std::size_t image) const
{
    BaseImage base;
    const std::vector<LineageNode>& nodes = m_forest.nodes();
    auto node = m_forest.nodeOfImage(image);
    if (node)
        node = nodes[*node].parent;
    while (node && nodes[*node].images.empty())
        node = nodes[*node].parent;
    if (node) {
        base.byChain = nodes[*node].images.front();
        for (const std::size_t other : nodes[*node].images) {
            if (m_view.images[*base.byChain].tags.empty() && !m_view.images[other].tags.empty())
                base.byChain = other;
        }
    }
    base.byLabel = byLabel(image);
    return base;
}

std::optional<std::size_t> BaseImages::byLabel(std::size_t image) const
{
    const ImageRow& row = m_view.images[image];
    if (row.baseDigest) {
        const auto named = m_imageOfDigest.find(*row.baseDigest);
        if (named != m_imageOfDigest.end() && named->second != image)
            return named->second;
    }
    if (!row.baseName.empty()) {
        const auto named = m_imageOfTag.find(fullName(row.baseName));
        if (named != m_imageOfTag.end() && named->second != image)
            return named->second;
    }
    return std::nullopt;
}

} // namespace onggi
