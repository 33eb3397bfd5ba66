// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `health`.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "health_interface.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/listing_format.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string format;
    bool isJson = false;
};

std::string formatText(const wire::Findings& findings, const Format& format)
{
    std::vector<OrderedJson> rows;
    for (const wire::Finding& finding : findings) {
        rows.push_back({{"ID", printable(finding.id.toStdString())},
                        {"State", printable(finding.state.toStdString())},
                        {"Finding", printable(finding.finding.toStdString())},
                        {"Remedy", printable(finding.remedy.toStdString())}});
    }
    return format.text(
        rows, {{"ID", "ID"}, {"State", "STATE"}, {"Finding", "FINDING"}, {"Remedy", "REMEDY"}});
}

int health(const Options& options)
{
    const Format format(options.format);
    Session session;
    const wire::Findings findings = session.await(session.health().Report()).value();
    if (!options.isJson && !format.isDefault()) {
        print(formatText(findings, format));
        return 0;
    }
    if (options.isJson) {
        OrderedJson list = OrderedJson::array();
        for (const wire::Finding& finding : findings) {
            list.push_back({{"id", finding.id.toStdString()},
                            {"state", finding.state.toStdString()},
                            {"finding", finding.finding.toStdString()},
                            {"remedy", finding.remedy.toStdString()}});
        }
        print(documentText(list));
        return 0;
    }
    std::string text;
    for (const wire::Finding& finding : findings) {
        std::string state = printable(finding.state.toStdString());
        state.resize(std::max<std::size_t>(state.size(), 9), ' ');
        text += state + printable(finding.finding.toStdString()) + "\n";
        if (!finding.remedy.isEmpty())
            text += std::string(9, ' ') + printable(finding.remedy.toStdString()) + "\n";
    }
    print(text);
    return 0;
}

} // namespace

Action declareHealth(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    return [options] { return health(*options); };
}

} // namespace onggi::ctl
