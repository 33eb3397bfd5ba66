// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `stop`.

#include "helper/ctl/commands/declare.h"

#include "containers_interface.h"
#include "engine/core/printable.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/commands/each.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::vector<std::string> names;
    unsigned seconds = 10;
};

int stop(const Options& options)
{
    Session session;
    const StoreView view = session.readContainers();
    return forEachName(options.names, [&](const std::string& name) {
        const std::string& id = view.containers[findContainer(view, name)].id;
        runJob(session, session.containers().Stop(toText(id), {{"timeout", options.seconds}}));
        print(printable(name) + "\n");
    });
}

} // namespace

Action declareStop(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("CONTAINER", options->names);
    syntax.value("-t,--time,--timeout", options->seconds, "how long it may take to end by itself",
                 "SECONDS");
    return [options] { return stop(*options); };
}

} // namespace onggi::ctl
