// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `lineage`.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "helper/ctl/json_text.h"
#include "helper/ctl/lineage_dot.h"
#include "helper/ctl/lineage_tree.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"

namespace onggi::ctl {

namespace {

struct Options {
    bool isJson = false;
    bool isDot = false;
};

int lineage(const Options& options)
{
    Session session;
    const StoreView view = session.readStore();
    const Forest forest(view);
    if (options.isJson)
        print(documentText(lineageJson(view, forest)));
    else if (options.isDot)
        print(lineageDot(view, forest));
    else
        print(lineageTree(view, forest,
                          {.width = std::min<std::size_t>(windowSize(STDOUT_FILENO).columns, 120),
                           .isAscii = !isUnicodeOutput(),
                           .now = now()}));
    return 0;
}

} // namespace

Action declareLineage(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.flag("--dot", options->isDot,
                "print a graph for Graphviz: onggictl lineage --dot | dot");
    syntax.exclude("--dot", "--json");
    return [options] { return lineage(*options); };
}

} // namespace onggi::ctl
