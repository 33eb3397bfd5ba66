// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `wait`.

#include "helper/ctl/commands/declare.h"

#include "containers_interface.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/commands/each.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"

namespace onggi::ctl {

namespace {

int wait(const std::vector<std::string>& names)
{
    Session session;
    const StoreView view = session.readContainers();
    return forEachName(names, [&](const std::string& name) {
        const std::string& id = view.containers[findContainer(view, name)].id;
        const int code = session.await(session.containers().Wait(toText(id), {})).value();
        print(std::to_string(code) + "\n");
    });
}

} // namespace

Action declareWait(Syntax syntax)
{
    const auto names = std::make_shared<std::vector<std::string>>();
    syntax.argument("CONTAINER", *names);
    return [names] { return wait(*names); };
}

} // namespace onggi::ctl
