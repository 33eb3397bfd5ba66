// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Figures come from engine/lineage/sizes; here images are put into groups and groups into words. An
// untagged image belongs to the repositories that its digests name.

#include "helper/ctl/disk_usage.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/image/config.h"
#include "helper/ctl/table.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

constexpr const char* kNoRepository = "<none>";

std::vector<std::string> repositoriesOf(const ImageRow& image)
{
    std::vector<std::string> names;
    for (const std::string& tag : image.tags)
        names.push_back(tag.substr(0, tag.rfind(':')));
    if (names.empty()) {
        for (const std::string& digest : image.digests)
            names.push_back(digest.substr(0, digest.find('@')));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (names.empty())
        names.push_back(kNoRepository);
    return names;
}

std::vector<std::size_t> containersPerImage(const StoreView& view)
{
    std::vector<std::size_t> counts(view.images.size());
    for (const ContainerRow& container : view.containers) {
        const auto image =
            std::ranges::lower_bound(view.images, container.image, {}, &ImageRow::serial);
        if (image != view.images.end() && image->serial == container.image)
            ++counts[static_cast<std::size_t>(image - view.images.begin())];
    }
    return counts;
}

class Grouping {
public:
    Grouping(const StoreView& view, const Forest& forest)
        : m_containers(containersPerImage(view))
        , m_sums(view, forest)
    {
    }

    UsageGroup group(std::string name, std::vector<std::size_t> images)
    {
        UsageGroup group{std::move(name), std::move(images), 0, {}};
        group.sizes = m_sums.of(group.images);
        for (const std::size_t image : group.images)
            group.containers += m_containers[image];
        return group;
    }

    std::vector<UsageGroup> groups(std::map<std::string, std::vector<std::size_t>> named)
    {
        std::vector<UsageGroup> all;
        for (auto& [name, images] : named)
            all.push_back(group(name, std::move(images)));
        return all;
    }

private:
    std::vector<std::size_t> m_containers;
    GroupSums m_sums;
};

void addSizes(OrderedJson& json, const UsageGroup& group)
{
    json["virtualBytes"] = group.sizes.virtualSize.count();
    json["sharedBytes"] = group.sizes.shared.count();
    json["uniqueBytes"] = group.sizes.unique.count();
    json["diskBytes"] = group.sizes.disk.count();
    json["uniqueDiskBytes"] = group.sizes.uniqueDisk.count();
    json["containers"] = group.containers;
}

OrderedJson groupsJson(const std::vector<UsageGroup>& groups, const char* kind)
{
    OrderedJson list = OrderedJson::array();
    for (const UsageGroup& group : groups) {
        OrderedJson json{{kind, group.name}, {"images", group.images.size()}};
        addSizes(json, group);
        list.push_back(std::move(json));
    }
    return list;
}

// A row for each group: the two cells that `headOf` gives, and its bytes.
template <typename HeadOf>
std::string groupsTable(const std::vector<UsageGroup>& groups, Column first, Column second,
                        HeadOf headOf)
{
    Table table({std::move(first),
                 std::move(second),
                 {"SIZE", Align::Right},
                 {"SHARED", Align::Right},
                 {"UNIQUE", Align::Right},
                 {"ON DISK", Align::Right},
                 {"CONTAINERS", Align::Right}});
    for (const UsageGroup& group : groups) {
        const GroupSizes& sizes = group.sizes;
        const auto [head, next] = headOf(group);
        table.addRow({head, next, humanSize(sizes.virtualSize), humanSize(sizes.shared),
                      humanSize(sizes.unique), humanSize(sizes.disk),
                      std::to_string(group.containers)});
    }
    return table.text();
}

std::string groupsText(const std::vector<UsageGroup>& groups, const char* kind)
{
    return groupsTable(groups, {kind}, {"IMAGES", Align::Right}, [](const UsageGroup& group) {
        return std::pair(group.name, std::to_string(group.images.size()));
    });
}

std::string imagesText(const StoreView& view, const std::vector<UsageGroup>& groups)
{
    return groupsTable(groups, {"IMAGE"}, {"ID"}, [&view](const UsageGroup& group) {
        const ImageRow& image = view.images[group.images.front()];
        return std::pair(image.tags.empty() ? std::string(kNoRepository)
                                            : familiarName(image.tags.front()),
                         image.id.shortHex());
    });
}

} // namespace

Usage usageOf(const StoreView& view, const Forest& forest, const std::vector<Labels>& labels)
{
    Grouping grouping(view, forest);
    Usage usage;
    std::map<std::string, std::vector<std::size_t>> byRepository;
    std::map<std::string, std::vector<std::size_t>> byLabel;
    for (std::size_t image = 0; image < view.images.size(); ++image) {
        usage.images.push_back(grouping.group(planName(view.images[image]), {image}));
        for (const std::string& repository : repositoriesOf(view.images[image]))
            byRepository[repository].push_back(image);
        for (const auto& [name, value] : labels[image])
            byLabel[name + '=' + value].push_back(image);
    }
    usage.repositories = grouping.groups(std::move(byRepository));
    usage.labels = grouping.groups(std::move(byLabel));
    return usage;
}

OrderedJson usageJson(const StoreView& view, const Usage& usage)
{
    OrderedJson images = OrderedJson::array();
    for (const UsageGroup& group : usage.images) {
        const ImageRow& image = view.images[group.images.front()];
        OrderedJson json{{"id", image.id.text()}, {"tags", image.tags}};
        addSizes(json, group);
        images.push_back(std::move(json));
    }
    return {{"perImage", std::move(images)},
            {"perRepository", groupsJson(usage.repositories, "repository")},
            {"perLabel", groupsJson(usage.labels, "label")}};
}

std::string usageText(const StoreView& view, const Usage& usage)
{
    std::string text = "Images (content; on disk: the blocks of their layers)\n" +
                       imagesText(view, usage.images) +
                       "\nRepositories (a layer counts once in each)\n" +
                       groupsText(usage.repositories, "REPOSITORY");
    if (!usage.labels.empty())
        text += "\nLabels (a layer counts once in each)\n" + groupsText(usage.labels, "LABEL");
    return text;
}

Labels labelsOf(std::string_view config)
{
    try {
        return ImageConfig::parse(config, "an image's configuration").run.labels;
    } catch (const Error&) {
        return {};
    }
}

} // namespace onggi::ctl
