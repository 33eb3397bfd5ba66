// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `logs`: the helper writes straight to our standard streams.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include <QDBusUnixFileDescriptor>

#include "containers_interface.h"
#include "engine/core/printable.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string name;
    bool isFollowed = false;
    bool hasTimestamps = false;
    std::string tail;
};

int logs(const Options& options)
{
    QVariantMap flags;
    if (options.isFollowed)
        flags.insert("follow", true);
    if (options.hasTimestamps)
        flags.insert("timestamps", true);
    if (!options.tail.empty() && options.tail != "all") {
        bool isNumber = false;
        const qulonglong lines = toText(options.tail).toULongLong(&isNumber);
        if (!isNumber)
            throw UsageError("not a number of lines: " + printable(options.tail) +
                             ": see onggictl logs --help");
        flags.insert("tail", lines);
    }
    Session session;
    const StoreView view = session.readContainers();
    const std::string& id = view.containers[findContainer(view, options.name)].id;
    runJob(session, session.containers().Logs(toText(id), QDBusUnixFileDescriptor(STDOUT_FILENO),
                                              QDBusUnixFileDescriptor(STDERR_FILENO), flags));
    return 0;
}

} // namespace

Action declareLogs(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("CONTAINER", options->name);
    syntax.flag("-f,--follow", options->isFollowed, "go on until the container ends");
    syntax.flag("-t,--timestamps", options->hasTimestamps, "the time before each line");
    syntax.value("-n,--tail", options->tail, "only the last lines", "LINES");
    return [options] { return logs(*options); };
}

} // namespace onggi::ctl
