// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is kept of a container beside its row: enough to start it again without its image's config.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/image/config.h"
#include "engine/image/digest.h"
#include "engine/mount/idmap.h"
#include "engine/run/options.h"

namespace onggi {

struct ContainerDocument {
    RunOptions options;
    RunDefaults image;
    std::vector<Digest> diffIds; // base first
    IdRange range;
    bool isOutOfMemory = false;
};

std::string documentToJson(const ContainerDocument& document);
// Throws Error(StoreCorrupt).
ContainerDocument documentFromJson(std::string_view text, std::string_view id);

} // namespace onggi
