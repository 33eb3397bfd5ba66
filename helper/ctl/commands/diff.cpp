// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `diff`: of two images, their merged files; of a container, what it wrote against its image.

#include "helper/ctl/commands/declare.h"

#include <algorithm>
#include <cerrno>

#include <sys/mman.h>
#include <unistd.h>

#include <QDBusUnixFileDescriptor>

#include <nlohmann/json.hpp>

#include "containers_interface.h"
#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/layer/image_diff.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/file_text.h"
#include "helper/ctl/job.h"
#include "helper/ctl/layer_access.h"
#include "helper/ctl/output.h"
#include "helper/ctl/written_files.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string first;
    std::string second;
    FileFormat format;
    bool comparesTimes = false;
};

constexpr const char* kKinds[] = {"A", "C", "D"};

const char* kindOf(const FileChange& change)
{
    return kKinds[static_cast<std::size_t>(change.kind)];
}

OrderedJson changeJson(const FileChange& change)
{
    OrderedJson object{{"kind", kindOf(change)}};
    putPath(object, change.path);
    object["type"] = fileTypeName(change.type);
    object["beforeBytes"] = change.before.count();
    object["afterBytes"] = change.after.count();
    return object;
}

std::string bytesText(const FileChange& change)
{
    switch (change.kind) {
    case FileChangeKind::Added:
        return "+" + std::to_string(change.after.count());
    case FileChangeKind::Deleted:
        return "-" + std::to_string(change.before.count());
    default:
        return change.after >= change.before
                   ? "+" + std::to_string((change.after - change.before).count())
                   : "-" + std::to_string((change.before - change.after).count());
    }
}

void printPlain(const std::vector<FileChange>& changes, bool isNull)
{
    PiecewisePrint output;
    for (const FileChange& change : changes)
        output.add(std::string(kindOf(change)) + ' ' +
                   (isNull ? change.path + '\0' : printable(change.path) + '\n'));
    output.flush();
}

// One image with its files, and what it adds to the layers that both begin with.
struct Side {
    const StoreView& view;
    std::size_t image;
    ImageFiles files;

    const SourceLayer& layer(std::uint32_t number) const { return files.layers()[number]; }
    OrderedJson json(std::size_t common) const
    {
        OrderedJson layers = OrderedJson::array();
        const ImageRow& row = view.images[image];
        for (std::size_t i = common; i < row.layers.size(); ++i) {
            const auto found =
                std::ranges::lower_bound(view.layers, row.layers[i], {}, &LayerRow::serial);
            layers.push_back({{"diffId", found->diffId.text()},
                              {"createdBy", found->createdBy},
                              {"contentBytes", found->content.count()}});
        }
        return {{"id", row.id.text()}, {"layers", layers}};
    }
};

Side openSide(Session& session, const StoreView& view, const std::string& name)
{
    const std::size_t image = findImage(view, name).image;
    return {view, image, ImageFiles::merged(layersOfImage(session, view, image))};
}

// The layer that a change is of: the second image's, or where something was deleted the first's.
const Digest& layerOf(const FileChange& change, const Side& first, const Side& second)
{
    return (change.kind == FileChangeKind::Deleted ? first : second).layer(change.layer).diffId;
}

std::string longText(const ImageDiff& diff, const Side& first, const Side& second)
{
    Table table({{"KIND"}, {"BYTES", Align::Right}, {"LAYER"}, {"PATH"}});
    for (const FileChange& change : diff.changes)
        table.addRow({kindOf(change), bytesText(change), layerOf(change, first, second).shortHex(),
                      change.path});
    return table.text() + "\n" + std::to_string(diff.commonLayers) + " layers in common, then " +
           std::to_string(first.files.layers().size() - diff.commonLayers) + " and " +
           std::to_string(second.files.layers().size() - diff.commonLayers) + "; " +
           humanSize(diff.before) + " become " + humanSize(diff.after) + "\n";
}

OrderedJson diffJson(const ImageDiff& diff, const Side& first, const Side& second)
{
    OrderedJson changes = OrderedJson::array();
    for (const FileChange& change : diff.changes) {
        OrderedJson object = changeJson(change);
        object["layer"] = layerOf(change, first, second).text();
        changes.push_back(std::move(object));
    }
    OrderedJson common = OrderedJson::array();
    for (std::uint32_t i = 0; i < diff.commonLayers; ++i)
        common.push_back(first.layer(i).diffId.text());
    return {{"commonLayers", common},
            {"first", first.json(diff.commonLayers)},
            {"second", second.json(diff.commonLayers)},
            {"beforeBytes", diff.before.count()},
            {"afterBytes", diff.after.count()},
            {"changes", changes}};
}

int diffImages(Session& session, const StoreView& view, const Options& options)
{
    Side first = openSide(session, view, options.first);
    Side second = openSide(session, view, options.second);
    const ImageDiff diff = compareImages(first.files, second.files,
                                         options.comparesTimes ? Times::Compare : Times::Ignore);
    if (options.format.isJson)
        print(documentText(diffJson(diff, first, second)));
    else if (options.format.isLong)
        print(longText(diff, first, second));
    else
        printPlain(diff.changes, options.format.isNull);
    return 0;
}

// The helper writes into memory of ours, which cannot block it.
std::vector<WrittenFile> writtenBy(Session& session, const std::string& container)
{
    const Fd records(::memfd_create("diff", MFD_CLOEXEC));
    if (!records)
        throw systemError(errno, "diff", "memfd_create");
    runJob(session, session.containers().Diff(toText(container),
                                              QDBusUnixFileDescriptor(records.get()), {}));
    std::string text(fileSize(records.get(), "diff"), '\0');
    text.resize(readFullyAt(records.get(), std::as_writable_bytes(std::span(text)), 0, "diff"));
    return parseWrittenFiles(text);
}

std::string longText(const std::vector<FileChange>& changes)
{
    Table table({{"KIND"}, {"BYTES", Align::Right}, {"PATH"}});
    for (const FileChange& change : changes)
        table.addRow({kindOf(change), bytesText(change), change.path});
    return table.text();
}

bool isImage(const StoreView& view, const std::string& name)
{
    try {
        findImage(view, name);
        return true;
    } catch (const Error&) {
        return false;
    }
}

const ContainerRow& containerOf(const StoreView& view, const std::string& name)
{
    try {
        return view.containers[findContainer(view, name)];
    } catch (const Error& error) {
        if (error.code() != Code::ContainerNotFound || !isImage(view, name))
            throw;
        throw UsageError("no second image: " + printable(name) +
                         " is an image, and needs another one to be compared with");
    }
}

int diffContainer(Session& session, const StoreView& view, const Options& options)
{
    const ContainerRow& container = containerOf(view, options.first);
    const auto image = std::ranges::find(view.images, container.image, &ImageRow::serial);
    const ImageFiles files = ImageFiles::merged(
        layersOfImage(session, view, static_cast<std::size_t>(image - view.images.begin())));
    const std::vector<FileChange> changes =
        containerChanges(files.tree(), writtenBy(session, container.id));
    if (options.format.isJson) {
        OrderedJson list = OrderedJson::array();
        for (const FileChange& change : changes)
            list.push_back(changeJson(change));
        print(documentText(list));
    } else if (options.format.isLong) {
        print(longText(changes));
    } else {
        printPlain(changes, options.format.isNull);
    }
    return 0;
}

int diff(const Options& options)
{
    Session session;
    const StoreView view = session.readStore();
    return options.second.empty() ? diffContainer(session, view, options)
                                  : diffImages(session, view, options);
}

} // namespace

Action declareDiff(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("NAME", options->first);
    syntax.optionalArgument("OTHER", options->second);
    syntax.flag("-l,--long", options->format.isLong, "also bytes, and between images the layers");
    syntax.flag("-z,--null", options->format.isNull, "raw names, each ended by a NUL byte");
    syntax.flag("--json", options->format.isJson, "print one JSON document");
    syntax.flag("--times", options->comparesTimes,
                "between images: files that differ in their time alone have changed too");
    syntax.excludeEachOther({"--long", "--null", "--json"});
    syntax.explain(
        "A line is A (added), C (changed) or D (deleted) and a path.\n"
        "With one name, of a container: against its image, as `docker diff` shows it.\n"
        "With two, of images: from the first to the second, every file by itself. Files differ in\n"
        "type, mode, owner, attributes or contents; a directory not by what is in it. With -l and\n"
        "--json also which layer each file stands in, past those that both images begin with.");
    return [options] { return diff(*options); };
}

} // namespace onggi::ctl
