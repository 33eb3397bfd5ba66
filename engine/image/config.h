// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Image configurations: OCI image specification config.md, and Docker's, which agrees where it
// matters.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/image/digest.h"
#include "engine/image/platform.h"

namespace onggi {

// One step of the history. Every step that is not empty made the next layer, base first.
struct HistoryStep {
    std::string createdBy;
    std::string comment;
    std::string author;
    std::optional<std::int64_t> created; // seconds since 1970
    bool isEmpty = false;
};

// What a container of the image gets where nothing else is asked for.
struct RunDefaults {
    std::vector<std::string> entrypoint;
    std::vector<std::string> command;
    std::vector<std::string> environment; // "NAME=value"
    std::string workingDirectory;
    std::string user; // "name|uid[:group|gid]"
    std::string stopSignal;
    std::vector<std::string> exposedPorts; // "80/tcp"
    std::vector<std::string> volumes;
    std::map<std::string, std::string> labels;
};

struct ImageConfig {
    Platform platform;
    std::optional<std::int64_t> created; // seconds since 1970
    std::string author;
    RunDefaults run;
    std::vector<Digest> diffIds; // base first
    std::vector<HistoryStep> history;

    // Throws Error(DocumentInvalid), also for more layers or steps than manifest.h allows;
    // Error(DigestInvalid). `what` names the document in errors.
    static ImageConfig parse(std::string_view text, std::string_view what);

    // An image need not tell how it was made, nor all of it: whether the steps that are not empty
    // are as many as the layers. Otherwise no step is any layer's.
    bool doesHistoryTellLayers() const noexcept;

    // What made each layer, base first, in the words of its step; empty ones where the history does
    // not tell the layers.
    std::vector<std::string> layersCreatedBy() const;
};

// RFC 3339 to seconds since 1970, and back in UTC with "Z". Nothing for text that is none.
std::optional<std::int64_t> parseTime(std::string_view text) noexcept;
std::string formatTime(std::int64_t seconds);

} // namespace onggi
