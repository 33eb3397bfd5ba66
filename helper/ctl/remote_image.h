// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What `inspect --remote` says of an image in a registry: Docker's words for what is known of it
// without its layers, and a few more for what only a registry tells.
#pragma once

#include <string>
#include <vector>

#include "engine/image/reference.h"
#include "helper/ctl/json_text.h"

namespace onggi::ctl {

// The documents are what the registry sent, byte for byte.
struct RemoteImage {
    Reference reference;
    std::string digest; // of what the reference names
    std::string mediaType;
    std::string manifestDigest; // of the platform
    std::string manifest;
    std::string config;
    std::vector<std::string> platforms; // of an index
};

// Throws Error(DocumentInvalid) for documents that are none.
OrderedJson remoteImageJson(const RemoteImage& image);

} // namespace onggi::ctl
