// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `rmi`: all that was named, or nothing.

#include "helper/ctl/commands/declare.h"

#include "engine/lineage/lookup.h"
#include "engine/lineage/removal.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"
#include "helper/ctl/plan_text.h"

namespace onggi::ctl {

namespace {

int removeImages(const std::vector<std::string>& names)
{
    Session session;
    const StoreView view = session.readStore();
    const Forest forest(view);
    std::vector<RemovalTarget> targets;
    for (const std::string& name : names) {
        const FoundImage found = findImage(view, name);
        targets.push_back({found.image, found.tag});
    }
    const RemovalPlan plan = planRemoval(view, forest, targets);
    requireNothingKept(plan);
    runJob(session, session.images().Remove(toWire(plan), {}));
    print(planText(plan, PlanTense::Done));
    return 0;
}

} // namespace

Action declareRmi(Syntax syntax)
{
    const auto names = std::make_shared<std::vector<std::string>>();
    syntax.argument("IMAGE", *names);
    return [names] { return removeImages(*names); };
}

} // namespace onggi::ctl
