// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sorts images into groups.

#include "gui/models/image_list.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/image/reference.h"

namespace onggi {
namespace {

constexpr const char* kHubLibrary = "docker.io/library";

struct GroupedName {
    std::string group;
    std::string repository;
};

GroupedName groupedName(const Reference& reference)
{
    constexpr std::string_view library = "library/";
    if (reference.domain == "docker.io" && reference.path.starts_with(library))
        return {kHubLibrary, reference.path.substr(library.size())};
    return {reference.domain, reference.path};
}

// Everybody's favourite tag says the least, so it comes last.
bool isTagBefore(const std::string& a, const std::string& b)
{
    const bool isALatest = a == "latest";
    const bool isBLatest = b == "latest";
    return isALatest != isBLatest ? isBLatest : a < b;
}

bool isTitleBefore(const ImageGroup& a, const ImageGroup& b)
{
    const bool isALibrary = a.title == kHubLibrary;
    const bool isBLibrary = b.title == kHubLibrary;
    return isALibrary != isBLibrary ? isALibrary : a.title < b.title;
}

using Titled = std::map<std::string, ImageGroup>;

void addTagged(Titled& groups, const ImageRow& image, std::size_t index)
{
    std::map<std::string, std::map<std::string, std::vector<std::string>>> byGroup;
    for (const std::string& tag : image.tags) {
        const Reference reference = Reference::parse(tag);
        GroupedName name = groupedName(reference);
        byGroup[name.group][name.repository].push_back(reference.tag);
    }
    for (auto& [title, repositories] : byGroup) {
        ImageGroup& group = groups[title];
        group.title = title;
        for (auto& [repository, tags] : repositories) {
            std::ranges::sort(tags, isTagBefore);
            group.rows.push_back({repository, std::move(tags), index, 0});
        }
    }
}

ImageGroup intermediateSteps(const Forest& forest)
{
    ImageGroup group{ImageGroupKind::Intermediate, {}, {}};
    for (NodeIndex node = 0; node < forest.nodes().size(); ++node) {
        if (forest.nodes()[node].images.empty())
            group.rows.push_back({{}, {}, 0, node});
    }
    return group;
}

} // namespace

std::vector<ImageGroup> listImages(const StoreView& view, const Forest& forest)
{
    Titled titled;
    ImageGroup untagged{ImageGroupKind::Untagged, {}, {}};
    for (std::size_t index = 0; index < view.images.size(); ++index) {
        if (view.images[index].tags.empty())
            untagged.rows.push_back({{}, {}, index, 0});
        else
            addTagged(titled, view.images[index], index);
    }
    std::vector<ImageGroup> groups;
    for (auto& [title, group] : titled) {
        std::ranges::sort(group.rows, [](const ImageListRow& a, const ImageListRow& b) {
            return std::tie(a.repository, a.tags) < std::tie(b.repository, b.tags);
        });
        groups.push_back(std::move(group));
    }
    std::ranges::sort(groups, isTitleBefore);
    if (!untagged.rows.empty())
        groups.push_back(std::move(untagged));
    if (ImageGroup steps = intermediateSteps(forest); !steps.rows.empty())
        groups.push_back(std::move(steps));
    return groups;
}

} // namespace onggi
