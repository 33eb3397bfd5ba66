// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What each listing says of a row. Figures come from engine/lineage alone; nothing is computed
// here.

#include "helper/ctl/json_text.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/lineage/base_image.h"
#include "engine/lineage/sizes.h"

namespace onggi::ctl {

namespace {

OrderedJson timeJson(std::int64_t seconds)
{
    return seconds == 0 ? OrderedJson(nullptr) : OrderedJson(formatTime(seconds));
}

const LayerRow* layerOfSerial(const StoreView& view, Serial serial)
{
    const auto found = std::lower_bound(
        view.layers.begin(), view.layers.end(), serial,
        [](const LayerRow& layer, Serial wanted) { return layer.serial < wanted; });
    return found != view.layers.end() && found->serial == serial ? &*found : nullptr;
}

OrderedJson provenanceJson(const Provenance& provenance)
{
    return {{"kind", provenanceKindName(provenance.kind)},
            {"from", provenance.from},
            {"time", timeJson(provenance.time)}};
}

// The node's provenance is that of the first image that brought it: the one with the least serial
// at or below it.
std::vector<std::size_t> firstImages(const StoreView& view, const Forest& forest)
{
    constexpr std::size_t kNone = ~std::size_t(0);
    std::vector<std::size_t> first(forest.nodes().size(), kNone);
    for (std::size_t i = forest.nodes().size(); i-- > 0;) {
        const LineageNode& node = forest.nodes()[i];
        for (const std::size_t image : node.images) {
            if (first[i] == kNone || view.images[image].serial < view.images[first[i]].serial)
                first[i] = image;
        }
        if (node.parent && first[i] != kNone) {
            std::size_t& above = first[*node.parent];
            if (above == kNone || view.images[first[i]].serial < view.images[above].serial)
                above = first[i];
        }
    }
    return first;
}

OrderedJson nodeJson(const StoreView& view, const Forest& forest, NodeIndex index,
                     std::size_t firstImage)
{
    const LineageNode& node = forest.nodes()[index];
    const LayerRow& layer = view.layers[node.layer];
    OrderedJson tags = OrderedJson::array();
    OrderedJson images = OrderedJson::array();
    OrderedJson containers = OrderedJson::array();
    for (const std::size_t i : node.images) {
        images.push_back(view.images[i].id.text());
        for (const std::string& tag : view.images[i].tags)
            tags.push_back(tag);
    }
    for (const std::size_t i : node.containers)
        containers.push_back(view.containers[i].name);
    return {{"chain", node.chain.text()},
            {"parent", node.parent ? OrderedJson(forest.nodes()[*node.parent].chain.text())
                                   : OrderedJson(nullptr)},
            {"diffId", layer.diffId.text()},
            {"tags", tags},
            {"images", images},
            {"containers", containers},
            {"createdBy", layer.createdBy},
            {"provenance", provenanceJson(view.images[firstImage].provenance)},
            {"contentBytes", layer.content.count()},
            {"tarBytes", layer.tar.count()},
            {"diskBytes", layer.disk.count()},
            {"uniqueBytes", uniqueBytesOfNode(view, forest, index).count()}};
}

// What an image is made on: by its layers, and by its label as it stands.
OrderedJson baseJson(const StoreView& view, const Forest& forest, std::size_t image)
{
    const BaseImage base = BaseImages(view, forest).of(image);
    const std::string& label = view.images[image].baseName;
    return {{"ByLayers", base.byChain ? OrderedJson(planName(view.images[*base.byChain]))
                                      : OrderedJson(nullptr)},
            {"ByLabel", label.empty() ? OrderedJson(nullptr) : OrderedJson(label)}};
}

// What images say that they are made on, where they do: what their layers prove are the parents.
OrderedJson labelledBasesJson(const StoreView& view, const Forest& forest)
{
    std::optional<BaseImages> bases; // knows all names of the store: for labels alone
    OrderedJson list = OrderedJson::array();
    for (std::size_t image = 0; image < view.images.size(); ++image) {
        const ImageRow& row = view.images[image];
        if (row.baseName.empty() && !row.baseDigest)
            continue;
        if (!bases)
            bases.emplace(view, forest);
        const std::optional<std::size_t> base = bases->of(image).byLabel;
        list.push_back(
            {{"image", row.id.text()},
             {"label", row.baseName},
             {"digest",
              row.baseDigest ? OrderedJson(row.baseDigest->text()) : OrderedJson(nullptr)},
             {"base", base ? OrderedJson(view.images[*base].id.text()) : OrderedJson(nullptr)}});
    }
    return list;
}

OrderedJson stepJson(const HistoryStep& step, const LayerRow* layer)
{
    return {{"createdAt", timeJson(step.created.value_or(0))},
            {"createdBy", step.createdBy},
            {"comment", step.comment},
            {"isEmpty", step.isEmpty},
            {"diffId", layer ? OrderedJson(layer->diffId.text()) : OrderedJson(nullptr)},
            {"contentBytes", layer ? layer->content.count() : 0},
            {"tarBytes", layer ? layer->tar.count() : 0},
            {"diskBytes", layer ? layer->disk.count() : 0}};
}

OrderedJson blockersJson(const RemovalItem& item)
{
    OrderedJson blockers = OrderedJson::array();
    for (const Blocker& blocker : item.blockers) {
        blockers.push_back(
            {{"kind", blocker.kind == BlockerKind::Container ? "container" : "image"},
             {"name", blocker.name}});
    }
    return blockers;
}

// A tag that goes, but for the one that an image which goes has its name from, is an item of its
// own, so that the document says all that the plan does.
void addItems(OrderedJson& items, const RemovalItem& item)
{
    const auto add = [&](const char* kind, const std::string& name, RemovalAction action,
                         Bytes freed) {
        items.push_back({{"kind", kind},
                         {"id", item.id.text()},
                         {"name", name},
                         {"action", removalActionName(action)},
                         {"diskBytes", freed.count()},
                         {"blockedBy", blockersJson(item)}});
    };
    const bool isUntag = item.action == RemovalAction::Untag;
    for (const std::string& tag : item.tags) {
        if (isUntag || tag != item.name)
            add("tag", tag, RemovalAction::Untag, Bytes());
    }
    if (!isUntag)
        add("image", item.name, item.action, item.freed);
}

} // namespace

OrderedJson imagesJson(const StoreView& view, const Forest& forest,
                       const std::vector<std::size_t>& images)
{
    OrderedJson list = OrderedJson::array();
    for (const std::size_t i : images) {
        const ImageRow& image = view.images[i];
        const ImageSizes sizes = imageSizes(view, forest, i);
        OrderedJson layers = OrderedJson::array();
        for (const Serial serial : image.layers) {
            if (const LayerRow* layer = layerOfSerial(view, serial))
                layers.push_back(layer->diffId.text());
        }
        list.push_back({{"id", image.id.text()},
                        {"tags", image.tags},
                        {"digests", image.digests},
                        {"createdAt", timeJson(image.created)},
                        {"virtualBytes", sizes.virtualSize.count()},
                        {"uniqueBytes", sizes.unique.count()},
                        {"sharedBytes", sizes.shared.count()},
                        {"layers", layers},
                        {"platform", image.platform}});
    }
    return list;
}

OrderedJson lineageJson(const StoreView& view, const Forest& forest)
{
    const std::vector<std::size_t> first = firstImages(view, forest);
    const StoreTotals totals = storeTotals(view, forest);
    OrderedJson nodes = OrderedJson::array();
    for (NodeIndex i = 0; i < forest.nodes().size(); ++i)
        nodes.push_back(nodeJson(view, forest, i, first[i]));
    return {{"nodes", nodes},
            {"labelledBases", labelledBasesJson(view, forest)},
            {"totals", {{"layers", totals.layers}, {"diskBytes", totals.layersDisk.count()}}}};
}

OrderedJson dfJson(const StoreView& view, const Forest& forest, const ContainerBytes& containers)
{
    const StoreTotals totals = storeTotals(view, forest);
    const auto part = [](std::size_t count, Bytes disk, Bytes reclaimable) {
        return OrderedJson{{"count", count},
                           {"diskBytes", disk.count()},
                           {"reclaimableBytes", reclaimable.count()}};
    };
    return {{"images", part(view.images.size(), totals.layersDisk, totals.reclaimable)},
            {"containers", part(view.containers.size(), containers.disk, containers.reclaimable)},
            {"volumes", part(0, {}, {})},
            {"buildCache", part(0, {}, {})},
            {"layersDiskBytes", totals.layersDisk.count()}};
}

OrderedJson containersJson(const StoreView& view, const std::vector<std::size_t>& containers)
{
    OrderedJson list = OrderedJson::array();
    for (const std::size_t i : containers) {
        const ContainerRow& container = view.containers[i];
        OrderedJson image = nullptr;
        const auto row =
            std::ranges::lower_bound(view.images, container.image, {}, &ImageRow::serial);
        if (row != view.images.end() && row->serial == container.image)
            image = row->id.text();
        list.push_back({{"id", container.id},
                        {"name", container.name},
                        {"image", image},
                        {"imageName", container.imageName},
                        {"state", containerStateName(container.state)},
                        {"exitCode", container.exitCode},
                        {"uid", container.uid},
                        {"createdAt", timeJson(container.created)},
                        {"startedAt", timeJson(container.started)},
                        {"finishedAt", timeJson(container.finished)},
                        {"command", container.command},
                        {"ports", container.ports}});
    }
    return list;
}

OrderedJson historyJson(const StoreView& view, std::size_t image, const ImageConfig& config)
{
    const std::vector<Serial>& layers = view.images[image].layers;
    const bool isTold = config.doesHistoryTellLayers();
    OrderedJson list = OrderedJson::array();
    std::size_t next = 0;
    for (const HistoryStep& step : config.history) {
        const bool hasLayer = isTold && !step.isEmpty && next < layers.size();
        list.push_back(stepJson(step, hasLayer ? layerOfSerial(view, layers[next++]) : nullptr));
    }
    for (; next < layers.size(); ++next)
        list.push_back(stepJson({}, layerOfSerial(view, layers[next])));
    return list;
}

OrderedJson planJson(const RemovalPlan& plan)
{
    OrderedJson items = OrderedJson::array();
    for (const RemovalItem& item : plan.items)
        addItems(items, item);
    return {{"items", items}, {"freedBytes", plan.freed.count()}};
}

OrderedJson inspectJson(const StoreView& view, const Forest& forest, std::size_t image,
                        std::string_view config)
{
    const ImageRow& row = view.images[image];
    const ImageSizes sizes = imageSizes(view, forest, image);
    const Json document = parseJson(config, "the config of " + row.id.text());
    const auto member = [&document](const char* name, Json fallback) {
        const auto found = document.find(name);
        return OrderedJson(found == document.end() || found->is_null() ? fallback : *found);
    };
    OrderedJson layers = OrderedJson::array();
    for (const Serial serial : row.layers) {
        if (const LayerRow* layer = layerOfSerial(view, serial))
            layers.push_back(layer->diffId.text());
    }
    return {{"Id", row.id.text()},
            {"RepoTags", row.tags},
            {"RepoDigests", row.digests},
            {"Parent", ""},
            {"Comment", member("comment", "")},
            {"Created", timeJson(row.created)},
            {"Author", member("author", "")},
            {"Config", member("config", Json::object())},
            {"Architecture", member("architecture", "")},
            {"Variant", member("variant", "")},
            {"Os", member("os", "")},
            {"Size", sizes.virtualSize.count()},
            {"UniqueSize", sizes.unique.count()},
            {"SharedSize", sizes.shared.count()},
            {"RootFS", {{"Type", "layers"}, {"Layers", layers}}},
            {"Provenance", provenanceJson(row.provenance)},
            {"Base", baseJson(view, forest, image)}};
}

std::string documentText(const OrderedJson& json)
{
    return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

} // namespace onggi::ctl
