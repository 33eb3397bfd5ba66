// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What makes a document a manifest or an index, and which entry of an index is taken.

#include "engine/image/manifest.h"

#include <nlohmann/json.hpp>

#include "engine/core/error.h"

namespace onggi {

namespace {

[[noreturn]] void refuse(std::string_view what, std::string cause)
{
    throw Error(Code::DocumentInvalid, std::string(what), std::move(cause));
}

[[noreturn]] void refuseMediaType(std::string_view what, std::string_view type)
{
    throw Error(Code::RegistryMediaType, std::string(what), std::string(type.substr(0, 128)));
}

// "type; charset=utf-8" without what follows the type.
std::string_view withoutParameters(std::string_view contentType)
{
    contentType = contentType.substr(0, contentType.find(';'));
    const std::size_t end = contentType.find_last_not_of(" \t");
    return contentType.substr(0, end == contentType.npos ? 0 : end + 1);
}

// The one type that transport, document and contents agree on.
std::string agreedMediaType(const Json& json, std::string_view contentType, std::string_view what)
{
    const bool hasLayers = json.contains("layers");
    const bool hasManifests = json.contains("manifests");
    if (hasLayers && hasManifests)
        refuse(what, "it is both a manifest and an index");
    const std::string written = optionalString(json, "mediaType", what);
    const std::string_view sent = withoutParameters(contentType);
    // Some servers send JSON as just that.
    const bool isGeneric = sent.empty() || sent == "application/json" || sent == "text/plain" ||
                           sent == "application/octet-stream";
    if (!isGeneric && !written.empty() && written != sent)
        refuse(what, "it says that it is " + written + ", but was sent as " + std::string(sent));
    std::string type = !written.empty() ? written : isGeneric ? std::string() : std::string(sent);
    if (type.empty())
        type = hasManifests ? manifestMediaTypes()[0] : manifestMediaTypes()[1];
    const auto known = MediaType::parse(type);
    if (!known || (known->kind != MediaKind::Index && known->kind != MediaKind::Manifest))
        refuseMediaType(what, type);
    if (hasManifests != (known->kind == MediaKind::Index))
        refuse(what, "its contents are not those of " + type);
    return type;
}

void requireKind(const Descriptor& descriptor, MediaKind kind, std::string_view what)
{
    const auto type = MediaType::parse(descriptor.mediaType);
    if (!type || type->kind != kind)
        refuseMediaType(what, descriptor.mediaType);
}

Manifest manifestFromJson(const Json& json, std::string type, std::string_view what)
{
    Manifest manifest;
    manifest.mediaType = std::move(type);
    manifest.config = Descriptor::fromJson(requireMember(json, "config", what), what);
    requireKind(manifest.config, MediaKind::Config, what);
    if (manifest.config.size > kMaxConfigBytes)
        refuse(what, "its config is larger than " + humanSize(kMaxConfigBytes));
    const Json& layers = requireArray(json, "layers", what);
    if (layers.size() > kMaxLayers)
        refuse(what, "it has more than " + std::to_string(kMaxLayers) + " layers");
    for (const Json& layer : layers) {
        manifest.layers.push_back(Descriptor::fromJson(layer, what));
        requireKind(manifest.layers.back(), MediaKind::Layer, what);
    }
    manifest.annotations = optionalStringMap(json, "annotations", what);
    return manifest;
}

Index indexFromJson(const Json& json, std::string type, std::string_view what)
{
    Index index;
    index.mediaType = std::move(type);
    const Json& entries = requireArray(json, "manifests", what);
    if (entries.size() > kMaxIndexEntries)
        refuse(what, "it has more than " + std::to_string(kMaxIndexEntries) + " entries");
    for (const Json& entry : entries)
        index.manifests.push_back(Descriptor::fromJson(entry, what));
    return index;
}

bool isManifestOrIndex(const Descriptor& descriptor)
{
    const auto type = MediaType::parse(descriptor.mediaType);
    return type && (type->kind == MediaKind::Manifest || type->kind == MediaKind::Index);
}

} // namespace

const Descriptor* Index::select(const Platform& wanted) const noexcept
{
    for (const Platform& platform : wanted.acceptable()) {
        for (const Descriptor& entry : manifests) {
            if (isManifestOrIndex(entry) && entry.platform == platform)
                return &entry;
        }
    }
    const bool anyHasPlatform =
        std::any_of(manifests.begin(), manifests.end(),
                    [](const Descriptor& entry) { return !!entry.platform; });
    if (anyHasPlatform)
        return nullptr;
    const auto first = std::find_if(manifests.begin(), manifests.end(), isManifestOrIndex);
    return first == manifests.end() ? nullptr : &*first;
}

ManifestDocument parseManifest(std::string_view text, std::string_view contentType,
                               std::string_view what)
{
    if (text.size() > kMaxManifestBytes.count())
        refuse(what, "it is larger than " + humanSize(kMaxManifestBytes));
    const Json json = parseJson(text, what);
    if (requireUnsigned(json, "schemaVersion", what) != 2)
        refuse(what, "its schema version is not 2");
    std::string type = agreedMediaType(json, contentType, what);
    if (MediaType::parse(type)->kind == MediaKind::Index)
        return indexFromJson(json, std::move(type), what);
    return manifestFromJson(json, std::move(type), what);
}

} // namespace onggi
