// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `load`: the archive is opened here, with the caller's rights. A directory is sent as a tar of it.

#include "helper/ctl/commands/declare.h"

#include <cerrno>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <unistd.h>

#include <QDBusUnixFileDescriptor>

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "helper/api/convert.h"
#include "helper/ctl/directory_tar.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"
#include "helper/ctl/owned_fd.h"
#include "helper/ctl/text.h"
#include "helper/ctl/usual_signals.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string input;
    bool isQuiet = false;
};

bool isStandardInput(const Options& options)
{
    return options.input.empty() || options.input == "-";
}

// Before all of a directory is sent that was named by mistake: what the helper looks for in it.
void requireTable(const std::string& directory)
{
    const auto isMissing = [&](const char* name) {
        std::error_code ignored;
        const auto status =
            std::filesystem::status(std::filesystem::path(directory) / name, ignored);
        return status.type() == std::filesystem::file_type::not_found;
    };
    if (isMissing("index.json") && isMissing("manifest.json"))
        throw Error(Code::ArchiveInvalid, directory,
                    "it has neither a manifest.json nor an index.json");
}

// `directory` lives until all is read.
OwnedFd openArchive(const Options& options, std::optional<DirectoryTar>& directory)
{
    const UsualSignals usual; // a named pipe is open when somebody writes to it
    std::error_code ignored;
    if (isStandardInput(options) && ::isatty(STDIN_FILENO) == 1)
        throw UsageError("no archive: name one with -i FILE, or send one to standard input");
    if (!isStandardInput(options) && std::filesystem::is_directory(options.input, ignored)) {
        requireTable(options.input);
        return directory.emplace(options.input).archive();
    }
    OwnedFd archive(isStandardInput(options) ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                             : ::open(options.input.c_str(), O_RDONLY | O_CLOEXEC));
    if (!archive)
        throw systemError(errno, options.input, "open");
    return archive;
}

std::string nameOf(const std::string& path)
{
    const std::string trimmed = path.substr(0, path.find_last_not_of('/') + 1);
    return trimmed.substr(trimmed.rfind('/') + 1);
}

int load(const Options& options)
{
    std::optional<DirectoryTar> directory;
    OwnedFd archive = openArchive(options, directory);
    Session session;
    QVariantMap flags;
    if (!isStandardInput(options))
        flags.insert("name", toByteArray(nameOf(options.input)));
    const auto view = makeProgressView(STDOUT_FILENO, options.isQuiet);
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
    for (const QString& id : result.value("nameless").toStringList())
        text += "loaded " + printable(id.toStdString()) + "\n";
    print(text);
    if (directory)
        directory->finish();
    return 0;
}

} // namespace

Action declareLoad(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.value(
        "-i,--input", options->input,
        "the archive: a file, plain or compressed by gzip, zstd, xz or bzip2, or a directory that "
        "holds an OCI layout or an unpacked archive; without it, standard input is read",
        "FILE");
    syntax.flag("-q,--quiet", options->isQuiet, "show no progress");
    return [options] { return load(*options); };
}

} // namespace onggi::ctl
