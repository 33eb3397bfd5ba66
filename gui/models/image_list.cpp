// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sorts images into groups, and collects what a row shows of them.

#include "gui/models/image_list.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "engine/image/reference.h"

namespace onggi {
namespace {

struct GroupedName {
    std::string group;
    std::string repository;
};

GroupedName groupedName(const Reference& reference)
{
    constexpr std::string_view library = "library/";
    if (reference.domain == "docker.io" && reference.path.starts_with(library))
        return {"docker.io/library", reference.path.substr(library.size())};
    return {reference.domain, reference.path};
}

// Everybody's favourite tag says the least, so it comes last.
bool isTagBefore(const std::string& a, const std::string& b)
{
    const bool isALatest = a == "latest";
    const bool isBLatest = b == "latest";
    return isALatest != isBLatest ? isBLatest : a < b;
}

class Lister {
public:
    Lister(const StoreView& view, const Forest& forest)
        : m_view(view)
        , m_forest(forest)
    {
        for (const ContainerRow& container : view.containers)
            m_users[container.image].push_back({container.name, container.state});
        for (const LayerRow& layer : view.layers)
            m_diskOfLayer.emplace(layer.serial, layer.disk);
    }

    std::vector<ImageGroup> list()
    {
        for (std::size_t image = 0; image < m_view.images.size(); ++image)
            addImage(image);
        for (const LineageNode& node : m_forest.nodes()) {
            if (node.images.empty())
                group(ImageGroupKind::Intermediate, {}).rows.push_back(stepRow(node));
        }
        std::vector<ImageGroup> groups;
        for (auto& [key, group] : m_groups) {
            std::ranges::sort(group.rows, [](const ImageListRow& a, const ImageListRow& b) {
                return a.key() < b.key();
            });
            groups.push_back(std::move(group));
        }
        return groups;
    }

private:
    ImageGroup& group(ImageGroupKind kind, const std::string& title)
    {
        ImageGroup made{kind, title, {}};
        return m_groups.try_emplace(made.key(), made).first->second;
    }

    void addImage(std::size_t image)
    {
        const ImageListRow row = imageRow(image);
        const auto& tags = m_view.images[image].tags;
        if (tags.empty())
            group(ImageGroupKind::Untagged, {}).rows.push_back(row);
        std::map<std::pair<std::string, std::string>, std::vector<std::string>> repositories;
        for (const std::string& tag : tags) {
            const Reference reference = Reference::parse(tag);
            const GroupedName name = groupedName(reference);
            repositories[{name.group, name.repository}].push_back(reference.tag);
        }
        for (auto& [name, own] : repositories) {
            std::ranges::sort(own, isTagBefore);
            ImageListRow& added =
                group(ImageGroupKind::Repositories, name.first).rows.emplace_back(row);
            added.repository = name.second;
            added.tags = own;
            added.digest = digestOf(m_view.images[image], name);
        }
    }

    static std::string digestOf(const ImageRow& image,
                                const std::pair<std::string, std::string>& name)
    {
        const std::string prefix = name.first + '/' + name.second + '@';
        const auto own = std::ranges::find_if(
            image.digests, [&](const std::string& digest) { return digest.starts_with(prefix); });
        if (own != image.digests.end())
            return *own;
        return image.digests.empty() ? std::string() : image.digests.front();
    }

    Bytes diskOf(const ImageRow& image) const
    {
        std::set<Serial> layers(image.layers.begin(), image.layers.end());
        Bytes disk;
        for (const Serial layer : layers)
            disk += m_diskOfLayer.at(layer);
        return disk;
    }

    ImageListRow imageRow(std::size_t index) const
    {
        const ImageRow& image = m_view.images[index];
        ImageListRow row;
        row.serial = image.serial;
        row.id = image.id;
        row.provenance = image.provenance;
        row.created = image.created;
        row.platform = image.platform;
        row.digest = image.digests.empty() ? std::string() : image.digests.front();
        row.disk = diskOf(image);
        if (const auto users = m_users.find(image.serial); users != m_users.end())
            row.users = users->second;
        row.sizes = imageSizes(m_view, m_forest, index);
        if (const auto at = m_forest.nodeOfImage(index)) {
            const LineageNode& node = m_forest.nodes()[*at];
            row.isBase = node.imageCount > node.images.size();
        }
        return row;
    }

    ImageListRow stepRow(const LineageNode& node) const
    {
        const LayerRow& layer = m_view.layers[node.layer];
        ImageListRow row;
        row.chain = node.chain;
        row.createdBy = layer.createdBy;
        row.sizes = {layer.content, {}, layer.content};
        row.disk = layer.disk;
        return row;
    }

    using GroupKey = decltype(ImageGroup().key());

    const StoreView& m_view;
    const Forest& m_forest;
    std::unordered_map<Serial, std::vector<ImageUser>> m_users;
    std::unordered_map<Serial, Bytes> m_diskOfLayer;
    std::map<GroupKey, ImageGroup> m_groups;
};

} // namespace

bool operator==(const ImageListRow& a, const ImageListRow& b)
{
    const auto shown = [](const ImageListRow& row) {
        return std::tie(row.tags, row.users, row.sizes.virtualSize, row.sizes.unique, row.isBase,
                        row.provenance.kind, row.provenance.time, row.provenance.from, row.digest);
    };
    return a.key() == b.key() && shown(a) == shown(b);
}

std::vector<ImageGroup> listImages(const StoreView& view, const Forest& forest)
{
    return Lister(view, forest).list();
}

} // namespace onggi
