// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `info`.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "helper/ctl/json_text.h"
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

int info(bool isJson)
{
    Session session;
    const QVariantMap values = session.await(session.health().Info()).value();
    OrderedJson document;
    std::string text;
    for (auto value = values.begin(); value != values.end(); ++value) {
        document[value.key().toStdString()] = valueJson(value.value());
        text += printable(value.key().toStdString()) + ": " +
                printable(value.value().toString().toStdString()) + "\n";
    }
    print(isJson ? documentText(document) : text);
    return 0;
}

} // namespace

Action declareInfo(Syntax syntax)
{
    const auto isJson = std::make_shared<bool>(false);
    syntax.flag("--json", *isJson, "print one JSON document");
    return [isJson] { return info(*isJson); };
}

} // namespace onggi::ctl
