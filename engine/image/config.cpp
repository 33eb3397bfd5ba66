// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is read of an image configuration. Everything else in it is kept in the exact bytes.

#include "engine/image/config.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/image/manifest.h"

namespace onggi {

namespace {

void requireFew(std::size_t count, std::size_t most, const char* things, std::string_view what)
{
    if (count > most)
        throw Error(Code::DocumentInvalid, std::string(what),
                    "it has more than " + std::to_string(most) + ' ' + things);
}

// An entry point or command: a list, or a single string as some old tools wrote it.
std::vector<std::string> words(const Json& object, const char* name, std::string_view what)
{
    const auto member = object.find(name);
    if (member != object.end() && member->is_string())
        return {member->get<std::string>()};
    return optionalStrings(object, name, what);
}

// The keys of an object whose values mean nothing ({"80/tcp": {}}).
std::vector<std::string> keys(const Json& object, const char* name, std::string_view what)
{
    std::vector<std::string> found;
    const auto member = object.find(name);
    if (member == object.end() || member->is_null())
        return found;
    if (!member->is_object())
        throw Error(Code::DocumentInvalid, std::string(what),
                    std::string("\"") + name + "\" is not an object");
    for (const auto& [key, value] : member->items())
        found.push_back(key);
    return found;
}

RunDefaults runDefaultsFromJson(const Json& json, std::string_view what)
{
    RunDefaults run;
    run.entrypoint = words(json, "Entrypoint", what);
    run.command = words(json, "Cmd", what);
    run.environment = optionalStrings(json, "Env", what);
    run.workingDirectory = optionalString(json, "WorkingDir", what);
    run.user = optionalString(json, "User", what);
    run.stopSignal = optionalString(json, "StopSignal", what);
    run.exposedPorts = keys(json, "ExposedPorts", what);
    run.volumes = keys(json, "Volumes", what);
    run.labels = optionalStringMap(json, "Labels", what);
    return run;
}

HistoryStep stepFromJson(const Json& json, std::string_view what)
{
    HistoryStep step;
    step.createdBy = optionalString(json, "created_by", what);
    step.comment = optionalString(json, "comment", what);
    step.author = optionalString(json, "author", what);
    step.created = parseTime(optionalString(json, "created", what));
    step.isEmpty = optionalBool(json, "empty_layer", what);
    return step;
}

void readHistory(const Json& json, std::string_view what, ImageConfig& config)
{
    const auto history = json.find("history");
    if (history == json.end() || history->is_null())
        return;
    const Json& steps = requireArray(json, "history", what);
    // A step takes forty times as much memory as the text "{}".
    requireFew(steps.size(), kMaxHistorySteps, "steps", what);
    for (const Json& entry : steps)
        config.history.push_back(stepFromJson(entry, what));
}

} // namespace

ImageConfig ImageConfig::parse(std::string_view text, std::string_view what)
{
    if (text.size() > kMaxConfigBytes.count())
        throw Error(Code::DocumentInvalid, std::string(what),
                    "it is larger than " + humanSize(kMaxConfigBytes));
    const Json json = parseJson(text, what);
    ImageConfig config;
    config.platform = Platform::normalised(requireString(json, "os", what),
                                           requireString(json, "architecture", what),
                                           optionalString(json, "variant", what));
    config.created = parseTime(optionalString(json, "created", what));
    config.author = optionalString(json, "author", what);
    if (const auto run = json.find("config"); run != json.end() && !run->is_null())
        config.run = runDefaultsFromJson(*run, what);
    const Json& rootfs = requireMember(json, "rootfs", what);
    if (requireString(rootfs, "type", what) != "layers")
        throw Error(Code::DocumentInvalid, std::string(what),
                    "its root file system is not of layers");
    const std::vector<std::string> listed = optionalStrings(rootfs, "diff_ids", what);
    requireFew(listed.size(), kMaxLayers, "layers", what);
    for (const std::string& diffId : listed)
        config.diffIds.push_back(Digest::require(diffId));
    readHistory(json, what, config);
    return config;
}

bool ImageConfig::doesHistoryTellLayers() const noexcept
{
    const auto steps = std::ranges::count(history, false, &HistoryStep::isEmpty);
    return static_cast<std::size_t>(steps) == diffIds.size();
}

std::vector<std::string> ImageConfig::layersCreatedBy() const
{
    std::vector<std::string> createdBy;
    if (doesHistoryTellLayers()) {
        for (const HistoryStep& step : history) {
            if (!step.isEmpty)
                createdBy.push_back(step.createdBy);
        }
    }
    createdBy.resize(diffIds.size());
    return createdBy;
}

} // namespace onggi
