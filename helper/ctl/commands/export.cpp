// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `export`: the file is made here, with the caller's rights, and is there when it is whole.

#include "helper/ctl/commands/declare.h"

#include <QDBusUnixFileDescriptor>

#include "containers_interface.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/archive_target.h"
#include "helper/ctl/job.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string name;
    std::string output;
};

int exportContainer(const Options& options)
{
    ArchiveTarget target(options.output);
    Session session;
    const StoreView view = session.readContainers();
    const std::string& id = view.containers[findContainer(view, options.name)].id;
    target.fill([&](const QDBusUnixFileDescriptor& output) {
        runJob(session, session.containers().Export(toText(id), output, {}));
    });
    return 0;
}

} // namespace

Action declareExport(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("CONTAINER", options->name);
    syntax.value("-o,--output", options->output,
                 "write to a file, which is there when it is whole; else to standard output",
                 "FILE");
    return [options] { return exportContainer(*options); };
}

} // namespace onggi::ctl
