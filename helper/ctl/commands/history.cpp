// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `history`: the newest step first, as other engines show it; in JSON base first, as layers are.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "engine/lineage/lookup.h"
#include "helper/ctl/format_rows.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/table.h"
#include "helper/ctl/text.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string image;
    std::string format;
    bool isJson = false;
    bool isUntruncated = false;
};

std::string tableText(const OrderedJson& steps, bool isUntruncated)
{
    Table table({{"LAYER"},
                 {"CREATED"},
                 {"CREATED BY"},
                 {"CONTENT", Align::Right},
                 {"DISK", Align::Right}});
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const bool hasLayer = !step->at("diffId").is_null();
        const std::string layer =
            hasLayer ? step->at("diffId").get<std::string>().substr(7, isUntruncated ? 64 : 12)
                     : "-";
        const OrderedJson& created = step->at("createdAt");
        const std::string when =
            created.is_null() ? "-"
                              : agoText(parseTime(created.get<std::string>()).value_or(0), now());
        const auto createdBy = printable(step->at("createdBy").get<std::string>());
        const auto bytes = [&](const char* name) {
            return hasLayer ? humanSize(Bytes(step->at(name).get<std::uint64_t>()))
                            : std::string("-");
        };
        table.addRow({layer, when,
                      isUntruncated ? createdBy : shortened(createdBy, 34, !isUnicodeOutput()),
                      bytes("contentBytes"), bytes("diskBytes")});
    }
    return table.text();
}

int history(const Options& options)
{
    const Format format(options.format);
    Session session;
    const StoreView view = session.readStore();
    const std::size_t image = findImage(view, options.image).image;
    const QByteArray bytes =
        session.await(session.images().Config(view.images[image].serial)).value();
    const ImageConfig config =
        ImageConfig::parse({bytes.constData(), static_cast<std::size_t>(bytes.size())},
                           "the config of " + options.image);
    const OrderedJson steps = historyJson(view, image, config);
    if (options.isJson) {
        print(documentText(steps));
    } else if (format.isDefault()) {
        print(tableText(steps, options.isUntruncated));
    } else {
        const FormatRows all = historyFormatRows(steps, options.isUntruncated);
        print(format.text(all.rows, all.fields));
    }
    return 0;
}

} // namespace

Action declareHistory(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("IMAGE", options->image);
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.flag("--no-trunc", options->isUntruncated, "print steps and ids in full");
    return [options] { return history(*options); };
}

} // namespace onggi::ctl
