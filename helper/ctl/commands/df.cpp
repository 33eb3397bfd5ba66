// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `df`: the store in a few lines, or whose every byte is.

#include "helper/ctl/commands/declare.h"

#include <set>

#include <nlohmann/json.hpp>

#include "containers_interface.h"
#include "engine/lineage/sizes.h"
#include "helper/ctl/disk_usage.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/listing_format.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/table.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string format;
    bool isVerbose = false;
    bool isJson = false;
};

Usage readUsage(Session& session, const StoreView& view, const Forest& forest)
{
    std::vector<Serial> serials;
    for (const ImageRow& image : view.images)
        serials.push_back(image.serial);
    std::vector<Labels> labels;
    for (const QByteArray& config : session.readConfigs(serials))
        labels.push_back(labelsOf({config.constData(), static_cast<std::size_t>(config.size())}));
    return usageOf(view, forest, labels);
}

std::string summaryText(const StoreView& view, const Forest& forest,
                        const ContainerBytes& containers)
{
    const StoreTotals totals = storeTotals(view, forest);
    Table table({{"WHAT"},
                 {"COUNT", Align::Right},
                 {"ON DISK", Align::Right},
                 {"RECLAIMABLE", Align::Right}});
    table.addRow({"images", std::to_string(view.images.size()), humanSize(totals.layersDisk),
                  humanSize(totals.reclaimable)});
    table.addRow({"containers", std::to_string(view.containers.size()), humanSize(containers.disk),
                  humanSize(containers.reclaimable)});
    return table.text();
}

// Docker's fields; what is active is what runs, or what a container needs.
std::string formatText(const StoreView& view, const Forest& forest,
                       const ContainerBytes& containers, const Format& format)
{
    const StoreTotals totals = storeTotals(view, forest);
    std::set<Serial> used;
    std::size_t running = 0;
    for (const ContainerRow& container : view.containers) {
        used.insert(container.image);
        running += container.state == ContainerState::Running ? 1 : 0;
    }
    const auto row = [](const char* type, std::size_t count, std::size_t active, Bytes size,
                        Bytes reclaimable) {
        return OrderedJson{{"Type", type},
                           {"TotalCount", std::to_string(count)},
                           {"Active", std::to_string(active)},
                           {"Size", humanSize(size)},
                           {"Reclaimable", humanSize(reclaimable)}};
    };
    return format.text(
        {row("Images", view.images.size(), used.size(), totals.layersDisk, totals.reclaimable),
         row("Containers", view.containers.size(), running, containers.disk,
             containers.reclaimable)},
        {{"Type", "TYPE"},
         {"TotalCount", "TOTAL"},
         {"Active", "ACTIVE"},
         {"Size", "SIZE"},
         {"Reclaimable", "RECLAIMABLE"}});
}

int df(const Options& options)
{
    const Format format(options.format);
    Session session;
    const StoreView view = session.readStore();
    const Forest forest(view);
    const auto usage = session.await(session.containers().DiskUsage({}));
    const ContainerBytes containers{Bytes(usage.argumentAt<0>()), Bytes(usage.argumentAt<1>())};
    if (!usage.argumentAt<2>())
        printError("the containers have more on the disk: not all of it could be looked at\n");
    if (options.isJson) {
        OrderedJson document = dfJson(view, forest, containers);
        if (options.isVerbose)
            document.update(usageJson(view, readUsage(session, view, forest)));
        print(documentText(document));
        return 0;
    }
    if (!format.isDefault()) {
        print(formatText(view, forest, containers, format));
        return 0;
    }
    std::string text = summaryText(view, forest, containers);
    if (options.isVerbose)
        text += "\n" + usageText(view, readUsage(session, view, forest));
    print(text);
    return 0;
}

} // namespace

Action declareDf(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.flag("-v,--verbose", options->isVerbose,
                "also what each image, repository and label takes, alone and shared");
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.exclude("--format", "--verbose");
    syntax.exclude("--format", "--json");
    return [options] { return df(*options); };
}

} // namespace onggi::ctl
