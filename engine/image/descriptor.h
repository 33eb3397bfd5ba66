// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Content descriptors (OCI image specification, descriptor.md) and the media types that are known.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/bytes.h"
#include "engine/core/json.h"
#include "engine/image/digest.h"
#include "engine/image/platform.h"

namespace onggi {

enum class MediaKind { Index, Manifest, Config, Layer };
enum class Compression { None, Gzip, Zstd };

struct MediaType {
    MediaKind kind;
    Compression compression = Compression::None; // of a layer
    bool isDocker = false;                       // Docker's spelling (schema 2), else OCI's

    // Nothing for an unknown type. Foreign ("non-distributable") layers are unknown: they would be
    // fetched from anywhere.
    static std::optional<MediaType> parse(std::string_view text) noexcept;
    // What parse() takes for this type; empty for a combination that there is not.
    std::string_view text() const noexcept;

    friend bool operator==(const MediaType&, const MediaType&) = default;
};

// What may be asked for where a manifest is expected: the value of the Accept headers.
std::span<const std::string_view> manifestMediaTypes() noexcept;

struct Descriptor {
    std::string mediaType; // exact text
    Digest digest;
    Bytes size;
    std::optional<Platform> platform; // in an index
    std::map<std::string, std::string> annotations;

    // Throws Error(DocumentInvalid) or Error(DigestInvalid). `what` names the document.
    static Descriptor fromJson(const Json& json, std::string_view what);
};

} // namespace onggi
