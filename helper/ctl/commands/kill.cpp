// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `kill`.

#include "helper/ctl/commands/declare.h"

#include "containers_interface.h"
#include "engine/core/printable.h"
#include "engine/lineage/lookup.h"
#include "engine/run/options.h"
#include "helper/api/convert.h"
#include "helper/ctl/commands/each.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::vector<std::string> names;
    std::string signal = "KILL";
};

int kill(const Options& options)
{
    parseSignal(options.signal);
    Session session;
    const StoreView view = session.readContainers();
    return forEachName(options.names, [&](const std::string& name) {
        const std::string& id = view.containers[findContainer(view, name)].id;
        runJob(session, session.containers().Kill(toText(id), toText(options.signal), {}));
        print(printable(name) + "\n");
    });
}

} // namespace

Action declareKill(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("CONTAINER", options->names);
    syntax.value("-s,--signal", options->signal, "the signal; KILL if none is named", "SIGNAL");
    return [options] { return kill(*options); };
}

} // namespace onggi::ctl
