// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `health`.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"

namespace onggi::ctl {

namespace {

int health(bool isJson)
{
    Session session;
    const wire::Findings findings = session.await(session.health().Report()).value();
    if (isJson) {
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
    const auto isJson = std::make_shared<bool>(false);
    syntax.flag("--json", *isJson, "print one JSON document");
    return [isJson] { return health(*isJson); };
}

} // namespace onggi::ctl
