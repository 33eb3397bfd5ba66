// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `import`: the archive is opened here, with the caller's rights.

#include "helper/ctl/commands/declare.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include <QDBusUnixFileDescriptor>

#include "engine/core/error.h"
#include "helper/api/convert.h"
#include "helper/ctl/commands/made_image.h"
#include "helper/ctl/job.h"
#include "helper/ctl/owned_fd.h"
#include "helper/ctl/usual_signals.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string input;
    std::string platform;
    MadeImageOptions image;
};

OwnedFd openArchive(const std::string& input)
{
    const UsualSignals usual; // a named pipe is open when somebody writes to it
    const bool isStandardInput = input == "-";
    if (isStandardInput && ::isatty(STDIN_FILENO) == 1)
        throw UsageError("no archive: standard input is a terminal, name a file");
    if (input.find("://") != input.npos)
        throw UsageError("an archive is imported from a file or standard input: fetch it first");
    OwnedFd archive(isStandardInput ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                    : ::open(input.c_str(), O_RDONLY | O_CLOEXEC));
    if (!archive)
        throw systemError(errno, input, "open");
    return archive;
}

int importArchive(const Options& options)
{
    OwnedFd archive = openArchive(options.input);
    Session session;
    QVariantMap flags = toWire(options.image);
    if (options.input != "-")
        flags.insert("name", toByteArray(options.input.substr(options.input.rfind('/') + 1)));
    if (!options.platform.empty())
        flags.insert("platform", toText(options.platform));
    // Standard output is for the id.
    const auto view = makeProgressView(STDERR_FILENO, options.image.isQuiet);
    QDBusUnixFileDescriptor descriptor;
    descriptor.giveFileDescriptor(archive.release());
    RunningJob job(session, session.images().Import(descriptor, flags), *view);
    printMadeImage(job.result(), options.image);
    return 0;
}

} // namespace

Action declareImport(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("FILE", options->input);
    syntax.optionalArgument("REFERENCE", options->image.reference);
    addMadeImageOptions(syntax, options->image);
    syntax.value("--platform", options->platform, "another platform than this machine's",
                 "OS/ARCHITECTURE");
    return [options] { return importArchive(*options); };
}

} // namespace onggi::ctl
