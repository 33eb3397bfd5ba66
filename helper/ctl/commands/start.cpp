// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `start`, in the background, or with -a or -i in the foreground.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "containers_interface.h"
#include "engine/core/json.h"
#include "engine/core/printable.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/attached.h"
#include "helper/ctl/commands/each.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::vector<std::string> names;
    bool isAttached = false;
    bool isInteractive = false;
};

bool hasTerminal(Session& session, const QString& container)
{
    const QByteArray json = session.await(session.containers().Inspect(container)).value();
    const Json document = parseJson({json.constData(), static_cast<std::size_t>(json.size())},
                                    "what the helper says of the container");
    const auto config = document.find("Config");
    return config != document.end() && config->value("Tty", false);
}

int start(const Options& options)
{
    Session session;
    const StoreView view = session.readContainers();
    if (options.isAttached || options.isInteractive) {
        if (options.names.size() > 1)
            throw UsageError("too many containers: only one can be attached to");
        const QString id = toText(view.containers[findContainer(view, options.names[0])].id);
        return runAttached(session, {options.isInteractive, hasTerminal(session, id), false, id},
                           [&](const QVariant& streams) {
                               return session.containers().Start(id, {{"streams", streams}});
                           });
    }
    return forEachName(options.names, [&](const std::string& name) {
        const std::string& id = view.containers[findContainer(view, name)].id;
        runJob(session, session.containers().Start(toText(id), {}));
        print(printable(name) + "\n");
    });
}

} // namespace

Action declareStart(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("CONTAINER", options->names);
    syntax.flag("-a,--attach", options->isAttached, "show what it writes, and exit with its code");
    syntax.flag("-i,--interactive", options->isInteractive, "the same, and send standard input");
    return [options] { return start(*options); };
}

} // namespace onggi::ctl
