// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `exec`: its job lasts as long as the command, and brings the exit code.

#include "helper/ctl/commands/declare.h"

#include <cstdlib>

#include "containers_interface.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/attached.h"
#include "helper/ctl/job.h"

namespace onggi::ctl {

namespace {

struct Options {
    bool isInteractive = false;
    bool hasTerminal = false;
    bool isDetached = false;
    std::vector<std::string> environment;
    std::string workingDirectory;
    std::string user;
};

QVariantMap flagsOf(const Options& options)
{
    QVariantMap flags;
    if (options.isInteractive)
        flags.insert("interactive", true);
    if (options.hasTerminal)
        flags.insert("tty", true);
    if (options.isDetached)
        flags.insert("detach", true);
    if (!options.environment.empty())
        flags.insert("environment", QVariant::fromValue(toByteStrings(options.environment)));
    if (!options.workingDirectory.empty())
        flags.insert("workdir", toByteArray(options.workingDirectory));
    if (!options.user.empty())
        flags.insert("user", toText(options.user));
    return flags;
}

int execAttached(Session& session, const QString& container, const wire::ByteStrings& command,
                 const Options& options)
{
    StreamPump pump(options.isInteractive);
    QVariantMap flags = flagsOf(options);
    flags.insert("streams", QVariant::fromValue(pump.theirEnd()));
    SilentView view;
    RunningJob job(session, session.containers().Exec(container, command, flags), view);
    flags.clear();
    pump.closeTheirEnd();
    std::optional<RawTerminal> raw;
    if (options.hasTerminal) {
        session.waitUntil(
            [&] { return pump.isConnected() || job.hasEnded() || session.isHelperGone(); });
        job.throwIfFailed();
        if (options.isInteractive)
            raw.emplace();
        sendWindowSize(session, container, job.number());
        job.setOnResize([&session, container, number = job.number()] {
            sendWindowSize(session, container, number);
        });
    }
    const QVariantMap result = job.result();
    session.waitUntil([&] { return pump.hasEnded(); });
    pump.throwIfFailed();
    return result.value("exitCode").toInt();
}

int exec(const Syntax& syntax, const Options& options)
{
    const std::vector<std::string> words = syntax.rest(2);
    if (!options.isDetached)
        requireTerminal({options.isInteractive, options.hasTerminal, false});
    Session session;
    const StoreView view = session.readContainers();
    const QString container = toText(view.containers[findContainer(view, words[0])].id);
    const wire::ByteStrings command = toByteStrings({words.begin() + 1, words.end()});
    if (!options.isDetached)
        return execAttached(session, container, command, options);
    runJob(session, session.containers().Exec(container, command, flagsOf(options)));
    return 0;
}

} // namespace

Action declareExec(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.takeRest();
    syntax.flag("-i,--interactive", options->isInteractive, "send standard input to the command");
    syntax.flag("-t,--tty", options->hasTerminal, "give the command a terminal");
    syntax.flag("-d,--detach", options->isDetached, "do not wait for its end");
    syntax.list("-e,--env", options->environment, "set an environment variable", "NAME=VALUE");
    syntax.value("-w,--workdir", options->workingDirectory, "the working directory inside", "PATH");
    syntax.value("-u,--user", options->user, "the user inside", "NAME|UID[:GROUP|GID]");
    return [options, syntax] { return exec(syntax, *options); };
}

} // namespace onggi::ctl
