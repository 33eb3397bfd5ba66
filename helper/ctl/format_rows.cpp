// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Each row is made whole, whichever fields a template names: they are a few short texts. Text that
// came from outside is made printable here, so that it cannot break a line in two.

#include "helper/ctl/format_rows.h"

#include <unordered_map>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/core/printable.h"
#include "engine/image/config.h"
#include "helper/ctl/output.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

// "2026-01-02 03:04:05 +0000 UTC", as Go writes it.
std::string timeText(std::int64_t seconds)
{
    if (seconds == 0)
        return "N/A";
    std::string text = formatTime(seconds);
    if (text.size() < 20)
        return text;
    text[10] = ' ';
    return text.substr(0, 19) + " +0000 UTC";
}

std::string orNone(const std::string& text)
{
    return text.empty() ? "<none>" : printable(text);
}

std::string joined(const std::vector<std::string>& parts, const char* between)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : between) + part;
    return text;
}

std::string commandText(const std::string& command, bool isUntruncated)
{
    const std::string text = printable(command);
    return '"' + (isUntruncated ? text : shortened(text, 20, !isUnicodeOutput())) + '"';
}

} // namespace

FormatRows imageFormatRows(const StoreView& view, const std::vector<ImageLine>& lines,
                           const std::vector<ImageSizes>& sizes, bool isUntruncated)
{
    std::unordered_map<Serial, std::size_t> containers;
    for (const ContainerRow& container : view.containers)
        ++containers[container.image];
    FormatRows all{{{"ID", "IMAGE ID"},
                    {"Repository", "REPOSITORY"},
                    {"Tag", "TAG"},
                    {"Digest", "DIGEST"},
                    {"CreatedSince", "CREATED"},
                    {"CreatedAt", "CREATED AT"},
                    {"Size", "SIZE"},
                    {"VirtualSize", "SIZE"},
                    {"SharedSize", "SHARED SIZE"},
                    {"UniqueSize", "UNIQUE SIZE"},
                    {"Containers", "CONTAINERS"},
                    {"Platform", "PLATFORM"}},
                   {}};
    const std::int64_t time = now();
    for (const ImageLine& line : lines) {
        const ImageRow& image = view.images[line.image];
        const ImageSizes& size = sizes[line.image];
        const std::string familiar = line.tag.empty() ? "" : familiarName(line.tag);
        const auto count = containers.find(image.serial);
        all.rows.push_back(
            {{"ID", isUntruncated ? image.id.text() : image.id.shortHex()},
             {"Repository", orNone(repositoryOf(familiar))},
             {"Tag", orNone(tagOf(familiar))},
             {"Digest", orNone(digestOfLine(view, line))},
             {"CreatedSince", agoText(image.created, time)},
             {"CreatedAt", timeText(image.created)},
             {"Size", humanSize(size.virtualSize)},
             {"VirtualSize", humanSize(size.virtualSize)},
             {"SharedSize", humanSize(size.shared)},
             {"UniqueSize", humanSize(size.unique)},
             {"Containers", std::to_string(count == containers.end() ? 0 : count->second)},
             {"Platform", printable(image.platform)}});
    }
    return all;
}

std::string statusText(const ContainerRow& container)
{
    switch (container.state) {
    case ContainerState::Created:
        return "Created";
    case ContainerState::Running:
        return "Up " + durationText(now() - container.started);
    case ContainerState::Stopped:
        return "Exited (" + std::to_string(container.exitCode) + ") " +
               agoText(container.finished, now());
    case ContainerState::Failed:
        return "Failed";
    }
    return {};
}

ContainerExtras containerExtras(std::string_view inspected)
{
    const Json document = Json::parse(inspected, nullptr, false);
    if (!document.is_object())
        return {};
    ContainerExtras extras;
    const auto at = [&document](const char* pointer) {
        const Json::json_pointer path(pointer);
        return document.contains(path) ? document.at(path) : Json();
    };
    std::vector<std::string> labels;
    const Json labelled = at("/Config/Labels");
    for (const auto& [name, value] : labelled.items())
        labels.push_back(
            printable(name + '=' + (value.is_string() ? value.get<std::string>() : "")));
    std::vector<std::string> mounts;
    const Json mounted = at("/Mounts");
    for (const auto& mount : mounted) {
        if (mount.is_object() && mount.value("Source", Json()).is_string())
            mounts.push_back(printable(mount["Source"].get<std::string>()));
    }
    const Json network = at("/HostConfig/NetworkMode");
    return {joined(labels, ","), joined(mounts, ","),
            network.is_string() ? printable(network.get<std::string>()) : ""};
}

FormatRows containerFormatRows(const StoreView& view, std::span<const std::size_t> containers,
                               const std::vector<ContainerExtras>& extras, bool isUntruncated)
{
    FormatRows all{{{"ID", "CONTAINER ID"},
                    {"Image", "IMAGE"},
                    {"Command", "COMMAND"},
                    {"CreatedAt", "CREATED AT"},
                    {"RunningFor", "CREATED"},
                    {"Ports", "PORTS"},
                    {"State", "STATE"},
                    {"Status", "STATUS"},
                    {"Names", "NAMES"},
                    {"Labels", "LABELS"},
                    {"Mounts", "MOUNTS"},
                    {"Networks", "NETWORKS"}},
                   {}};
    for (std::size_t i = 0; i < containers.size(); ++i) {
        const ContainerRow& row = view.containers[containers[i]];
        const ContainerExtras more = i < extras.size() ? extras[i] : ContainerExtras();
        // Docker has one word for all that ended.
        const bool hasEnded = row.state == ContainerState::Stopped;
        all.rows.push_back({{"ID", row.id.substr(0, isUntruncated ? 64 : 12)},
                            {"Image", printable(familiarName(row.imageName))},
                            {"Command", commandText(row.command, isUntruncated)},
                            {"CreatedAt", timeText(row.created)},
                            {"RunningFor", agoText(row.created, now())},
                            {"Ports", printable(joined(row.ports, ", "))},
                            {"State", hasEnded ? "exited" : containerStateName(row.state)},
                            {"Status", statusText(row)},
                            {"Names", printable(row.name)},
                            {"Labels", more.labels},
                            {"Mounts", more.mounts},
                            {"Networks", more.networks}});
    }
    return all;
}

std::string stepTime(const OrderedJson& step, const HistoryStyle& style)
{
    const OrderedJson& created = step.at("createdAt");
    if (created.is_null())
        return "-";
    const auto text = created.get<std::string>();
    return style.isHuman ? agoText(parseTime(text).value_or(0), now()) : text;
}

std::string stepSize(const OrderedJson& step, const char* member, const HistoryStyle& style)
{
    const auto bytes = step.at(member).get<std::uint64_t>();
    return style.isHuman ? humanSize(Bytes(bytes)) : std::to_string(bytes);
}

FormatRows historyFormatRows(const OrderedJson& steps, const HistoryStyle& style)
{
    FormatRows all{{{"ID", "LAYER"},
                    {"CreatedSince", "CREATED"},
                    {"CreatedAt", "CREATED AT"},
                    {"CreatedBy", "CREATED BY"},
                    {"Size", "SIZE"},
                    {"Comment", "COMMENT"}},
                   {}};
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const OrderedJson& diffId = step->at("diffId");
        const OrderedJson& created = step->at("createdAt");
        const std::int64_t time =
            created.is_null() ? 0 : parseTime(created.get<std::string>()).value_or(0);
        const std::string createdBy = printable(step->at("createdBy").get<std::string>());
        all.rows.push_back(
            {{"ID", diffId.is_null()
                        ? "<missing>"
                        : diffId.get<std::string>().substr(7, style.isUntruncated ? 64 : 12)},
             {"CreatedSince", stepTime(*step, style)},
             {"CreatedAt", timeText(time)},
             {"CreatedBy",
              style.isUntruncated ? createdBy : shortened(createdBy, 45, !isUnicodeOutput())},
             {"Size", stepSize(*step, "contentBytes", style)},
             {"Comment", printable(step->at("comment").get<std::string>())}});
    }
    return all;
}

} // namespace onggi::ctl
