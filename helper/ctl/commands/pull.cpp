// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `pull`: also what `run` and `create` do for an image that is not there.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include "engine/core/printable.h"
#include "helper/api/convert.h"
#include "helper/ctl/commands/pull_image.h"
#include "helper/ctl/output.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

PulledImage pullImage(Session& session, const std::string& reference, const PullChoices& choices,
                      ProgressView& view)
{
    QVariantMap options = choices.registry.wire({reference});
    if (!choices.platform.empty())
        options.insert("platform", toText(choices.platform));
    RunningJob job(session, session.images().Pull(toText(reference), options), view);
    const QVariantMap result = job.result();
    return {result.value("reference").toString().toStdString(), result.value("image").toULongLong(),
            result.value("id").toString().toStdString(), result.value("isNew").toBool()};
}

namespace {

struct Options {
    std::string reference;
    PullChoices choices;
    bool isQuiet = false;
};

int pull(const Options& options)
{
    Session session;
    const auto view =
        options.isQuiet ? std::make_unique<SilentView>() : makeProgressView(STDOUT_FILENO);
    const PulledImage image = pullImage(session, options.reference, options.choices, *view);
    if (options.isQuiet)
        print(image.id + "\n");
    else
        print(std::string(image.isNew ? "pulled " : "up to date: ") +
              printable(familiarName(image.reference)) + ": " + image.id + "\n");
    return 0;
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
    syntax.flag("-q,--quiet", options->isQuiet, "print nothing but the image's id");
    return [options] { return pull(*options); };
}

} // namespace onggi::ctl
