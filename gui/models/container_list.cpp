// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A job names its container by the name that it had: that is unique while the job goes on.

#include "gui/models/container_list.h"

#include <tuple>

#include "engine/core/error.h"
#include "helper/api/convert.h"
#include "helper/api/names.h"

namespace onggi {
namespace {

ContainerChange changeOf(const wire::Job& job)
{
    if (job.state != bus::kRunning && job.state != bus::kQueued)
        return ContainerChange::None;
    if (job.kind == QLatin1String("start"))
        return ContainerChange::Starting;
    if (job.kind == QLatin1String("stop") || job.kind == QLatin1String("kill"))
        return ContainerChange::Stopping;
    return job.kind == QLatin1String("rm") ? ContainerChange::Removing : ContainerChange::None;
}

auto looks(const ContainerRow& row)
{
    return std::tie(row.serial, row.id, row.name, row.image, row.imageName, row.state, row.exitCode,
                    row.uid, row.created, row.started, row.finished, row.command, row.ports);
}

} // namespace

bool operator==(const ContainerListRow& a, const ContainerListRow& b)
{
    return a.change == b.change && looks(a.container) == looks(b.container);
}

std::optional<PortMapping> parsePortText(std::string_view text)
{
    const std::size_t arrow = text.find("->");
    if (arrow == std::string_view::npos)
        return std::nullopt;
    std::string written(text);
    written.replace(arrow, 2, ":");
    constexpr std::string_view kAnyPort = ":0:";
    if (const std::size_t any = written.find(kAnyPort); any != std::string::npos)
        written.replace(any, kAnyPort.size(), "::");
    try {
        const std::vector<PortMapping> ports = parsePorts(written);
        return ports.size() == 1 ? std::optional(ports.front()) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::vector<ContainerListRow> listContainers(const StoreView& view,
                                             const std::map<qulonglong, wire::Job>& jobs)
{
    std::map<QString, ContainerChange> changes;
    for (const auto& [number, job] : jobs) {
        if (const ContainerChange change = changeOf(job); change != ContainerChange::None)
            changes[job.title] = change;
    }
    std::vector<ContainerListRow> rows;
    rows.reserve(view.containers.size());
    for (const ContainerRow& container : view.containers) {
        ContainerListRow& row = rows.emplace_back();
        row.container = container;
        if (const auto change = changes.find(toText(container.name)); change != changes.end())
            row.change = change->second;
        for (const std::string& text : container.ports) {
            if (const auto port = parsePortText(text))
                row.ports.push_back(*port);
        }
    }
    return rows;
}

} // namespace onggi
