// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Both merged trees are walked side by side. What they have from the layers that they share is
// mostly one place in one tar, and is not read.

#include "engine/layer/image_diff.h"

#include <algorithm>
#include <set>

#include "engine/core/cancel.h"

namespace onggi {

namespace {

constexpr std::size_t kPiece = 256 * 1024;

std::string joined(const std::string& directory, std::string_view name)
{
    return (directory == "/" ? "/" : directory + '/').append(name);
}

class Comparison {
public:
    Comparison(ImageFiles& first, ImageFiles& second, Times times, const std::stop_token& stop)
        : m_first(first)
        , m_second(second)
        , m_times(times)
        , m_stop(stop)
        , m_room(first.limits())
    {
    }

    ImageDiff run()
    {
        const auto& a = m_first.layers();
        const auto& b = m_second.layers();
        while (m_diff.commonLayers < std::min(a.size(), b.size()) &&
               a[m_diff.commonLayers].diffId == b[m_diff.commonLayers].diffId)
            ++m_diff.commonLayers;
        if (m_diff.commonLayers == a.size() && a.size() == b.size())
            return std::move(m_diff);
        compareNodes("/", kRootNode, kRootNode);
        while (!m_pending.empty()) {
            throwIfCancelled(m_stop);
            const Pair pair = std::move(m_pending.back());
            m_pending.pop_back();
            compareDirectories(pair);
        }
        std::sort(
            m_diff.changes.begin(), m_diff.changes.end(),
            [](const FileChange& x, const FileChange& y) { return comesBefore(x.path, y.path); });
        return std::move(m_diff);
    }

private:
    struct Pair {
        std::string path;
        NodeId first;
        NodeId second;
    };

    void compareDirectories(const Pair& pair)
    {
        const auto& a = m_first.tree()[pair.first].directory->children;
        const auto& b = m_second.tree()[pair.second].directory->children;
        auto x = a.begin();
        auto y = b.begin();
        while (x != a.end() || y != b.end()) {
            if (y == b.end() || (x != a.end() && x->first < y->first)) {
                addBelow(FileChangeKind::Deleted, joined(pair.path, x->first), x->second);
                ++x;
            } else if (x == a.end() || y->first < x->first) {
                addBelow(FileChangeKind::Added, joined(pair.path, y->first), y->second);
                ++y;
            } else {
                compareNodes(joined(pair.path, x->first), x->second, y->second);
                ++x;
                ++y;
            }
        }
    }

    void compareNodes(const std::string& path, NodeId first, NodeId second)
    {
        const Node& a = m_first.tree()[first];
        const Node& b = m_second.tree()[second];
        if (!isSame(a, first, b, second)) {
            add({FileChangeKind::Changed, path, b.type, bytesOf(a), bytesOf(b), b.layer});
            count(first, a, m_countedFirst, m_diff.before);
            count(second, b, m_countedSecond, m_diff.after);
        }
        if (a.directory && b.directory) {
            m_pending.push_back({path, first, second});
            return;
        }
        if (a.directory)
            addChildren(FileChangeKind::Deleted, path, a);
        if (b.directory)
            addChildren(FileChangeKind::Added, path, b);
    }

    void addChildren(FileChangeKind kind, const std::string& path, const Node& directory)
    {
        for (const auto& [name, id] : directory.directory->children)
            addBelow(kind, joined(path, name), id);
    }

    void addBelow(FileChangeKind kind, const std::string& path, NodeId top)
    {
        const bool isAdded = kind == FileChangeKind::Added;
        walkFiles((isAdded ? m_second : m_first).tree(), top, path,
                  [&](const std::string& below, const Node& node, NodeId id, std::size_t) {
                      FileChange change{kind, below, node.type, {}, {}, node.layer};
                      (isAdded ? change.after : change.before) = bytesOf(node);
                      add(std::move(change));
                      if (isAdded)
                          count(id, node, m_countedSecond, m_diff.after);
                      else
                          count(id, node, m_countedFirst, m_diff.before);
                      return true;
                  });
    }

    void add(FileChange change)
    {
        m_room.take(change.path);
        m_diff.changes.push_back(std::move(change));
    }

    static Bytes bytesOf(const Node& node)
    {
        return node.type == NodeType::Regular ? Bytes(node.size) : Bytes();
    }

    static void count(NodeId id, const Node& node, std::set<NodeId>& counted, Bytes& sum)
    {
        if (node.links <= 1 || counted.insert(id).second)
            sum += bytesOf(node);
    }

    bool isSame(const Node& a, NodeId first, const Node& b, NodeId second)
    {
        if (a.type != b.type || a.size != b.size || a.major != b.major || a.minor != b.minor ||
            a.target != b.target || a.meta.mode != b.meta.mode || a.meta.uid != b.meta.uid ||
            a.meta.gid != b.meta.gid || a.meta.xattrs != b.meta.xattrs)
            return false;
        if (m_times == Times::Compare && a.meta.modified != b.meta.modified)
            return false;
        return a.type != NodeType::Regular || isOnePlace(a, b) || hasSameBytes(first, second);
    }

    bool isOnePlace(const Node& a, const Node& b) const
    {
        const auto isSamePlace = [](const Extent& x, const Extent& y) {
            return x.logical == y.logical && x.length == y.length && x.offset == y.offset &&
                   x.isCopied == y.isCopied;
        };
        return m_first.layers()[a.layer].diffId == m_second.layers()[b.layer].diffId &&
               std::equal(a.extents.begin(), a.extents.end(), b.extents.begin(), b.extents.end(),
                          isSamePlace);
    }

    bool hasSameBytes(NodeId first, NodeId second)
    {
        m_pieces[0].resize(kPiece);
        m_pieces[1].resize(kPiece);
        std::uint64_t offset = 0;
        while (const std::size_t size = m_first.read(first, offset, m_pieces[0])) {
            throwIfCancelled(m_stop);
            if (m_second.read(second, offset, m_pieces[1]) != size ||
                !std::equal(m_pieces[0].begin(),
                            m_pieces[0].begin() + static_cast<std::ptrdiff_t>(size),
                            m_pieces[1].begin()))
                return false;
            offset += size;
        }
        return true;
    }

    ImageFiles& m_first;
    ImageFiles& m_second;
    Times m_times;
    const std::stop_token& m_stop;
    ListRoom m_room;
    ImageDiff m_diff;
    std::vector<Pair> m_pending;
    std::set<NodeId> m_countedFirst; // of those with several names
    std::set<NodeId> m_countedSecond;
    std::vector<std::byte> m_pieces[2];
};

} // namespace

bool comesBefore(std::string_view path, std::string_view other) noexcept
{
    return std::lexicographical_compare(
        path.begin(), path.end(), other.begin(), other.end(), [](char a, char b) {
            const auto rank = [](char c) {
                return c == '/' ? 0 : static_cast<int>(static_cast<unsigned char>(c)) + 1;
            };
            return rank(a) < rank(b);
        });
}

ImageDiff compareImages(ImageFiles& first, ImageFiles& second, Times times,
                        const std::stop_token& stop)
{
    return Comparison(first, second, times, stop).run();
}

} // namespace onggi
