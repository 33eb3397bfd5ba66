// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `waste`: a line per path that is hidden, however often, and the layers that carry it.

#include "helper/ctl/commands/declare.h"

#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "engine/layer/waste.h"
#include "engine/lineage/lookup.h"
#include "helper/ctl/file_text.h"
#include "helper/ctl/layer_access.h"
#include "helper/ctl/output.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string image;
    bool isJson = false;
};

// What is hidden under one path, in one layer or in several.
struct WastedPath {
    std::string path;
    Bytes bytes;
    std::vector<const HiddenFile*> pieces;
};

std::vector<WastedPath> byPath(const Waste& waste)
{
    std::map<std::string, WastedPath> paths;
    for (const HiddenFile& file : waste.files) {
        WastedPath& path = paths[file.path];
        path.path = file.path;
        path.bytes += file.bytes;
        path.pieces.push_back(&file);
    }
    std::vector<WastedPath> list;
    for (auto& [name, path] : paths)
        list.push_back(std::move(path));
    std::ranges::stable_sort(list, std::greater(), &WastedPath::bytes);
    return list;
}

OrderedJson json(const Waste& waste, const std::vector<SourceLayer>& layers,
                 const std::vector<WastedPath>& paths)
{
    OrderedJson files = OrderedJson::array();
    for (const WastedPath& path : paths) {
        OrderedJson pieces = OrderedJson::array();
        for (const HiddenFile* piece : path.pieces)
            pieces.push_back({{"layer", layers[piece->layer].diffId.text()},
                              {"hiddenBy", layers[piece->hiddenBy].diffId.text()},
                              {"how", piece->isDeleted ? "deleted" : "overwritten"},
                              {"bytes", piece->bytes.count()}});
        OrderedJson file = OrderedJson::object();
        putPath(file, path.path);
        file["bytes"] = path.bytes.count();
        file["pieces"] = pieces;
        files.push_back(std::move(file));
    }
    OrderedJson rows = OrderedJson::array();
    for (std::size_t i = 0; i < layers.size(); ++i)
        rows.push_back({{"diffId", layers[i].diffId.text()},
                        {"contentBytes", waste.content[i].count()},
                        {"wastedBytes", waste.wasted[i].count()}});
    return {{"contentBytes", waste.totalContent().count()},
            {"wastedBytes", waste.totalWasted().count()},
            {"efficiency", waste.efficiency()},
            {"layers", rows},
            {"files", files}};
}

std::string howText(const WastedPath& path)
{
    const auto deleted = std::ranges::count_if(
        path.pieces, [](const HiddenFile* piece) { return piece->isDeleted; });
    return deleted == 0                                                 ? "overwritten"
           : deleted == static_cast<std::ptrdiff_t>(path.pieces.size()) ? "deleted"
                                                                        : "both";
}

std::string text(const Waste& waste, const std::vector<SourceLayer>& layers,
                 const std::vector<WastedPath>& paths)
{
    Table files({{"WASTED", Align::Right}, {"TIMES", Align::Right}, {"HOW"}, {"PATH"}});
    for (const WastedPath& path : paths)
        files.addRow(
            {humanSize(path.bytes), std::to_string(path.pieces.size()), howText(path), path.path});
    Table rows({{"LAYER"}, {"CONTENT", Align::Right}, {"WASTED", Align::Right}});
    for (std::size_t i = 0; i < layers.size(); ++i)
        rows.addRow(
            {layers[i].diffId.shortHex(), humanSize(waste.content[i]), humanSize(waste.wasted[i])});
    char efficiency[32];
    // Never rounded up to the whole.
    std::snprintf(efficiency, sizeof efficiency, "%.1f",
                  static_cast<double>(static_cast<int>(waste.efficiency() * 1000)) / 10);
    return (paths.empty() ? "" : files.text() + "\n") + rows.text() + "\n" +
           humanSize(waste.totalWasted()) + " of " + humanSize(waste.totalContent()) +
           " wasted, efficiency " + efficiency + " %\n";
}

int waste(const Options& options)
{
    Session session;
    const StoreView view = session.readStore();
    LayerSource source = layersOfImage(session, view, findImage(view, options.image).image);
    const Waste found = findWaste(source);
    const std::vector<WastedPath> paths = byPath(found);
    print(options.isJson ? documentText(json(found, source.layers(), paths))
                         : text(found, source.layers(), paths));
    return 0;
}

} // namespace

Action declareWaste(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("IMAGE", options->image);
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.explain(
        "Files that a later layer overwrites or deletes are still pulled and stored. Bytes are "
        "those of\n"
        "contents; a file with several names counts once, and when its last name is hidden. The\n"
        "efficiency is what can be seen of what the layers carry.");
    return [options] { return waste(*options); };
}

} // namespace onggi::ctl
