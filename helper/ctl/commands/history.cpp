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
    HistoryStyle style;
    bool isQuiet = false;
    bool isJson = false;
};

std::string tableText(const OrderedJson& steps, const HistoryStyle& style)
{
    Table table({{"LAYER"},
                 {"CREATED"},
                 {"CREATED BY"},
                 {"CONTENT", Align::Right},
                 {"DISK", Align::Right}});
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const bool hasLayer = !step->at("diffId").is_null();
        const std::string layer =
            hasLayer
                ? step->at("diffId").get<std::string>().substr(7, style.isUntruncated ? 64 : 12)
                : "-";
        const auto createdBy = printable(step->at("createdBy").get<std::string>());
        const auto bytes = [&](const char* name) {
            return hasLayer ? stepSize(*step, name, style) : std::string("-");
        };
        table.addRow(
            {layer, stepTime(*step, style),
             style.isUntruncated ? createdBy : shortened(createdBy, 34, !isUnicodeOutput()),
             bytes("contentBytes"), bytes("diskBytes")});
    }
    return table.text();
}

int history(const Options& options)
{
    // What has no id has a line too, as with other engines.
    const Format format(options.isQuiet ? "{{.ID}}" : options.format);
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
        print(tableText(steps, options.style));
    } else {
        const FormatRows all = historyFormatRows(steps, options.style);
        print(format.text(all.rows, all.fields));
    }
    return 0;
}

} // namespace

Action declareHistory(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("IMAGE", options->image);
    syntax.flag("-q,--quiet", options->isQuiet, "print ids of layers alone");
    syntax.flag("-H,--human", options->style.isHuman,
                "=false prints sizes in bytes, and times as they are");
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.flag("--no-trunc", options->style.isUntruncated, "print steps and ids in full");
    syntax.excludeEachOther({"--quiet", "--format", "--json"});
    return [options] { return history(*options); };
}

} // namespace onggi::ctl
