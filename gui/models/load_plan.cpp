// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/load_plan.h"

#include <algorithm>
#include <map>
#include <set>

namespace onggi {
namespace {

class Planner {
public:
    explicit Planner(const StoreView& view)
    {
        std::map<Serial, const LayerRow*> layers;
        for (const LayerRow& layer : view.layers) {
            layers.emplace(layer.serial, &layer);
            m_users[layer.diffId];
        }
        for (std::size_t at = 0; at < view.images.size(); ++at) {
            const ImageRow& image = view.images[at];
            m_images.emplace(image.id, at);
            for (const std::string& tag : image.tags)
                m_tags.emplace(tag, at);
            const std::set<Serial> own(image.layers.begin(), image.layers.end());
            for (const Serial layer : own)
                m_users[layers.at(layer)->diffId].push_back(at);
        }
    }

    LoadPlan plan(const ArchiveTable& table)
    {
        LoadPlan plan;
        for (const ArchiveImage& archived : table.images) {
            plan.images.push_back(imageOf(archived));
            for (const LoadLayer& layer : plan.images.back().layers)
                count(layer, plan);
        }
        return plan;
    }

private:
    LoadImage imageOf(const ArchiveImage& archived)
    {
        LoadImage image{archived.id, archived.tags, archived.platform, false, {}, {}, {}};
        const auto own = m_images.find(archived.id);
        image.isHere = own != m_images.end();
        for (const std::string& tag : archived.tags) {
            const auto holder = m_tags.find(tag);
            if (holder == m_tags.end())
                image.newTags.push_back(tag);
            else if (!image.isHere || holder->second != own->second)
                image.moved.push_back({tag, holder->second});
        }
        for (const ArchiveLayer& layer : archived.layers) {
            const auto users = m_users.find(layer.diffId);
            const bool isHere = users != m_users.end();
            image.layers.push_back({layer, isHere, !m_seen.insert(layer.diffId).second,
                                    isHere ? users->second : std::vector<std::size_t>()});
        }
        return image;
    }

    static void count(const LoadLayer& layer, LoadPlan& plan)
    {
        if (layer.isRepeated)
            return;
        ++(layer.isHere ? plan.layersHere : plan.layersNew);
        (layer.isHere ? plan.bytesHere : plan.bytesNew) += layer.layer.size;
    }

    std::map<Digest, std::vector<std::size_t>> m_users; // images by diffID, of all layers
    std::map<Digest, std::size_t> m_images;             // by id
    std::map<std::string, std::size_t> m_tags;
    std::set<Digest> m_seen; // layers of the archive
};

} // namespace

bool LoadPlan::isAllHere() const noexcept
{
    return std::ranges::all_of(images, [](const LoadImage& image) {
        return image.isHere && image.newTags.empty() && image.moved.empty();
    });
}

std::vector<TagMove> LoadPlan::moved() const
{
    std::vector<TagMove> all;
    for (const LoadImage& image : images)
        all.insert(all.end(), image.moved.begin(), image.moved.end());
    return all;
}

LoadPlan planLoad(const ArchiveTable& table, const StoreView& view)
{
    return Planner(view).plan(table);
}

} // namespace onggi
