// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The JSON of a container's document. Only this file reads or writes it.

#include "engine/run/container_document.h"

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/run/byte_text.h"

namespace onggi {

namespace {

constexpr std::string_view kWhat = "the document of a container";

Json imageToJson(const RunDefaults& image)
{
    Json labels = Json::object();
    for (const auto& [name, value] : image.labels)
        labels[bytesToText(name)] = bytesToText(value);
    return {{"entrypoint", bytesToJson(image.entrypoint)},
            {"command", bytesToJson(image.command)},
            {"environment", bytesToJson(image.environment)},
            {"workingDirectory", bytesToText(image.workingDirectory)},
            {"user", bytesToText(image.user)},
            {"stopSignal", bytesToText(image.stopSignal)},
            {"exposedPorts", bytesToJson(image.exposedPorts)},
            {"labels", labels}};
}

RunDefaults imageFromJson(const Json& document)
{
    RunDefaults image;
    image.entrypoint = bytesFromJson(document, "entrypoint", kWhat);
    image.command = bytesFromJson(document, "command", kWhat);
    image.environment = bytesFromJson(document, "environment", kWhat);
    image.workingDirectory = textToBytes(optionalString(document, "workingDirectory", kWhat));
    image.user = textToBytes(optionalString(document, "user", kWhat));
    image.stopSignal = textToBytes(optionalString(document, "stopSignal", kWhat));
    image.exposedPorts = bytesFromJson(document, "exposedPorts", kWhat);
    for (const auto& [name, value] : optionalStringMap(document, "labels", kWhat))
        image.labels[textToBytes(name)] = textToBytes(value);
    return image;
}

} // namespace

std::string documentToJson(const ContainerDocument& document)
{
    Json diffIds = Json::array();
    for (const Digest& diffId : document.diffIds)
        diffIds.push_back(diffId.text());
    const Json json{{"options", Json::parse(runOptionsToJson(document.options))},
                    {"image", imageToJson(document.image)},
                    {"diffIds", diffIds},
                    {"firstId", document.range.first},
                    {"ids", document.range.count},
                    {"outOfMemory", document.isOutOfMemory}};
    return json.dump();
}

ContainerDocument documentFromJson(std::string_view text, std::string_view id)
{
    try {
        const Json json = parseJson(text, kWhat);
        ContainerDocument document;
        document.options = runOptionsFromJson(requireMember(json, "options", kWhat).dump());
        document.image = imageFromJson(requireMember(json, "image", kWhat));
        for (const std::string& diffId : optionalStrings(json, "diffIds", kWhat))
            document.diffIds.push_back(Digest::require(diffId));
        const std::uint64_t first = requireUnsigned(json, "firstId", kWhat);
        const std::uint64_t count = requireUnsigned(json, "ids", kWhat);
        if (first == 0 || first > UINT32_MAX || count != kIdsOfContainer)
            throw Error(Code::DocumentInvalid, std::string(kWhat), "not a range of ids");
        document.range = {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count)};
        document.isOutOfMemory = optionalBool(json, "outOfMemory", kWhat);
        return document;
    } catch (const Error& error) {
        throw Error(Code::StoreCorrupt, "container " + std::string(id), error.message());
    }
}

} // namespace onggi
