// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Configs of images that are made here: of one imported layer, or of another image and one layer
// more. OCI image specification config.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/image/config.h"
#include "engine/image/digest.h"
#include "engine/image/platform.h"

namespace onggi {

// The layer on top, and the step that made it; the step's time is the image's.
struct MadeLayer {
    Digest diffId;
    HistoryStep step;
};

// What a container was created with and its image does not say: it stands in what is made of it.
struct ContainerDefaults {
    std::optional<std::vector<std::string>> entrypoint;
    std::optional<std::vector<std::string>> command;
    std::vector<std::string> environment; // "NAME=value"
    std::string workingDirectory;
    std::string user;
    std::vector<std::string> ports; // published ones, as "80/tcp": the image exposes them
};

// Exact bytes. `changes` as in config_change.h.
std::string importedConfig(const Platform& platform, const MadeLayer& layer,
                           std::span<const std::string> changes);

// Keeps whatever the base config says and is not known here. Text that is no UTF-8 is mended: JSON
// holds no other. Throws Error(DocumentInvalid) for a base that is no config.
std::string committedConfig(std::string_view base, std::string_view what, const MadeLayer& layer,
                            const ContainerDefaults& defaults,
                            std::span<const std::string> changes);

} // namespace onggi
