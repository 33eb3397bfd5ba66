// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Walking is done with loops and explicit stacks: a path may be tens of thousands of directories
// deep.

#include "engine/layer/image_files.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/layer/erofs_merge.h"

namespace onggi {

namespace {

constexpr std::size_t kPiece = 1 << 20;
constexpr int kMostLinks = 40; // what Linux follows

// The way from the root to where a walk stands.
class Position {
public:
    NodeId node() const { return m_steps.empty() ? kRootNode : m_steps.back().node; }
    void enter(NodeId node, std::string_view name) { m_steps.push_back({node, std::string(name)}); }
    void leave()
    {
        if (!m_steps.empty())
            m_steps.pop_back();
    }
    void restart() { m_steps.clear(); }
    std::string path() const
    {
        std::string text;
        for (const Step& step : m_steps)
            text += '/' + step.name;
        return text.empty() ? "/" : text;
    }

private:
    struct Step {
        NodeId node;
        std::string name;
    };
    std::vector<Step> m_steps;
};

[[noreturn]] void notFound(std::string_view path, std::string_view where, const char* why)
{
    throw Error(Code::SystemIo, "reading " + std::string(path) + " of " + std::string(where), why);
}

std::string takeName(std::string& rest)
{
    const std::size_t begin = std::min(rest.find_first_not_of('/'), rest.size());
    const std::size_t end = std::min(rest.find('/', begin), rest.size());
    std::string name = rest.substr(begin, end - begin);
    rest.erase(0, end);
    return name;
}

} // namespace

ImageFiles ImageFiles::merged(LayerSource source)
{
    Tree tree(source.limits().entries);
    for (std::size_t i = 0; i < source.layers().size(); ++i)
        applyLayer(tree, source.readTree(i), static_cast<std::uint32_t>(i));
    return ImageFiles(std::move(source), std::move(tree));
}

ImageFiles ImageFiles::single(LayerSource source)
{
    Tree tree = source.readTree(0);
    return ImageFiles(std::move(source), std::move(tree));
}

std::size_t ImageFiles::read(NodeId file, std::uint64_t offset, std::span<std::byte> buffer)
{
    const Node& node = m_tree[file];
    return m_source.read(node.layer, node, offset, buffer);
}

void ImageFiles::readAll(NodeId file, const std::function<void(std::span<const std::byte>)>& sink)
{
    std::vector<std::byte> buffer(std::min<std::uint64_t>(kPiece, m_tree[file].size));
    std::uint64_t offset = 0;
    while (const std::size_t count = read(file, offset, buffer)) {
        sink(std::span(buffer).first(count));
        offset += count;
    }
}

void ListRoom::take(std::string_view path)
{
    if (path.size() > m_left)
        throw Error(Code::LayerTooLarge, "the list", "its paths are too long together");
    m_left -= path.size();
}

FoundFile findFile(const Tree& tree, std::string_view path, LastLink last, std::string_view where)
{
    Position position;
    std::string rest(path);
    int links = 0;
    while (true) {
        const std::string name = takeName(rest);
        if (name.empty())
            return {position.node(), position.path()};
        if (!tree.isDirectory(position.node()))
            notFound(path, where, "a part of the path is no directory");
        if (name == ".")
            continue;
        if (name == "..") {
            position.leave();
            continue;
        }
        const std::optional<NodeId> child = tree.child(position.node(), name);
        if (!child || tree[*child].type == NodeType::Whiteout)
            notFound(path, where,
                     child ? "the layer deletes it" : "there is no such file or directory");
        const Node& node = tree[*child];
        const bool isLast = rest.empty() && last == LastLink::Keep;
        if (node.type != NodeType::Symlink || isLast) {
            position.enter(*child, name);
            continue;
        }
        if (++links > kMostLinks)
            notFound(path, where, "too many symbolic links");
        if (node.target.starts_with('/'))
            position.restart();
        rest = node.target + rest;
    }
}

void walkFiles(const Tree& tree, NodeId start, const std::string& startPath, const VisitFile& visit)
{
    struct Open {
        decltype(Directory::children)::const_iterator next;
        decltype(Directory::children)::const_iterator end;
        std::size_t pathLength;
    };
    std::vector<Open> open;
    std::string path = startPath;
    const auto enter = [&](NodeId id) {
        const Node& node = tree[id];
        if (!visit(path, node, id, open.size()) || !node.directory)
            return;
        const auto& children = node.directory->children;
        open.push_back({children.begin(), children.end(), path == "/" ? 0 : path.size()});
    };
    enter(start);
    while (!open.empty()) {
        Open& top = open.back();
        path.resize(top.pathLength);
        if (top.next == top.end) {
            open.pop_back();
            continue;
        }
        const auto& [name, id] = *top.next++;
        path += '/';
        path += name;
        enter(id);
    }
}

} // namespace onggi
