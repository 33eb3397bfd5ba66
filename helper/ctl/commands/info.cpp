// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `info`.

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

OrderedJson valueJson(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::UInt:
    case QMetaType::ULongLong:
        return value.toULongLong();
    default:
        return value.toString().toStdString();
    }
}

struct Options {
    std::string format;
    bool isJson = false;
};

int info(const Options& options)
{
    const Format format(options.format);
    Session session;
    const QVariantMap values = session.await(session.health().Info()).value();
    OrderedJson document;
    std::string text;
    for (auto value = values.begin(); value != values.end(); ++value) {
        document[value.key().toStdString()] = valueJson(value.value());
        text += printable(value.key().toStdString()) + ": " +
                printable(value.value().toString().toStdString()) + "\n";
    }
    print(options.isJson       ? documentText(document)
          : format.isDefault() ? text
                               : format.text(document));
    return 0;
}

} // namespace

Action declareInfo(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.value("--format", options->format,
                 "a Go template over the document that --json prints, as '{{.stateDirectory}}'",
                 "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    return [options] { return info(*options); };
}

} // namespace onggi::ctl
