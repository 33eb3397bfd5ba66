// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Manifests that are made here. The order of the members is that of the specification's examples.

#include <nlohmann/json.hpp>

#include "engine/image/manifest.h"

namespace onggi {

namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson descriptorJson(const Descriptor& descriptor, bool isDocker)
{
    OrderedJson json{{"mediaType", descriptor.mediaType},
                     {"digest", descriptor.digest.text()},
                     {"size", descriptor.size.count()}};
    if (!isDocker && !descriptor.annotations.empty())
        json["annotations"] = descriptor.annotations;
    return json;
}

} // namespace

std::string manifestText(const Manifest& manifest)
{
    const auto type = MediaType::parse(manifest.mediaType);
    const bool isDocker = type && type->isDocker;
    OrderedJson layers = OrderedJson::array();
    for (const Descriptor& layer : manifest.layers)
        layers.push_back(descriptorJson(layer, isDocker));
    OrderedJson json{{"schemaVersion", 2},
                     {"mediaType", manifest.mediaType},
                     {"config", descriptorJson(manifest.config, isDocker)},
                     {"layers", layers}};
    if (!isDocker && !manifest.annotations.empty())
        json["annotations"] = manifest.annotations;
    return json.dump();
}

} // namespace onggi
