// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Contents are read by the extents of the tree, as a kernel would read them.

#include "tests/support/corpus/layer_text.h"

#include <algorithm>
#include <cstdio>

#include "engine/core/error.h"
#include "engine/layer/decompress.h"
#include "engine/layer/erofs_merge.h"
#include "tests/support/layer_maker.h"

namespace onggi::test {

namespace {

// Longer contents are told by their length.
constexpr std::uint64_t kMostShown = 1 << 20;

std::string visible(char byte)
{
    if (byte > ' ' && byte < '\x7f' && byte != '\\' && byte != '{' && byte != '"')
        return {byte};
    char text[8];
    std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned char>(byte));
    return byte == ' ' ? " " : text;
}

std::string visible(std::string_view bytes)
{
    std::string out;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find_first_not_of(bytes[at], at), bytes.size());
        const std::string one = visible(bytes[at]);
        if (end - at >= 8)
            out += '{' + one + '*' + std::to_string(end - at) + '}';
        else
            for (std::size_t i = at; i < end; ++i)
                out += one;
        at = end;
    }
    return out;
}

class Text {
public:
    Text(const Tree& tree, std::string_view tar, std::string_view index)
        : m_tree(tree)
        , m_tar(tar)
        , m_index(index)
    {
    }

    std::string run()
    {
        const std::string line = lineOf(m_tree[kRootNode], "/");
        if (line != "/ d implied\n")
            m_text = line;
        add(kRootNode, "/");
        return std::move(m_text);
    }

private:
    void add(NodeId directory, const std::string& path)
    {
        for (const auto& [name, id] : m_tree[directory].directory->children) {
            const std::string full = path + visible(name);
            m_text += lineOf(m_tree[id], full);
            if (m_tree.isDirectory(id))
                add(id, full + '/');
        }
    }

    std::string lineOf(const Node& node, const std::string& path) const
    {
        constexpr char kLetters[] = "-dlcbpsw";
        std::string line = path + ' ' + kLetters[static_cast<std::size_t>(node.type)];
        if (node.type == NodeType::Whiteout)
            return line + '\n';
        const unsigned usual = node.directory ? 0755 : node.type == NodeType::Symlink ? 0777 : 0644;
        char text[64];
        if (node.meta.mode != usual) {
            std::snprintf(text, sizeof text, " %o", node.meta.mode);
            line += text;
        }
        if (node.meta.uid != 0 || node.meta.gid != 0)
            line += ' ' + std::to_string(node.meta.uid) + ':' + std::to_string(node.meta.gid);
        line += timeText(node.meta.modified);
        line += contentText(node);
        if (!node.directory && node.links > 1)
            line += " links=" + std::to_string(node.links);
        for (const Xattr& xattr : node.meta.xattrs)
            line += ' ' + visible(xattr.name) + '=' + visible(xattr.value);
        if (node.directory && node.directory->isImplied)
            line += " implied";
        if (node.directory && node.directory->isOpaque)
            line += " opaque";
        return line + '\n';
    }

    static std::string timeText(const Time& time)
    {
        if (time == Time{})
            return {};
        char text[32] = "";
        if (time.nanoseconds > 0)
            std::snprintf(text, sizeof text, "+%uns", time.nanoseconds);
        return " @" + std::to_string(time.seconds) + text;
    }

    std::string contentText(const Node& node) const
    {
        switch (node.type) {
        case NodeType::Regular:
            if (node.size > kMostShown)
                return ' ' + std::to_string(node.size) + " bytes";
            return " \"" + visible(contentOf(node)) + '"';
        case NodeType::Symlink:
            return " -> " + visible(node.target);
        case NodeType::CharacterDevice:
        case NodeType::BlockDevice:
            return ' ' + std::to_string(node.major) + ',' + std::to_string(node.minor);
        default:
            return {};
        }
    }

    std::string contentOf(const Node& node) const
    {
        std::string bytes(node.size, '\0');
        for (const Extent& extent : node.extents) {
            const std::string_view from = extent.isCopied ? m_index : m_tar;
            if (extent.offset > from.size() || extent.length > from.size() - extent.offset ||
                extent.logical > bytes.size() || extent.length > bytes.size() - extent.logical)
                throw std::logic_error("an extent lies beyond its device");
            std::ranges::copy(from.substr(extent.offset, extent.length),
                              bytes.begin() + static_cast<std::ptrdiff_t>(extent.logical));
        }
        return bytes;
    }

    const Tree& m_tree;
    std::string_view m_tar;
    std::string_view m_index;
    std::string m_text;
};

std::string textOf(std::string_view blob, const LayerLimits& limits, BlobCompression compression)
{
    const std::string tar = tarOf(blob, limits, compression);
    const Tree scanned = scan(tar, limits);
    const std::vector<DeviceSlot> devices{slotOf(tar.size())};
    const std::string index = indexOf(scanned, devices, tar, limits);
    ErofsIndex back = readIndex(index, limits);
    // The kernel pads the tar.
    std::string device = tar;
    device.resize((tar.size() + 511) / 512 * 512);
    const std::string text = Text(back.tree, device, index).run();
    if (back.devices != devices || indexOf(back.tree, devices, index, limits) != index)
        throw std::logic_error("what is read back is not what was written");

    Tree chain(limits.entries);
    applyLayer(chain, std::move(back.tree), 0);
    const std::string chainIndex = indexOf(chain, devices, index, limits);
    const Tree merged = readIndex(chainIndex, limits).tree;
    Text(merged, device, chainIndex).run();
    return text;
}

} // namespace

std::string layerText(std::string_view blob, const LayerLimits& limits, BlobCompression compression)
{
    try {
        return textOf(blob, limits, compression);
    } catch (const Error& error) {
        return std::string(codeName(error.code()));
    }
}

std::string tarOf(std::string_view blob, const LayerLimits& limits, BlobCompression compression)
{
    std::string tar;
    bool isGiven = false;
    decompress(
        [&] {
            const auto all = std::as_bytes(std::span(blob));
            return std::exchange(isGiven, true) ? all.last(0) : all;
        },
        compression, limits.tarBytes, "the layer",
        [&](std::span<const std::byte> bytes) {
            tar.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        },
        limits.ratio);
    return tar;
}

} // namespace onggi::test
