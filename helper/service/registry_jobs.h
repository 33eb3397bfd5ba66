// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The jobs of org.onggi.Images1 that ask a registry for something other than an image, or send it
// one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/image/descriptor.h"
#include "engine/image/reference.h"
#include "helper/job/job.h"
#include "helper/service/engine.h"
#include "helper/service/registry_request.h"

namespace onggi {

struct PushedImage {
    Serial image = 0;
    Reference target;
};

struct PushRequest {
    std::vector<PushedImage> images; // at least one
    std::optional<Compression> compression;
    QString subject; // for people
    RegistryRequest registry = {};
};

// "all-tags": the images of the store with tags of this repository. Throws Error(StoreNotFound).
std::vector<PushedImage> imagesWithTagsOf(const StoreView& view, const std::string& repository);

struct SearchRequest {
    std::string domain;
    std::string term;
    std::size_t limit = 0;
    RegistryRequest registry = {};
};

struct TagsRequest {
    Reference repository;
    std::size_t limit = 0;
    RegistryRequest registry = {};
};

struct InspectRequest {
    Reference reference;
    Platform platform = Platform::host();
    bool isRaw = false;
    RegistryRequest registry = {};
};

// The engine outlives the jobs.
JobRequest pushJob(Engine& engine, PushRequest request);
JobRequest searchJob(Engine& engine, SearchRequest request);
JobRequest tagsJob(Engine& engine, TagsRequest request);
JobRequest inspectRemoteJob(Engine& engine, InspectRequest request);

} // namespace onggi
