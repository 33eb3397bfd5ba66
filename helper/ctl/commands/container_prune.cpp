// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `container prune`: shows which, asks, and removes them.

#include "helper/ctl/commands/declare.h"

#include "containers_interface.h"
#include "engine/core/printable.h"
#include "helper/api/convert.h"
#include "helper/ctl/commands/each.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

int pruneContainers(bool isForced)
{
    Session session;
    std::vector<std::string> ids;
    std::string plan;
    for (const ContainerRow& container : session.readContainers().containers) {
        if (container.state == ContainerState::Running)
            continue;
        ids.push_back(container.id);
        plan += "will remove container " + printable(container.name) + "\n";
    }
    if (ids.empty()) {
        print("nothing to remove\n");
        return 0;
    }
    if (!isForced) {
        printError(plan);
        if (!confirmed("Remove these?")) {
            print("nothing removed\n");
            return 0;
        }
    }
    return forEachName(ids, [&session](const std::string& id) {
        runJob(session, session.containers().Remove(toText(id), {}));
        print(id + "\n");
    });
}

} // namespace

Action declareContainerPrune(Syntax syntax)
{
    const auto isForced = std::make_shared<bool>(false);
    syntax.flag("-f,--force", *isForced, "do not ask");
    return [isForced] { return pruneContainers(*isForced); };
}

} // namespace onggi::ctl
