// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Each layer is compared with the merged tree below it just before it is laid on: what it will
// take away is written down, with the number of names that each file loses.

#include "engine/layer/waste.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "engine/layer/erofs_merge.h"
#include "engine/layer/image_diff.h"
#include "engine/layer/image_files.h"

namespace onggi {

namespace {

class Hiding {
public:
    Hiding(const Tree& below, const Tree& layer)
        : m_below(below)
        , m_layer(layer)
    {
    }

    struct Hidden {
        std::string path; // the first of those that it loses here
        std::uint32_t names = 0;
    };

    std::map<NodeId, Hidden> run()
    {
        m_pending.push_back({"", kRootNode, kRootNode});
        while (!m_pending.empty()) {
            const Pair pair = std::move(m_pending.back());
            m_pending.pop_back();
            compare(pair);
        }
        return std::move(m_hidden);
    }

private:
    struct Pair {
        std::string path;
        NodeId below;
        NodeId above;
    };

    void compare(const Pair& pair)
    {
        const Directory& above = *m_layer[pair.above].directory;
        if (above.isOpaque) {
            for (const auto& [name, id] : m_below[pair.below].directory->children)
                hide(pair.path + '/' + name, id);
            return;
        }
        for (const auto& [name, id] : above.children) {
            const std::optional<NodeId> hidden = m_below.child(pair.below, name);
            if (!hidden)
                continue;
            const std::string path = pair.path + '/' + name;
            if (m_layer.isDirectory(id) && m_below.isDirectory(*hidden))
                m_pending.push_back({path, *hidden, id});
            else
                hide(path, *hidden);
        }
    }

    void hide(const std::string& path, NodeId top)
    {
        walkFiles(m_below, top, path,
                  [&](const std::string& below, const Node& node, NodeId id, std::size_t) {
                      if (node.type == NodeType::Regular && node.size > 0) {
                          Hidden& hidden = m_hidden[id];
                          if (hidden.names++ == 0 || comesBefore(below, hidden.path))
                              hidden.path = below;
                      }
                      return true;
                  });
    }

    const Tree& m_below;
    const Tree& m_layer;
    std::vector<Pair> m_pending;
    std::map<NodeId, Hidden> m_hidden;
};

bool isDeletedBy(const Tree& layer, const std::string& path)
{
    const std::optional<NodeId> above = layer.find(path);
    return !above || layer[*above].type == NodeType::Whiteout;
}

void noteHidden(const Tree& below, const Tree& layer, std::uint32_t number, Waste& waste)
{
    for (auto& [id, hidden] : Hiding(below, layer).run()) {
        const Node& node = below[id];
        if (hidden.names < node.links)
            continue; // another name still shows it
        const bool isDeleted = isDeletedBy(layer, hidden.path);
        waste.wasted[node.layer] += Bytes(node.size);
        waste.files.push_back(
            {std::move(hidden.path), Bytes(node.size), node.layer, number, isDeleted});
    }
}

} // namespace

Bytes Waste::totalContent() const
{
    return std::accumulate(content.begin(), content.end(), Bytes());
}

Bytes Waste::totalWasted() const
{
    return std::accumulate(wasted.begin(), wasted.end(), Bytes());
}

double Waste::efficiency() const
{
    const auto all = static_cast<double>(totalContent().count());
    return all > 0 ? 1 - static_cast<double>(totalWasted().count()) / all : 1;
}

Waste findWaste(LayerSource& source)
{
    Waste waste;
    waste.wasted.resize(source.layers().size());
    Tree below(source.limits().entries);
    for (std::size_t i = 0; i < source.layers().size(); ++i) {
        Tree layer = source.readTree(i);
        waste.content.push_back(Bytes(layer.contentBytes()));
        noteHidden(below, layer, static_cast<std::uint32_t>(i), waste);
        applyLayer(below, std::move(layer), static_cast<std::uint32_t>(i));
    }
    std::stable_sort(
        waste.files.begin(), waste.files.end(), [](const HiddenFile& a, const HiddenFile& b) {
            return a.bytes != b.bytes ? a.bytes > b.bytes : comesBefore(a.path, b.path);
        });
    return waste;
}

} // namespace onggi
