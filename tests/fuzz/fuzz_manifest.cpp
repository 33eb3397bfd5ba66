// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Manifests and indexes, as an archive has them and as a registry sends them.

#include <algorithm>

#include "engine/core/error.h"
#include "engine/image/manifest.h"
#include "tests/fuzz/targets.h"

namespace onggi::fuzz {

namespace {

void look(const ManifestDocument& document)
{
    if (const auto* index = std::get_if<Index>(&document)) {
        require(index->manifests.size() <= kMaxIndexEntries, "an index has its bound");
        const Descriptor* chosen = index->select(Platform::host());
        require(!chosen || std::ranges::any_of(index->manifests,
                                               [&](const Descriptor& d) { return &d == chosen; }),
                "what is chosen is in the index");
        return;
    }
    const auto& manifest = std::get<Manifest>(document);
    require(MediaType::parse(manifest.config.mediaType).has_value(), "a config's type is known");
    for (const Descriptor& layer : manifest.layers)
        require(MediaType::parse(layer.mediaType).has_value(), "a layer's type is known");
}

} // namespace

void fuzzManifest(Input input)
{
    const auto parse = [&](std::string_view contentType) {
        try {
            look(parseManifest(textOf(input), contentType, "the manifest"));
        } catch (const Error&) {
        }
    };
    parse({});
    for (const std::string_view contentType : manifestMediaTypes())
        parse(contentType);
}

} // namespace onggi::fuzz
