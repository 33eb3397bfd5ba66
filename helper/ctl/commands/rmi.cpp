// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `rmi`: all that was named, or nothing. A tag goes from an image that has others; the image itself
// goes with its last tag, or when it is named by its id or digest.

#include "helper/ctl/commands/declare.h"

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

int removeImages(const Options& options)
{
    Session session;
    const StoreView view = session.readStore();
    const Forest forest(view);
    std::vector<RemovalTarget> targets;
    for (const std::string& name : options.names) {
        const FoundImage found = findImage(view, name);
        if (found.tag.empty() && !options.isForced)
            requireOneTag(view.images[found.image], name);
        targets.push_back({found.image, found.tag, options.isForced && !found.tag.empty()});
    }
    RemovalPlan plan = planRemoval(view, forest, targets);
    if (options.isDryRun) {
        print(options.isJson ? documentText(planJson(plan)) : planText(plan, PlanTense::Will));
        return 0;
    }
    requireNothingKept(plan);
    const QVariantMap done = runJob(session, session.images().Remove(toWire(plan), {}));
    plan.freed = Bytes(done.value(QStringLiteral("freedBytes")).toULongLong());
    print(options.isJson ? documentText(planJson(plan)) : planText(plan, PlanTense::Done));
    return 0;
}

} // namespace

Action declareRmi(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("IMAGE", options->names);
    syntax.flag("-f,--force", options->isForced,
                "remove all tags of an id; untag what something still needs");
    syntax.flag("--dry-run", options->isDryRun,
                "only say what goes, what stays and why, and the bytes that come back");
    syntax.flag("--json", options->isJson, "print one JSON document");
    return [options] { return removeImages(*options); };
}

} // namespace onggi::ctl
