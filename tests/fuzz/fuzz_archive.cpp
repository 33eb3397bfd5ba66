// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An image archive, up to what would be loaded: its tar is scanned in this process instead of the
// sandbox, and its tables of contents are read as ever.

#include "engine/archive/archive_members.h"
#include "engine/archive/archived_image.h"
#include "engine/core/error.h"
#include "tests/fuzz/targets.h"
#include "tests/support/layer_maker.h"

namespace onggi::fuzz {

namespace {

class ScannedArchive final : public ArchiveMembers {
public:
    ScannedArchive(std::string_view tar, const LayerLimits& limits)
        : ArchiveMembers("the archive")
        , m_tar(tar)
        , m_tree(test::scan(tar, limits))
    {
    }

protected:
    std::optional<Entry> entry(std::string_view path) const override
    {
        const std::optional<NodeId> id = m_tree.find(path);
        if (!id)
            return std::nullopt;
        const Node& node = m_tree[*id];
        if (node.type == NodeType::Regular)
            return Entry{{*id, Bytes(node.size)}, std::nullopt};
        if (node.type == NodeType::Symlink)
            return Entry{{}, node.target};
        return std::nullopt;
    }

    std::string readWhole(const ArchiveMember& member) const override
    {
        std::string text;
        for (const Extent& extent : m_tree[static_cast<NodeId>(member.id)].extents) {
            if (extent.isCopied || extent.logical != text.size())
                break;
            fuzz::require(extent.offset + extent.length <= m_tar.size(),
                          "an extent lies in the archive");
            text += m_tar.substr(extent.offset, extent.length);
        }
        if (text.size() != member.size.count())
            throw Error(Code::ArchiveInvalid, name(), "a file in it has holes");
        return text;
    }

private:
    std::string_view m_tar;
    Tree m_tree;
};

} // namespace

void fuzzArchive(Input input)
{
    LayerLimits limits;
    limits.entries = 2000;
    limits.nameBytes = 1024;
    limits.tarBytes = 2 << 20;
    try {
        const ScannedArchive archive(textOf(input), limits);
        for (const ArchivedImage& image :
             readArchivedImages(archive, Platform{"linux", "amd64", ""}))
            require(!image.config.empty(), "an image has a config");
    } catch (const Error&) {
    }
}

} // namespace onggi::fuzz
