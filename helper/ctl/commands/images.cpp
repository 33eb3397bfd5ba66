// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `images`: a line per tag.

#include "helper/ctl/commands/declare.h"

#include "helper/ctl/format_rows.h"
#include "helper/ctl/image_document.h"
#include "helper/ctl/image_order.h"
#include "helper/ctl/images_tree.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/table.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string repository;
    std::vector<std::string> filters;
    std::optional<std::string> sort;
    std::string format;
    bool isAll = false;
    bool isQuiet = false;
    bool isJson = false;
    bool isTree = false;
    bool isUntruncated = false;
    bool hasDigests = false;
};

ImageQuery queryOf(const Options& options)
{
    ImageQuery query;
    if (!options.repository.empty())
        addName(query, options.repository);
    query.isAll = options.isAll;
    for (const std::string& filter : options.filters)
        addFilter(query, filter, now());
    return query;
}

std::string idText(const ImageRow& image, bool isUntruncated)
{
    return isUntruncated ? image.id.text() : image.id.shortHex();
}

// Each once, in the order of their first lines.
std::vector<std::size_t> imagesOf(const std::vector<ImageLine>& lines, std::size_t count)
{
    std::vector<std::size_t> images;
    std::vector<bool> isThere(count);
    for (const ImageLine& line : lines) {
        if (!isThere[line.image])
            images.push_back(line.image);
        isThere[line.image] = true;
    }
    return images;
}

std::string quietText(const StoreView& view, const std::vector<std::size_t>& images,
                      bool isUntruncated)
{
    std::string text;
    for (const std::size_t image : images)
        text += idText(view.images[image], isUntruncated) + "\n";
    return text;
}

std::string tableText(const StoreView& view, const std::vector<ImageLine>& lines,
                      const std::vector<ImageSizes>& sizes, const Options& options)
{
    std::vector<Column> columns{{"IMAGE"}};
    if (options.hasDigests)
        columns.push_back({"DIGEST"});
    for (const Column& column : {Column{"ID"}, Column{"CREATED"}, Column{"SIZE", Align::Right},
                                 Column{"UNIQUE", Align::Right}, Column{"SHARED", Align::Right}})
        columns.push_back(column);
    Table table(columns);
    const std::int64_t time = now();
    for (const ImageLine& line : lines) {
        const ImageRow& image = view.images[line.image];
        std::vector<std::string> cells{line.tag.empty() ? "<none>" : familiarName(line.tag)};
        if (options.hasDigests) {
            const std::string digest = digestOfLine(view, line);
            cells.push_back(digest.empty() ? "<none>" : digest);
        }
        for (const std::string& cell :
             {idText(image, options.isUntruncated), agoText(image.created, time),
              humanSize(sizes[line.image].virtualSize), humanSize(sizes[line.image].unique),
              humanSize(sizes[line.image].shared)})
            cells.push_back(cell);
        table.addRow(std::move(cells));
    }
    return table.text();
}

std::string formatText(const StoreView& view, const std::vector<ImageLine>& lines,
                       const std::vector<ImageSizes>& sizes, const Format& format,
                       bool isUntruncated)
{
    const FormatRows all = imageFormatRows(view, lines, sizes, isUntruncated);
    return format.text(all.rows, all.fields);
}

std::vector<ImageLine> readLines(Session& session, const StoreView& view, const Forest& forest,
                                 const ImageQuery& query)
{
    // All at once: one by one, each answer would be waited for.
    std::vector<Labels> labels;
    if (!query.labels.empty()) {
        std::vector<Serial> serials;
        for (const ImageRow& image : view.images)
            serials.push_back(image.serial);
        for (const QByteArray& config : session.readConfigs(serials))
            labels.push_back(
                labelsOf({config.constData(), static_cast<std::size_t>(config.size())}));
    }
    return selectLines(view, forest, query,
                       [&labels](std::size_t image) { return labels.at(image); });
}

int images(const Options& options)
{
    const ImageQuery query = queryOf(options);
    const Format format(options.format);
    Session session;
    const StoreView view = session.readStore();
    const Forest forest(view);
    std::vector<ImageLine> lines = readLines(session, view, forest, query);
    const bool needsSizes = options.sort || (!options.isJson && !options.isQuiet);
    const std::vector<ImageSizes> sizes =
        needsSizes ? allImageSizes(view, forest) : std::vector<ImageSizes>();
    if (options.sort)
        sortLines(lines, view, sizes, *options.sort);
    const std::vector<std::size_t> selected = imagesOf(lines, view.images.size());
    if (options.isJson)
        print(imageDocument(view, forest, selected));
    else if (options.isQuiet)
        print(quietText(view, selected, options.isUntruncated));
    else if (!format.isDefault())
        print(formatText(view, lines, sizes, format, options.isUntruncated));
    else if (options.isTree)
        print(imageTree(view, forest, lines, sizes, options.isUntruncated, !isUnicodeOutput()));
    else
        print(tableText(view, lines, sizes, options));
    return 0;
}

} // namespace

Action declareImages(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.optionalArgument("REPOSITORY", options->repository);
    syntax.flag("-a,--all", options->isAll, "also untagged images that others are made on");
    syntax.flag("-q,--quiet", options->isQuiet, "print ids alone");
    syntax.list("-f,--filter", options->filters,
                "only images for which this holds: dangling=true|false, reference=GLOB, "
                "label=NAME[=VALUE], before=IMAGE, since=IMAGE, until=TIME",
                "FILTER");
    syntax.value("--sort", options->sort,
                 "sort by image, repository, tag, digest, id, created, size, unique, shared or "
                 "platform; with :desc the other way round",
                 "COLUMN[:desc]");
    syntax.flag("--tree", options->isTree, "show each image below the one that it is made on");
    syntax.flag("--digests", options->hasDigests, "also the digests of the manifests");
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.flag("--no-trunc", options->isUntruncated, "print ids in full");
    syntax.excludeEachOther({"--quiet", "--tree", "--format", "--json"});
    syntax.explain(
        "A GLOB, as 'web*' or 'example.com/*/*:1', is compared with names with and without their "
        "tags;\n"
        "a star ends at a slash. Of several, one has to fit.\n"
        "TIME is 2026-01-02T03:04:05 or 2026-01-02, in local time unless Z or +09:00 stands "
        "behind\n"
        "the former; or seconds since 1970; or how long ago, as 24h, 1.5h, 1h30m or 7d.");
    return [options] { return images(*options); };
}

} // namespace onggi::ctl
