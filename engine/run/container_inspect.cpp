// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What `inspect` says of a container, in the shape that Docker's users know.

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/run/conmon.h"
#include "engine/run/containers_private.h"
#include "engine/run/spec.h"

namespace onggi {

namespace {

// Text of bytes for people's eyes: what is not UTF-8 is replaced.
std::string lossy(const std::string& bytes)
{
    return Json::parse(Json(bytes).dump(-1, ' ', false, Json::error_handler_t::replace))
        .get<std::string>();
}

Json lossy(const std::vector<std::string>& strings)
{
    Json array = Json::array();
    for (const std::string& bytes : strings)
        array.push_back(lossy(bytes));
    return array;
}

std::string timeOrZero(std::int64_t seconds)
{
    return seconds == 0 ? "0001-01-01T00:00:00Z" : formatTime(seconds);
}

const char* statusName(ContainerState state)
{
    switch (state) {
    case ContainerState::Running:
        return "running";
    case ContainerState::Created:
        return "created";
    case ContainerState::Stopped:
    case ContainerState::Failed:
        break;
    }
    return "exited";
}

Json portsOf(const RunOptions& options)
{
    Json bindings = Json::object();
    for (const PortMapping& port : options.ports) {
        const std::string key = std::to_string(port.containerPort) +
                                (port.protocol == PortProtocol::Udp ? "/udp" : "/tcp");
        bindings[key].push_back(
            {{"HostIp", port.hostAddress}, {"HostPort", std::to_string(port.hostPort)}});
    }
    return bindings;
}

} // namespace

std::string Containers::inspect(const std::string& id) const
{
    const ContainerPointer container = d->find(id);
    const ContainerRow row = d->rowOf(*container);
    const ContainerDocument document = d->documentOf(*container);
    const RunOptions& options = document.options;
    const bool isRunning = row.state == ContainerState::Running;
    const Bundle bundle(d->paths, id);
    const std::vector<std::string> command = commandOf(document.image, options);
    const std::string hostname = options.hostname.empty() ? id.substr(0, 12) : options.hostname;
    Json labels = Json::object();
    for (const auto& [name, value] : document.image.labels)
        labels[lossy(name)] = lossy(value);

    const Json state{{"Status", statusName(row.state)},
                     {"Running", isRunning},
                     {"OOMKilled", document.isOutOfMemory},
                     {"Pid", isRunning ? readPidFile(bundle.pidFile()) : 0},
                     {"ExitCode", row.exitCode},
                     {"StartedAt", timeOrZero(row.started)},
                     {"FinishedAt", timeOrZero(row.finished)}};
    const Json config{
        {"Hostname", hostname},
        {"User", lossy(options.user.empty() ? document.image.user : options.user)},
        {"Tty", options.hasTerminal},
        {"OpenStdin", options.isInteractive},
        {"Env", lossy(environmentOf(document.image, options, hostname, "/"))},
        {"Cmd", lossy(options.arguments.empty() ? document.image.command : options.arguments)},
        {"Image", lossy(row.imageName)},
        {"WorkingDir", lossy(workingDirectoryOf(document.image, options))},
        {"Entrypoint", lossy(options.entrypoint.value_or(document.image.entrypoint))},
        {"Labels", labels}};
    const Json host{{"NetworkMode", networkModeName(options.network)},
                    {"PortBindings", portsOf(options)},
                    {"AutoRemove", options.isRemovedAtEnd},
                    {"ReadonlyRootfs", options.isReadOnly},
                    {"Memory", options.memory ? options.memory->count() : 0},
                    {"PidsLimit", options.pidsLimit.value_or(0)},
                    {"NanoCpus", options.milliCpus.value_or(0) * 1'000'000}};
    std::string address;
    if (::access(bundle.network().c_str(), F_OK) == 0)
        address =
            Json::parse(readWholeFile(AT_FDCWD, bundle.network(), 1U << 20)).value("address", "");
    const Json whole{
        {"Id", id},
        {"Created", formatTime(row.created)},
        {"Path", lossy(command[0])},
        {"Args", lossy(std::vector<std::string>(command.begin() + 1, command.end()))},
        {"State", state},
        {"Name", '/' + row.name},
        {"LogPath", bundle.logFile()},
        {"Config", config},
        {"HostConfig", host},
        {"NetworkSettings", {{"IPAddress", address}, {"Ports", portsOf(options)}}},
        {"GraphDriver",
         {{"Name", "erofs"},
          {"Data",
           {{"MergedDir", bundle.root()},
            {"UpperDir", bundle.upper()},
            {"WorkDir", bundle.work()}}}}},
    };
    return whole.dump();
}

} // namespace onggi
