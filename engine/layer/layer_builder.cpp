// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rules of layer_builder.h.

#include "engine/layer/layer_builder.h"

#include "engine/core/error.h"
#include "engine/layer/erofs_format.h"
#include "engine/layer/whiteout.h"

namespace onggi {

namespace {

[[noreturn]] void refuse(Code code, std::string_view path, const char* why)
{
    throw Error(code, std::string(path), why);
}

// Takes the next component off `rest`; empty at the end.
std::string_view nextComponent(std::string_view& rest, std::string_view path)
{
    for (;;) {
        const std::size_t start = rest.find_first_not_of('/');
        if (start == rest.npos) {
            rest = {};
            return {};
        }
        rest.remove_prefix(start);
        const std::string_view name = rest.substr(0, rest.find('/'));
        rest.remove_prefix(name.size());
        if (name == "..")
            refuse(Code::LayerUnsafeName, path, "it has \"..\" in it");
        if (name.size() > erofs::kMaxName)
            refuse(Code::LayerUnsafeName, path, "a component is longer than 255 bytes");
        if (name != ".")
            return name;
    }
}

} // namespace

void LayerBuilder::checkLength(std::string_view path) const
{
    if (path.size() > m_limits.nameBytes)
        refuse(Code::LayerTooLarge, path.substr(0, 100), "a path name is too long");
}

LayerBuilder::Place LayerBuilder::locate(std::string_view path)
{
    checkLength(path);
    std::string_view rest = path;
    Place place{kRootNode, nextComponent(rest, path)};
    for (;;) {
        const std::string_view next = nextComponent(rest, path);
        if (next.empty())
            return place;
        if (parseTarName(place.name).kind == TarName::Kind::Ignored)
            return place; // whatever is below it
        if (parseTarName(place.name).kind != TarName::Kind::Ordinary)
            refuse(Code::LayerUnsafeName, path, "it lies below a whiteout");
        const std::optional<NodeId> known = m_tree.child(place.directory, place.name);
        if (known && !m_tree.isDirectory(*known))
            refuse(Code::LayerUnsafeName, path, "it goes through something that is no directory");
        if (known) {
            place.directory = *known;
        } else {
            place.directory =
                m_tree.add(place.directory, std::string(place.name), NodeType::Directory);
            m_tree[place.directory].directory->isImplied = true;
        }
        place.name = next;
    }
}

bool LayerBuilder::noteWhiteout(Place& place)
{
    const TarName name = parseTarName(place.name);
    Directory& directory = *m_tree[place.directory].directory;
    switch (name.kind) {
    case TarName::Kind::Ordinary:
        return true;
    case TarName::Kind::Whiteout:
        // Each takes memory as an entry does.
        if (directory.whiteouts.emplace(name.name).second && ++m_whiteouts > m_limits.entries)
            refuse(Code::LayerTooLarge, place.name, "the layer has too many whiteouts");
        break;
    case TarName::Kind::Opaque:
        directory.isOpaque = true;
        break;
    case TarName::Kind::Ignored:
        break;
    }
    return false;
}

Node* LayerBuilder::add(std::string_view path, NodeType type)
{
    Place place = locate(path);
    if (place.name.empty()) {
        if (type != NodeType::Directory)
            refuse(Code::LayerUnsafeName, path, "the root of the layer is no directory");
        m_tree[kRootNode].directory->isImplied = false;
        return &m_tree[kRootNode];
    }
    if (!noteWhiteout(place))
        return nullptr;
    const std::optional<NodeId> known = m_tree.child(place.directory, place.name);
    if (known && type == NodeType::Directory && m_tree.isDirectory(*known)) {
        // What it holds stays: only its metadata are said once more.
        m_tree[*known].directory->isImplied = false;
        return &m_tree[*known];
    }
    return &m_tree[m_tree.add(place.directory, std::string(place.name), type)];
}

void LayerBuilder::addHardLink(std::string_view path, std::string_view target)
{
    checkLength(target);
    std::string_view rest = target;
    NodeId node = kRootNode;
    for (;;) {
        const std::string_view name = nextComponent(rest, target);
        if (name.empty())
            break;
        const std::optional<NodeId> next = m_tree.child(node, name);
        if (!next)
            refuse(Code::LayerCorrupt, path, "a hard link to a file that the layer does not have");
        node = *next;
    }
    if (m_tree.isDirectory(node))
        refuse(Code::LayerCorrupt, path, "a hard link to a directory");
    Place place = locate(path);
    if (place.name.empty())
        refuse(Code::LayerUnsafeName, path, "the root of the layer is no directory");
    if (noteWhiteout(place))
        m_tree.link(place.directory, std::string(place.name), node);
}

Tree LayerBuilder::finish()
{
    resolveWhiteouts(m_tree);
    return std::move(m_tree);
}

} // namespace onggi
