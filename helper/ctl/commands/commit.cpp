// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `commit`.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include "containers_interface.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/commands/made_image.h"
#include "helper/ctl/job.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string container;
    std::string author;
    bool isPaused = true;
    MadeImageOptions image;
};

int commit(const Options& options)
{
    Session session;
    const StoreView view = session.readContainers();
    const std::string& id = view.containers[findContainer(view, options.container)].id;
    QVariantMap flags = toWire(options.image);
    flags.insert("pause", options.isPaused);
    if (!options.author.empty())
        flags.insert("author", toText(options.author));
    // Standard output is for the id.
    const auto progress = makeProgressView(STDERR_FILENO, options.image.isQuiet);
    RunningJob job(session, session.containers().Commit(toText(id), flags), *progress);
    printMadeImage(job.result(), options.image);
    return 0;
}

} // namespace

Action declareCommit(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("CONTAINER", options->container);
    syntax.optionalArgument("REFERENCE", options->image.reference);
    addMadeImageOptions(syntax, options->image);
    syntax.value("-a,--author", options->author, "who made it, for the image's history", "TEXT");
    syntax.flag("-p,--pause", options->isPaused,
                "=false lets a container that runs go on while it is read");
    return [options] { return commit(*options); };
}

} // namespace onggi::ctl
