// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `version`: our own comes first, whether there is a helper or not.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"

namespace onggi::ctl {

namespace {

int version(bool isJson)
{
    if (!isJson)
        print("onggictl " ONGGI_VERSION "\n");
    Session session;
    const std::string helper =
        session.await(session.health().Info()).value().value("version").toString().toStdString();
    print(isJson ? documentText({{"onggictl", ONGGI_VERSION}, {"helper", helper}})
                 : "onggi-helper " + printable(helper) + "\n");
    return 0;
}

} // namespace

Action declareVersion(Syntax syntax)
{
    const auto isJson = std::make_shared<bool>(false);
    syntax.flag("--json", *isJson, "print one JSON document");
    return [isJson] { return version(*isJson); };
}

} // namespace onggi::ctl
