// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `export`: the file is made here, with the caller's rights.

#include "helper/ctl/commands/declare.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include <QDBusUnixFileDescriptor>

#include "containers_interface.h"
#include "engine/core/error.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/owned_fd.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string name;
    std::string output;
};

int exportContainer(const Options& options)
{
    if (options.output.empty() && ::isatty(STDOUT_FILENO) == 1)
        throw UsageError(
            "no file to write to: an archive is not for a terminal, name a file with -o");
    Session session;
    const StoreView view = session.readContainers();
    const std::string& id = view.containers[findContainer(view, options.name)].id;
    OwnedFd file(options.output.empty() ? ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
                                        : ::open(options.output.c_str(),
                                                 O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!file)
        throw systemError(errno, options.output, "open");
    QDBusUnixFileDescriptor descriptor;
    descriptor.giveFileDescriptor(file.release());
    runJob(session, session.containers().Export(toText(id), descriptor, {}));
    return 0;
}

} // namespace

Action declareExport(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("CONTAINER", options->name);
    syntax.value("-o,--output", options->output, "write to a file instead of standard output",
                 "FILE");
    return [options] { return exportContainer(*options); };
}

} // namespace onggi::ctl
