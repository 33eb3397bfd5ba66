// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pulling an image: from a reference to a published image.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

#include "engine/core/error.h"
#include "engine/core/progress.h"
#include "engine/image/platform.h"
#include "engine/image/pull_policy.h"
#include "engine/image/reference.h"
#include "engine/store/records.h"

namespace onggi {

class Unpacker;       // engine/layer/unpack_process.h
class RegistryClient; // engine/registry/client.h
class Store;

struct PullOptions {
    Platform platform = Platform::host();
    std::uint32_t uid = 0; // who asked for it
    // Whether the tag may be taken from an image that others have claimed: where the registry has
    // shown that it is the one whose name the tag begins with, what it says of its tags is true.
    bool mayTakeTags = true;
    PullPolicy policy = PullPolicy::Always;
};

struct PullResult {
    Serial image = 0;
    Digest id;
    Digest digest;      // what the reference named in the registry: a manifest or an index
    bool isNew = false; // something was not in the store before
    std::optional<Digest> movedFrom;  // the image that had the tag, which stays
    Bytes downloaded;                 // of layers; what a resumed spool held does not count
    std::optional<Error> keptBecause; // the registry's failure that PullPolicy::Newer put up with
};

// Several pulls may run at once, each on a thread of its own; a layer that several of them need is
// downloaded once, unless another user's job takes longer than `patience` for it. Must not outlive
// the store.
class Puller {
public:
    Puller(Store& store, Unpacker& unpacker,
           std::chrono::milliseconds patience = std::chrono::minutes(1));
    ~Puller();

    // Blocks. `client` holds the credentials of whoever asked. Steps: `progress` is the Pull
    // itself, with a Download and an Unpack child per layer that is not there yet. Throws Error, or
    // Cancelled; then nothing is left but the spool. Error(StoreNotFound) where the policy is never
    // to pull and nothing for the platform is there.
    PullResult pull(RegistryClient& client, const Reference& reference, const PullOptions& options,
                    Progress& progress, const std::stop_token& stop);

private:
    PullResult fetch(RegistryClient& client, const Reference& reference, const PullOptions& options,
                     Progress& progress, const std::stop_token& stop);

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace onggi
