// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A table of columns, each with the key that its lines are compared by.

#include "helper/ctl/image_order.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "engine/core/printable.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

// Each key is made once.
template <typename KeyOf>
void sortByKey(std::vector<ImageLine>& lines, const KeyOf& keyOf, bool isDescending)
{
    std::vector<std::pair<decltype(keyOf(lines[0])), ImageLine>> keyed;
    keyed.reserve(lines.size());
    for (ImageLine& line : lines) {
        auto key = keyOf(line);
        keyed.emplace_back(std::move(key), std::move(line));
    }
    std::ranges::stable_sort(keyed, [isDescending](const auto& a, const auto& b) {
        return isDescending ? b.first < a.first : a.first < b.first;
    });
    for (std::size_t i = 0; i < keyed.size(); ++i)
        lines[i] = std::move(keyed[i].second);
}

} // namespace

std::vector<ImageSizes> allImageSizes(const StoreView& view, const Forest& forest)
{
    std::vector<ImageSizes> sizes;
    sizes.reserve(view.images.size());
    for (std::size_t image = 0; image < view.images.size(); ++image)
        sizes.push_back(imageSizes(view, forest, image));
    return sizes;
}

std::string digestOfLine(const StoreView& view, const ImageLine& line)
{
    const std::string repository = repositoryOf(line.tag);
    for (const std::string& digest : view.images[line.image].digests) {
        const std::size_t at = digest.find('@');
        if (at != std::string::npos && (line.tag.empty() || digest.substr(0, at) == repository))
            return digest.substr(at + 1);
    }
    return {};
}

void sortLines(std::vector<ImageLine>& lines, const StoreView& view,
               const std::vector<ImageSizes>& sizes, const std::string& order)
{
    const auto row = [&view](const ImageLine& line) -> const ImageRow& {
        return view.images[line.image];
    };
    const auto by = [&lines](auto keyOf) {
        return std::function(
            [&lines, keyOf](bool isDescending) { sortByKey(lines, keyOf, isDescending); });
    };
    const std::pair<const char*, std::function<void(bool)>> columns[] = {
        {"image", by([](const ImageLine& line) { return familiarName(line.tag); })},
        {"repository", by([](const ImageLine& line) { return repositoryOf(line.tag); })},
        {"tag", by([](const ImageLine& line) { return tagOf(line.tag); })},
        {"digest", by([&view](const ImageLine& line) { return digestOfLine(view, line); })},
        {"id", by([&row](const ImageLine& line) { return row(line).id; })},
        {"created", by([&row](const ImageLine& line) { return row(line).created; })},
        {"size", by([&](const ImageLine& line) { return sizes[line.image].virtualSize; })},
        {"unique", by([&](const ImageLine& line) { return sizes[line.image].unique; })},
        {"shared", by([&](const ImageLine& line) { return sizes[line.image].shared; })},
        {"platform", by([&row](const ImageLine& line) { return row(line).platform; })},
    };
    const std::size_t colon = order.find(':');
    const std::string direction = colon == std::string::npos ? "asc" : order.substr(colon + 1);
    std::string known;
    for (const auto& [name, sort] : columns) {
        known += (known.empty() ? "" : ", ") + std::string(name);
        if (order.substr(0, colon) == name && (direction == "asc" || direction == "desc"))
            return sort(direction == "desc");
    }
    throw UsageError("cannot sort by " + printable(order) + ": expected one of " + known +
                     ", and :desc for the other way round");
}

} // namespace onggi::ctl
