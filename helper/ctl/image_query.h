// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which images a listing shows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/lineage/forest.h"
#include "helper/ctl/disk_usage.h"

namespace onggi::ctl {

// One line of a listing: an image under one of its tags, or under none.
struct ImageLine {
    std::size_t image = 0; // index into StoreView::images
    std::string tag;       // full reference; empty: untagged
};

struct ImageQuery {
    std::string repository;            // with or without a tag; empty: all
    bool isAll = false;                // also untagged images that others are made on
    std::optional<bool> isDangling;    // untagged
    std::vector<std::string> globs;    // one of them matches the tag
    std::vector<std::string> labels;   // "name" or "name=value", all of them
    std::string before;                // an image: made before it
    std::string since;                 // an image: made after it
    std::optional<std::int64_t> until; // made before this time, in seconds since 1970
};

// What is named beside the filters: a repository, with or without a tag; or what has a wildcard and
// is none, as the GLOB of a filter. Throws Error for what is neither.
void addName(ImageQuery& query, const std::string& name);

// Filters as they are typed: "dangling=true", "reference=GLOB", "label=NAME[=VALUE]",
// "before=IMAGE", "since=IMAGE", "until=TIME" (see time_text.h). Throws UsageError.
void addFilter(ImageQuery& query, const std::string& filter, std::int64_t now);

// The lines that the query is for, the newest image first. `labelsOfImage` is called for images
// that every other filter lets through, and only if the query has labels. Throws Error for images
// and references that are none.
using LabelsOfImage = std::function<Labels(std::size_t image)>;
std::vector<ImageLine> selectLines(const StoreView& view, const Forest& forest,
                                   const ImageQuery& query, const LabelsOfImage& labelsOfImage);

// "docker.io/library/x" and "1" of "docker.io/library/x:1".
std::string repositoryOf(const std::string& tag);
std::string tagOf(const std::string& tag);

} // namespace onggi::ctl
