// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `pull`: also what `run` and `create` do for an image that they have to pull.

#include "helper/ctl/commands/declare.h"

#include <algorithm>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "engine/core/printable.h"
#include "helper/api/convert.h"
#include "helper/ctl/commands/pull_image.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/pull_plan_text.h"
#include "helper/ctl/text.h"
#include "images_interface.h"

namespace onggi::ctl {

QVariantMap wireOptions(const std::string& reference, const PullChoices& choices)
{
    QVariantMap options = choices.registry.wire({reference});
    if (!choices.platform.empty())
        options.insert("platform", toText(choices.platform));
    if (!choices.policy.empty())
        options.insert("policy", toText(choices.policy));
    return options;
}

PulledImage pullImage(Session& session, const std::string& reference, const PullChoices& choices,
                      ProgressView& view)
{
    RunningJob job(session,
                   session.images().Pull(toText(reference), wireOptions(reference, choices)), view);
    const QVariantMap result = job.result();
    return {result.value("reference").toString().toStdString(), result.value("image").toULongLong(),
            result.value("id").toString().toStdString(), result.value("isNew").toBool(),
            result.value("warning").toString().toStdString()};
}

namespace {

struct Options {
    std::string reference;
    PullChoices choices;
    bool isQuiet = false;
    bool isAllTags = false;
    bool isDryRun = false;
    bool isJson = false;
};

int pullOne(const Options& options)
{
    Session session;
    const auto view = makeProgressView(STDOUT_FILENO, options.isQuiet);
    const PulledImage image = pullImage(session, options.reference, options.choices, *view);
    if (!image.warning.empty())
        printError("onggictl: the image that is here was kept: " + image.warning + "\n");
    if (options.isQuiet)
        print(image.id + "\n");
    else
        print(std::string(image.isNew ? "pulled " : "up to date: ") +
              printable(familiarName(image.reference)) + ": " + image.id + "\n");
    return 0;
}

int pullAllTags(const Options& options)
{
    Session session;
    const auto view = makeProgressView(STDOUT_FILENO, options.isQuiet);
    QVariantMap wire = wireOptions(options.reference, options.choices);
    wire.insert("all-tags", true);
    RunningJob job(session, session.images().Pull(toText(options.reference), wire), *view);
    const QVariantMap result = job.result();
    const QStringList tags = result.value("tags").toStringList();
    const QStringList ids = result.value("ids").toStringList();
    for (qsizetype i = 0; i < std::min(tags.size(), ids.size()); ++i) {
        const std::string name = printable(familiarName(tags[i].toStdString()));
        print((options.isQuiet ? "" : "pulled " + name + ": ") + ids[i].toStdString() + "\n");
    }
    for (const QString& tag : result.value("skipped").toStringList())
        printError("onggictl: skipped " + printable(tag.toStdString()) +
                   ": it has no image for this platform\n");
    return 0;
}

int planOne(const Options& options)
{
    Session session;
    QVariantMap wire = wireOptions(options.reference, options.choices);
    wire.insert("dry-run", true);
    const QVariantMap result =
        runJob(session, session.images().Pull(toText(options.reference), wire));
    const PulledPlan plan = pulledPlan(result);
    print(options.isJson ? documentText(pullPlanJson(plan)) : pullPlanText(plan));
    return 0;
}

int pull(const Options& options)
{
    if (options.isJson && !options.isDryRun)
        throw UsageError("--json goes with --dry-run: a pull lists nothing");
    if (options.isDryRun)
        return planOne(options);
    return options.isAllTags ? pullAllTags(options) : pullOne(options);
}

} // namespace

void addPullChoices(Syntax syntax, PullChoices& choices)
{
    choices.registry.addTo(syntax);
    syntax.value("--platform", choices.platform, "another platform than this machine's",
                 "OS/ARCHITECTURE");
}

Action declarePull(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("IMAGE", options->reference);
    addPullChoices(syntax, options->choices);
    syntax.value(
        "--policy", options->choices.policy,
        "ask the registry always, only for a missing image, or never; newer: keep the image"
        " that is here if the registry fails",
        kPullPolicies);
    syntax.flag("-a,--all-tags", options->isAllTags, "pull every tag of the repository IMAGE");
    syntax.flag("--dry-run", options->isDryRun,
                "only tell what is here, what would be downloaded, and the disk space for it");
    syntax.flag("--json", options->isJson, "print the dry run as one JSON document");
    syntax.flag("-q,--quiet", options->isQuiet, "print nothing but the image's id");
    syntax.exclude("--dry-run", "--policy");
    syntax.exclude("--dry-run", "--all-tags");
    return [options] { return pull(*options); };
}

} // namespace onggi::ctl
