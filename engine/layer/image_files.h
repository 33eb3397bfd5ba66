// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The files of a whole image, or of a single layer, read from the indexes: nothing is mounted and
// nothing is unpacked.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/layer/layer_source.h"
#include "engine/layer/tree.h"

namespace onggi {

class ImageFiles {
public:
    // The merged view of all layers of `source`: whiteouts and opaque directories are resolved, as
    // in a container. Throws Error(StoreCorrupt) for an index that is none.
    static ImageFiles merged(LayerSource source);
    // One layer alone, the first of `source`, with what it hides of others as NodeType::Whiteout.
    static ImageFiles single(LayerSource source);

    const Tree& tree() const noexcept { return m_tree; }
    const std::vector<SourceLayer>& layers() const noexcept { return m_source.layers(); }
    const LayerLimits& limits() const noexcept { return m_source.limits(); }

    // Bytes of a regular file from `offset` on, as LayerSource::read().
    std::size_t read(NodeId file, std::uint64_t offset, std::span<std::byte> buffer);
    // All of them, in pieces.
    void readAll(NodeId file, const std::function<void(std::span<const std::byte>)>& sink);

private:
    ImageFiles(LayerSource source, Tree tree)
        : m_source(std::move(source))
        , m_tree(std::move(tree))
    {
    }

    LayerSource m_source;
    Tree m_tree;
};

// Room for the paths of a list that is kept whole.
class ListRoom {
public:
    explicit ListRoom(const LayerLimits& limits = {})
        : m_left(limits.listBytes)
    {
    }
    // Throws Error(LayerTooLarge) where the paths are too long together.
    void take(std::string_view path);

private:
    std::uint64_t m_left;
};

struct FoundFile {
    NodeId node = kRootNode;
    std::string path; // absolute, without links: "/usr/bin/sh"
};

enum class LastLink { Follow, Keep };

// Walks `path` from the root as the kernel would with that root: links in the middle are followed,
// the last one if `last` says so, `..` ends at the root. `where` names the image in errors. Throws
// Error(SystemIo) where nothing is there, and for links in circles.
FoundFile findFile(const Tree& tree, std::string_view path, LastLink last, std::string_view where);

// Calls `visit` for `start` and everything below it, parents first, names in the order of their
// bytes. It gets the path, which begins with `startPath` ("/" for the root), and how deep below
// `start` it is; false: what is below is left out.
using VisitFile =
    std::function<bool(const std::string& path, const Node& node, NodeId id, std::size_t depth)>;
void walkFiles(const Tree& tree, NodeId start, const std::string& startPath,
               const VisitFile& visit);

} // namespace onggi
