// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `save`: the file is made here, with the caller's rights, and is there when it is whole.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include <QDBusUnixFileDescriptor>

#include "engine/core/printable.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/archive_target.h"
#include "helper/ctl/job.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::vector<std::string> names;
    std::string output;
    std::string format = "docker-archive";
    std::string compress;
    bool isQuiet = false;
};

void requireKnown(const Options& options)
{
    if (options.format != "docker-archive" && options.format != "oci-archive")
        throw UsageError("unknown format: " + printable(options.format) +
                         ": expected docker-archive or oci-archive");
    if (!options.compress.empty() && options.compress != "gzip" && options.compress != "zstd")
        throw UsageError("unknown compression: " + printable(options.compress) +
                         ": expected gzip or zstd");
}

// Under the tag that was named; an image that was named by its id has none, as with docker.
wire::SaveItems itemsOf(const StoreView& view, const std::vector<std::string>& names)
{
    wire::SaveItems items;
    for (const std::string& name : names) {
        const FoundImage found = findImage(view, name);
        wire::SaveItem item;
        item.image = view.images[found.image].serial;
        if (!found.tag.empty())
            item.tags.append(toText(found.tag));
        items.append(item);
    }
    return items;
}

int save(const Options& options)
{
    requireKnown(options);
    ArchiveTarget target(options.output);
    Session session;
    const wire::SaveItems items = itemsOf(session.readStore(), options.names);
    QVariantMap flags;
    flags.insert("format", toText(options.format));
    if (!options.compress.empty())
        flags.insert("compress", toText(options.compress));
    const auto view = makeProgressView(STDOUT_FILENO, options.isQuiet || target.isStandardOutput());
    target.fill([&](const QDBusUnixFileDescriptor& output) {
        RunningJob(session, session.images().Save(items, output, flags), *view).result();
    });
    return 0;
}

} // namespace

Action declareSave(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("IMAGE", options->names);
    syntax.value("-o,--output", options->output,
                 "write to a file, which is there when it is whole; else to standard output",
                 "FILE");
    syntax.value("--format", options->format,
                 "docker-archive (the default) or oci-archive, an OCI image layout that also has "
                 "docker's manifest.json",
                 "FORMAT");
    syntax.value("--compress", options->compress,
                 "gzip, or zstd, which Docker reads since 23: the layers of an oci-archive, a "
                 "docker-archive as a whole",
                 "METHOD");
    syntax.flag("-q,--quiet", options->isQuiet, "show no progress");
    return [options] { return save(*options); };
}

} // namespace onggi::ctl
