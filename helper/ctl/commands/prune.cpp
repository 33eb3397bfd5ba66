// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `prune`: shows the plan, asks, and sends exactly that plan. The plan is what nothing needs, what
// frees so many bytes, or one that was shown before.

#include "helper/ctl/commands/declare.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/lineage/freeing.h"
#include "engine/lineage/removal.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/plan_file.h"
#include "helper/ctl/plan_text.h"
#include "helper/ctl/size_text.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

struct Options {
    bool isAll = false;
    bool isForced = false;
    bool isDryRun = false;
    bool isJson = false;
    std::optional<std::string> size;
    std::optional<std::string> planFile;
};

RemovalPlan planToFree(const StoreView& view, const Forest& forest, Bytes wanted)
{
    FreeingPlan freeing = planFreeing(view, forest, wanted);
    if (!freeing.isEnough) {
        const std::string used = usedImagesText(view, forest);
        throw UsageError("cannot free " + humanSize(wanted) +
                         ": removing every image that no container needs frees " +
                         humanSize(freeing.most) + (used.empty() ? "" : "; in use: " + used));
    }
    return std::move(freeing.plan);
}

RemovalPlan makePlan(const StoreView& view, const Options& options, Bytes wanted)
{
    const Forest forest(view);
    if (options.planFile) {
        const std::string name = *options.planFile == "-" ? "standard input" : *options.planFile;
        return planFromJson(view, forest, readPlanFile(*options.planFile), name);
    }
    if (options.size)
        return planToFree(view, forest, wanted);
    // What stays is worth a line only where nothing is to be done but to look.
    return options.isDryRun ? planRemoval(view, forest, pruneTargets(view, options.isAll))
                            : planPrune(view, forest, options.isAll);
}

bool isRemoving(const RemovalPlan& plan)
{
    return std::any_of(plan.items.begin(), plan.items.end(),
                       [](const RemovalItem& item) { return item.action != RemovalAction::Keep; });
}

int prune(const Options& options)
{
    const Bytes wanted = options.size ? parseSize(*options.size) : Bytes();
    Session session;
    const StoreView view = session.readStore();
    RemovalPlan plan = makePlan(view, options, wanted);
    if (options.isDryRun || !isRemoving(plan)) {
        if (options.isJson)
            print(documentText(planJson(plan)));
        else
            print(plan.items.empty() ? "nothing to remove\n" : planText(plan, PlanTense::Will));
        return 0;
    }
    // A plan that is handed in has been looked at.
    if (!options.isForced && !options.planFile) {
        printError(planText(plan, PlanTense::Will));
        if (!confirmed("Remove these?")) {
            print(options.isJson ? documentText(planJson({})) : "nothing removed\n");
            return 0;
        }
    }
    const QVariantMap done = runJob(session, session.images().Remove(toWire(plan), {}));
    plan.freed = Bytes(done.value(QStringLiteral("freedBytes")).toULongLong());
    print(options.isJson ? documentText(planJson(plan)) : planText(plan, PlanTense::Done));
    return 0;
}

} // namespace

Action declarePrune(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.flag("-a,--all", options->isAll, "also tagged images that no container uses");
    syntax.flag("-f,--force", options->isForced, "do not ask");
    syntax.flag("--dry-run", options->isDryRun,
                "only say what goes, what stays and why, and the bytes that come back");
    syntax.value("--free", options->size,
                 "remove of all images that no container uses, tagged or not, those that free at "
                 "least SIZE (as 2GB) and the least beyond it",
                 "SIZE");
    syntax.value("--plan", options->planFile,
                 "remove exactly what the output of --dry-run --json says, without asking, or "
                 "fail with what has changed; - is standard input",
                 "FILE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.exclude("--plan", "--free");
    syntax.exclude("--plan", "--all");
    return [options] { return prune(*options); };
}

} // namespace onggi::ctl
