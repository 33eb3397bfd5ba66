// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `ps`.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/table.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

struct Options {
    bool isAll = false;
    bool isQuiet = false;
    bool isJson = false;
    bool isUntruncated = false;
};

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

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

std::string tableText(const StoreView& view, const std::vector<std::size_t>& containers,
                      const Options& options)
{
    Table table(
        {{"CONTAINER"}, {"IMAGE"}, {"COMMAND"}, {"CREATED"}, {"STATUS"}, {"PORTS"}, {"NAME"}});
    for (const std::size_t i : containers) {
        const ContainerRow& container = view.containers[i];
        table.addRow({container.id.substr(0, options.isUntruncated ? 64 : 12),
                      familiarName(container.imageName),
                      options.isUntruncated ? container.command : shortened(container.command, 24),
                      agoText(container.created, now()), statusText(container),
                      joined(container.ports), container.name});
    }
    return table.text();
}

int ps(const Options& options)
{
    Session session;
    const StoreView view = options.isJson ? session.readStore() : session.readContainers();
    std::vector<std::size_t> selected;
    // The newest first, as other engines list them.
    for (std::size_t i = view.containers.size(); i-- > 0;) {
        if (options.isAll || view.containers[i].state == ContainerState::Running)
            selected.push_back(i);
    }
    if (options.isJson) {
        print(documentText(containersJson(view, selected)));
    } else if (options.isQuiet) {
        std::string text;
        for (const std::size_t i : selected)
            text += view.containers[i].id.substr(0, options.isUntruncated ? 64 : 12) + "\n";
        print(text);
    } else {
        print(tableText(view, selected, options));
    }
    return 0;
}

} // namespace

Action declarePs(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.flag("-a,--all", options->isAll, "also containers that do not run");
    syntax.flag("-q,--quiet", options->isQuiet, "print ids alone");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.flag("--no-trunc", options->isUntruncated, "print ids and commands in full");
    return [options] { return ps(*options); };
}

} // namespace onggi::ctl
