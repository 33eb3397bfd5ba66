// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `run`: pull where that is to be, create, start, and stay in the foreground unless -d.

#include "helper/ctl/commands/declare.h"

#include "helper/ctl/attached.h"
#include "helper/ctl/commands/run_options.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

struct Options {
    RunWords words;
    bool isDetached = false;
};

int run(const Syntax& syntax, const Options& options)
{
    const RunRequest request = readRunOptions(syntax, options.words);
    const AttachedOptions attached{request.options.isInteractive, request.options.hasTerminal,
                                   request.options.isRemovedAtEnd};
    if (!options.isDetached)
        requireTerminal(attached);
    Session session;
    const Serial image = obtainImage(session, request.image, options.words.pull);
    if (options.isDetached) {
        const QVariantMap result =
            runJob(session, createContainer(session, image, request, {{"start", true}}));
        print(result.value("id").toString().toStdString() + "\n");
        return 0;
    }
    return runAttached(session, attached, [&](const QVariant& streams) {
        return createContainer(session, image, request, {{"start", true}, {"streams", streams}});
    });
}

} // namespace

Action declareRun(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.flag("-d,--detach", options->isDetached, "do not wait; print the container's id");
    addRunOptions(syntax, options->words);
    return [options, syntax] { return run(syntax, *options); };
}

} // namespace onggi::ctl
