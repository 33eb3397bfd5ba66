// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `df`.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/lineage/sizes.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/table.h"

namespace onggi::ctl {

namespace {

int df(bool isJson)
{
    Session session;
    const StoreView view = session.readStore();
    const Forest forest(view);
    const auto usage = session.await(session.containers().DiskUsage({}));
    const ContainerBytes containers{Bytes(usage.argumentAt<0>()), Bytes(usage.argumentAt<1>())};
    if (!usage.argumentAt<2>())
        printError("the containers have more on the disk: not all of it could be looked at\n");
    if (isJson) {
        print(documentText(dfJson(view, forest, containers)));
        return 0;
    }
    const StoreTotals totals = storeTotals(view, forest);
    Table table({{"WHAT"},
                 {"COUNT", Align::Right},
                 {"ON DISK", Align::Right},
                 {"RECLAIMABLE", Align::Right}});
    table.addRow({"images", std::to_string(view.images.size()), humanSize(totals.layersDisk),
                  humanSize(totals.reclaimable)});
    table.addRow({"containers", std::to_string(view.containers.size()), humanSize(containers.disk),
                  humanSize(containers.reclaimable)});
    print(table.text());
    return 0;
}

} // namespace

Action declareDf(Syntax syntax)
{
    const auto isJson = std::make_shared<bool>(false);
    syntax.flag("--json", *isJson, "print one JSON document");
    return [isJson] { return df(*isJson); };
}

} // namespace onggi::ctl
