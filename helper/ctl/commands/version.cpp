// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `version`: our own comes first, whether there is a helper or not.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "health_interface.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/listing_format.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string format;
    bool isJson = false;
};

int version(const Options& options)
{
    const Format format(options.format);
    const bool isText = !options.isJson && format.isDefault();
    if (isText)
        print("onggictl " ONGGI_VERSION "\n");
    Session session;
    const std::string helper =
        session.await(session.health().Info()).value().value("version").toString().toStdString();
    if (isText)
        print("onggi-helper " + printable(helper) + "\n");
    else if (options.isJson)
        print(documentText({{"onggictl", ONGGI_VERSION}, {"helper", helper}}));
    else
        print(format.text(OrderedJson{{"Client", {{"Version", ONGGI_VERSION}}},
                                      {"Server", {{"Version", helper}}}}));
    return 0;
}

} // namespace

Action declareVersion(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.value("--format", options->format,
                 "a Go template, as '{{.Client.Version}} {{.Server.Version}}'", "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    return [options] { return version(*options); };
}

} // namespace onggi::ctl
