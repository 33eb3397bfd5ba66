// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The table of media types, and descriptors from JSON.

#include "engine/image/descriptor.h"

#include <array>

#include <nlohmann/json.hpp>

namespace onggi {

namespace {

constexpr std::string_view kOciIndex = "application/vnd.oci.image.index.v1+json";
constexpr std::string_view kOciManifest = "application/vnd.oci.image.manifest.v1+json";
constexpr std::string_view kDockerList =
    "application/vnd.docker.distribution.manifest.list.v2+json";
constexpr std::string_view kDockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

struct Entry {
    std::string_view text;
    MediaType type;
};

constexpr Entry kEntries[] = {
    {kOciIndex, {MediaKind::Index}},
    {kDockerList, {MediaKind::Index, Compression::None, true}},
    {kOciManifest, {MediaKind::Manifest}},
    {kDockerManifest, {MediaKind::Manifest, Compression::None, true}},
    {"application/vnd.oci.image.config.v1+json", {MediaKind::Config}},
    {"application/vnd.docker.container.image.v1+json",
     {MediaKind::Config, Compression::None, true}},
    {"application/vnd.oci.image.layer.v1.tar", {MediaKind::Layer}},
    {"application/vnd.oci.image.layer.v1.tar+gzip", {MediaKind::Layer, Compression::Gzip}},
    {"application/vnd.oci.image.layer.v1.tar+zstd", {MediaKind::Layer, Compression::Zstd}},
    {"application/vnd.docker.image.rootfs.diff.tar", {MediaKind::Layer, Compression::None, true}},
    {"application/vnd.docker.image.rootfs.diff.tar.gzip",
     {MediaKind::Layer, Compression::Gzip, true}},
    {"application/vnd.docker.image.rootfs.diff.tar.zstd",
     {MediaKind::Layer, Compression::Zstd, true}},
};

constexpr std::array kManifestTypes = {kOciIndex, kOciManifest, kDockerList, kDockerManifest};

} // namespace

std::optional<MediaType> MediaType::parse(std::string_view text) noexcept
{
    for (const Entry& entry : kEntries) {
        if (entry.text == text)
            return entry.type;
    }
    return std::nullopt;
}

std::string_view MediaType::text() const noexcept
{
    for (const Entry& entry : kEntries) {
        if (entry.type == *this)
            return entry.text;
    }
    return {};
}

std::span<const std::string_view> manifestMediaTypes() noexcept
{
    return kManifestTypes;
}

Descriptor Descriptor::fromJson(const Json& json, std::string_view what)
{
    Descriptor descriptor;
    descriptor.mediaType = requireString(json, "mediaType", what);
    descriptor.digest = Digest::require(requireString(json, "digest", what));
    descriptor.size = Bytes(requireUnsigned(json, "size", what));
    descriptor.annotations = optionalStringMap(json, "annotations", what);
    if (const auto platform = json.find("platform");
        platform != json.end() && !platform->is_null()) {
        descriptor.platform = Platform::normalised(optionalString(*platform, "os", what),
                                                   optionalString(*platform, "architecture", what),
                                                   optionalString(*platform, "variant", what));
    }
    return descriptor;
}

} // namespace onggi
