// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `prune`: shows the plan, asks, and sends exactly that plan.

#include "helper/ctl/commands/declare.h"

#include "engine/lineage/removal.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"
#include "helper/ctl/plan_text.h"

namespace onggi::ctl {

namespace {

struct Options {
    bool isAll = false;
    bool isForced = false;
};

int prune(const Options& options)
{
    Session session;
    const StoreView view = session.readStore();
    const RemovalPlan plan = planPrune(view, Forest(view), options.isAll);
    if (plan.items.empty()) {
        print("nothing to remove\n");
        return 0;
    }
    if (!options.isForced) {
        printError(planText(plan, PlanTense::Will));
        if (!confirmed("Remove these?")) {
            print("nothing removed\n");
            return 0;
        }
    }
    runJob(session, session.images().Remove(toWire(plan), {}));
    print(planText(plan, PlanTense::Done));
    return 0;
}

} // namespace

Action declarePrune(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.flag("-a,--all", options->isAll, "also tagged images that no container uses");
    syntax.flag("-f,--force", options->isForced, "do not ask");
    return [options] { return prune(*options); };
}

} // namespace onggi::ctl
