// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `load`: the archive is opened here, with the caller's rights.

#include "helper/ctl/commands/declare.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include <QDBusUnixFileDescriptor>

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"
#include "helper/ctl/owned_fd.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string input;
    bool isQuiet = false;
};

int load(const Options& options)
{
    OwnedFd archive;
    if (!options.input.empty() && options.input != "-")
        archive = OwnedFd(::open(options.input.c_str(), O_RDONLY | O_CLOEXEC));
    else if (::isatty(STDIN_FILENO) == 0)
        archive = OwnedFd(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
    else
        throw UsageError("no archive: name one with -i FILE, or send one to standard input");
    if (!archive)
        throw systemError(errno, options.input, "open");

    Session session;
    QVariantMap flags;
    if (!options.input.empty() && options.input != "-")
        flags.insert("name", toByteArray(options.input.substr(options.input.rfind('/') + 1)));
    const auto view =
        options.isQuiet ? std::make_unique<SilentView>() : makeProgressView(STDOUT_FILENO);
    QDBusUnixFileDescriptor descriptor;
    descriptor.giveFileDescriptor(archive.release());
    RunningJob job(session, session.images().Load(descriptor, flags), *view);
    const QVariantMap result = job.result();

    std::string text;
    const QStringList moved = result.value("movedTags").toStringList();
    for (const QString& tag : result.value("tags").toStringList()) {
        text += "loaded " + printable(familiarName(tag.toStdString())) +
                (moved.contains(tag) ? " (the tag has moved from another image)" : "") + "\n";
    }
    if (text.empty()) {
        for (const QString& id : result.value("ids").toStringList())
            text += "loaded " + printable(id.toStdString()) + "\n";
    }
    print(text);
    return 0;
}

} // namespace

Action declareLoad(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.value("-i,--input", options->input, "the archive; without it, standard input is read",
                 "FILE");
    syntax.flag("-q,--quiet", options->isQuiet, "show no progress");
    return [options] { return load(*options); };
}

} // namespace onggi::ctl
