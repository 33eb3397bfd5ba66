// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The base config is edited as JSON, so that nothing that it says is lost.

#include "engine/image/made_config.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/image/config_change.h"

namespace onggi {

namespace {

std::string bytesOf(const Json& config)
{
    return config.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json historyEntry(const HistoryStep& step)
{
    Json entry{{"created", formatTime(step.created.value_or(0))}};
    if (!step.createdBy.empty())
        entry["created_by"] = step.createdBy;
    if (!step.author.empty())
        entry["author"] = step.author;
    if (!step.comment.empty())
        entry["comment"] = step.comment;
    return entry;
}

void setVariable(Json& list, const std::string& variable)
{
    const std::string prefix = variable.substr(0, variable.find('=') + 1);
    for (Json& entry : list) {
        if (entry.is_string() && entry.get_ref<const std::string&>().starts_with(prefix)) {
            entry = variable;
            return;
        }
    }
    list.push_back(variable);
}

void applyDefaults(Json& config, const ContainerDefaults& defaults)
{
    if (defaults.entrypoint)
        config["Entrypoint"] = *defaults.entrypoint;
    if (defaults.command)
        config["Cmd"] = *defaults.command;
    if (!defaults.workingDirectory.empty())
        config["WorkingDir"] = defaults.workingDirectory;
    if (!defaults.user.empty())
        config["User"] = defaults.user;
    for (const std::string& port : defaults.ports) {
        Json& exposed = config["ExposedPorts"];
        if (!exposed.is_object())
            exposed = Json::object();
        exposed[port] = Json::object();
    }
    for (const std::string& variable : defaults.environment) {
        Json& list = config["Env"];
        if (!list.is_array())
            list = Json::array();
        setVariable(list, variable);
    }
}

} // namespace

std::string importedConfig(const Platform& platform, const MadeLayer& layer,
                           std::span<const std::string> changes)
{
    Json config{{"architecture", platform.architecture},
                {"os", platform.os},
                {"created", formatTime(layer.step.created.value_or(0))},
                {"config", Json::object()},
                {"rootfs", {{"type", "layers"}, {"diff_ids", Json::array({layer.diffId.text()})}}},
                {"history", Json::array({historyEntry(layer.step)})}};
    if (!platform.variant.empty())
        config["variant"] = platform.variant;
    if (!layer.step.author.empty())
        config["author"] = layer.step.author;
    applyChanges(config["config"], changes);
    return bytesOf(config);
}

std::string committedConfig(std::string_view base, std::string_view what, const MadeLayer& layer,
                            const ContainerDefaults& defaults, std::span<const std::string> changes)
{
    ImageConfig::parse(base, what); // refuses what is none
    Json config = parseJson(base, what);
    // Docker's notes on the container that made the base: they are about another one.
    for (const char* const stale : {"container", "container_config", "docker_version"})
        config.erase(std::string(stale));
    config["created"] = formatTime(layer.step.created.value_or(0));
    if (!layer.step.author.empty())
        config["author"] = layer.step.author;
    Json& run = config["config"];
    if (!run.is_object())
        run = Json::object();
    applyDefaults(run, defaults);
    applyChanges(run, changes);
    Json& rootfs = config["rootfs"];
    if (!rootfs["diff_ids"].is_array())
        rootfs["diff_ids"] = Json::array();
    rootfs["diff_ids"].push_back(layer.diffId.text());
    if (!config["history"].is_array())
        config["history"] = Json::array();
    config["history"].push_back(historyEntry(layer.step));
    return bytesOf(config);
}

} // namespace onggi
