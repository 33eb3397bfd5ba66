// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whose the store's bytes are: by image, by repository, by label.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/lineage/sizes.h"
#include "helper/ctl/json_text.h"

namespace onggi::ctl {

// An image may stand in several groups, by its tags and labels; each group counts its layers once.
struct UsageGroup {
    std::string name; // a repository, or "label=value"
    std::vector<std::size_t> images;
    std::size_t containers = 0;
    GroupSizes sizes;
};

using Labels = std::map<std::string, std::string>;

struct Usage {
    std::vector<UsageGroup> images; // one image each, in the order of the view; name: the first tag
    std::vector<UsageGroup> repositories; // these two in the order of their names
    std::vector<UsageGroup> labels;
};

// `labels`: of every image of the view.
Usage usageOf(const StoreView& view, const Forest& forest, const std::vector<Labels>& labels);

OrderedJson usageJson(const StoreView& view, const Usage& usage);
// Three tables with headings.
std::string usageText(const StoreView& view, const Usage& usage);

// The labels of an image's configuration; none of one that cannot be read.
Labels labelsOf(std::string_view config);

} // namespace onggi::ctl
