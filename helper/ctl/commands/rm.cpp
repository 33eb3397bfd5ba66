// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `rm`.

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
    bool isForced = false;
};

int removeContainers(const Options& options)
{
    Session session;
    const StoreView view = session.readContainers();
    QVariantMap flags;
    if (options.isForced)
        flags.insert("force", true);
    return forEachName(options.names, [&](const std::string& name) {
        const std::string& id = view.containers[findContainer(view, name)].id;
        runJob(session, session.containers().Remove(toText(id), flags));
        print(printable(name) + "\n");
    });
}

} // namespace

Action declareRm(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("CONTAINER", options->names);
    syntax.flag("-f,--force", options->isForced, "also those that run");
    return [options] { return removeContainers(*options); };
}

} // namespace onggi::ctl
