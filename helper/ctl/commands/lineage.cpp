// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `lineage`.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "helper/ctl/json_text.h"
#include "helper/ctl/lineage_tree.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"

namespace onggi::ctl {

namespace {

int lineage(bool isJson)
{
    Session session;
    const StoreView view = session.readStore();
    const Forest forest(view);
    if (isJson)
        print(documentText(lineageJson(view, forest)));
    else
        print(lineageTree(view, forest,
                          {.width = std::min<std::size_t>(windowSize(STDOUT_FILENO).columns, 120),
                           .isAscii = !isUnicodeOutput()}));
    return 0;
}

} // namespace

Action declareLineage(Syntax syntax)
{
    const auto isJson = std::make_shared<bool>(false);
    syntax.flag("--json", *isJson, "print one JSON document");
    return [isJson] { return lineage(*isJson); };
}

} // namespace onggi::ctl
