// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `ps`.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "containers_interface.h"
#include "engine/core/error.h"
#include "helper/api/convert.h"
#include "helper/ctl/format_rows.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/table.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string format;
    bool isAll = false;
    bool isQuiet = false;
    bool isJson = false;
    bool isUntruncated = false;
};

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
                      options.isUntruncated ? container.command
                                            : shortened(container.command, 24, !isUnicodeOutput()),
                      agoText(container.created, now()), statusText(container),
                      joined(container.ports), container.name});
    }
    return table.text();
}

// Asked for only where the template names what the rows have not.
std::vector<ContainerExtras> readExtras(Session& session, const StoreView& view,
                                        const std::vector<std::size_t>& containers,
                                        const std::string& format)
{
    std::vector<ContainerExtras> extras;
    const bool isNeeded = format == "json" || format.find("Labels") != std::string::npos ||
                          format.find("Mounts") != std::string::npos ||
                          format.find("Networks") != std::string::npos;
    for (std::size_t i = 0; i < containers.size() && isNeeded; ++i) {
        try {
            const QString id = toText(view.containers[containers[i]].id);
            const QByteArray json = session.await(session.containers().Inspect(id)).value();
            extras.push_back(
                containerExtras({json.constData(), static_cast<std::size_t>(json.size())}));
        } catch (const Error&) {
            // It may have been removed meanwhile, or belong to somebody else.
            extras.emplace_back();
        }
    }
    return extras;
}

std::string formatText(Session& session, const StoreView& view,
                       const std::vector<std::size_t>& containers, const Format& format,
                       const Options& options)
{
    const FormatRows all =
        containerFormatRows(view, containers, readExtras(session, view, containers, options.format),
                            options.isUntruncated);
    return format.text(all.rows, all.fields);
}

int ps(const Options& options)
{
    const Format format(options.format);
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
    } else if (!format.isDefault()) {
        print(formatText(session, view, selected, format, options));
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
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.flag("--no-trunc", options->isUntruncated, "print ids and commands in full");
    return [options] { return ps(*options); };
}

} // namespace onggi::ctl
