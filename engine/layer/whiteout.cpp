// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rules of whiteout.h. Whiteouts are known by name, whatever type their entry has, as all
// engines do.

#include "engine/layer/whiteout.h"

#include <utility>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::string_view kPrefix = ".wh.";
constexpr std::string_view kOpaque = ".wh..wh..opq";
constexpr std::string_view kAufsPrefix = ".wh..wh.";

} // namespace

TarName parseTarName(std::string_view component)
{
    if (!component.starts_with(kPrefix))
        return {TarName::Kind::Ordinary, component};
    if (component == kOpaque)
        return {TarName::Kind::Opaque, {}};
    const std::string_view hidden = component.substr(kPrefix.size());
    if (hidden.empty() || hidden == "." || hidden == "..")
        throw Error(Code::LayerUnsafeName, std::string(component), "a whiteout of no file");
    if (component.starts_with(kAufsPrefix))
        return {TarName::Kind::Ignored, {}};
    return {TarName::Kind::Whiteout, hidden};
}

void resolveWhiteouts(Tree& tree)
{
    // New nodes come behind, or take the place of freed ones; they have no whiteouts of their own.
    const std::size_t count = tree.size();
    for (NodeId id = 0; id < count; ++id) {
        if (!tree[id].directory)
            continue;
        const auto names = std::exchange(tree[id].directory->whiteouts, {});
        for (const std::string& name : names) {
            const std::optional<NodeId> child = tree.child(id, name);
            if (!child) {
                tree.add(id, name, NodeType::Whiteout);
            } else if (tree.isDirectory(*child)) {
                tree[*child].directory->isOpaque = true;
                tree[*child].directory->isImplied = false;
            }
        }
    }
}

} // namespace onggi
