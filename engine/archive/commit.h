// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Making an image of a container: its image's layers, and what it has written as one more.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/store/records.h"

namespace onggi {

class Containers; // engine/run/containers.h
class Store;
class Unpacker; // engine/layer/unpack_process.h

struct CommitOptions {
    std::string tag; // a full reference; empty: none
    std::string message;
    std::string author;
    std::vector<std::string> changes; // as in engine/image/config_change.h
    bool isPaused = true;             // a container that runs stands still meanwhile
    std::uint32_t uid = 0;            // who asked for it
};

// Blocks. `id` is a container's full id. A container that has written nothing gives a layer of
// nothing. The image has the container's command, environment, user, working directory and
// published ports where these are not the image's own, then the changes. Throws what
// Containers::writeDiff() and publishing do, Error(ApiInvalidArgument) for a change that cannot be
// read, Cancelled.
PublishedImage commitContainer(Store& store, Unpacker& unpacker, Containers& containers,
                               const std::string& id, const CommitOptions& options,
                               Progress& progress, const std::stop_token& stop);

} // namespace onggi
