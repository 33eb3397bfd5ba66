// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `rmi`: all that was named, or nothing. A tag goes from an image that has others, or that other
// images are made on; the image itself goes with its last tag, or when it is named by its id or
// digest.

#include "helper/ctl/commands/declare.h"

#include <optional>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/lineage/lookup.h"
#include "engine/lineage/removal.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/plan_text.h"
#include "helper/ctl/text.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::vector<std::string> names;
    bool isForced = false;
    bool isDryRun = false;
    bool isJson = false;
};

// An id with several tags may stand for more than is meant.
void requireOneTag(const ImageRow& image, const std::string& name)
{
    if (image.tags.size() <= 1)
        return;
    std::string tags;
    for (const std::string& tag : image.tags)
        tags += (tags.empty() ? "" : ", ") + familiarName(tag);
    throw Error(Code::StoreInUse, name, "it has the tags " + tags + "; -f removes all of them");
}

// What is missing need not be removed: with -f that is told, and is no failure.
std::optional<FoundImage> findNamed(const StoreView& view, const std::string& name, bool isForced)
{
    try {
        return findImage(view, name);
    } catch (const Error& error) {
        if (!isForced || error.code() != Code::StoreNotFound)
            throw;
        printFailure(error.message());
        return std::nullopt;
    }
}

UntagEnough untagEnough(const FoundImage& found, bool isForced)
{
    if (found.tag.empty())
        return UntagEnough::Never;
    return isForced ? UntagEnough::Always : UntagEnough::ForChildren;
}

std::vector<RemovalTarget> targetsOf(const StoreView& view, const Options& options)
{
    std::vector<RemovalTarget> targets;
    for (const std::string& name : options.names) {
        const std::optional<FoundImage> found = findNamed(view, name, options.isForced);
        if (!found)
            continue;
        if (found->tag.empty() && !options.isForced)
            requireOneTag(view.images[found->image], name);
        targets.push_back({found->image, found->tag, untagEnough(*found, options.isForced)});
    }
    return targets;
}

int removeImages(const Options& options)
{
    Session session;
    const StoreView view = session.readStore();
    const Forest forest(view);
    RemovalPlan plan = planRemoval(view, forest, targetsOf(view, options));
    if (!options.isDryRun && !plan.items.empty()) {
        requireNothingKept(plan);
        const QVariantMap done = runJob(session, session.images().Remove(toWire(plan), {}));
        plan.freed = Bytes(done.value(QStringLiteral("freedBytes")).toULongLong());
    }
    print(options.isJson ? documentText(planJson(plan))
                         : planText(plan, options.isDryRun ? PlanTense::Will : PlanTense::Done));
    return 0;
}

} // namespace

Action declareRmi(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("IMAGE", options->names);
    syntax.flag("-f,--force", options->isForced,
                "remove all tags of an id; untag what a container still needs");
    syntax.flag("--dry-run", options->isDryRun,
                "only say what goes, what stays and why, and the bytes that come back");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.explain(
        "All that is named goes, or nothing does. Where other images are made on a NAME, its tag\n"
        "goes and the image stays, an intermediate one until nothing needs it; with -f also where\n"
        "a container needs it. An id or a digest stands for an image with all its tags (more than\n"
        "one need -f), and is refused where a container or another image needs it, with -f too.\n"
        "With -f, what is missing is told and passed over.");
    return [options] { return removeImages(*options); };
}

} // namespace onggi::ctl
