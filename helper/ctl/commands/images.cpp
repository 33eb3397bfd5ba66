// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `images`: a line per tag.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/image/reference.h"
#include "engine/lineage/sizes.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/table.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string repository;
    bool isAll = false;
    bool isQuiet = false;
    bool isJson = false;
    bool isUntruncated = false;
};

// `repository` with a tag names that tag alone, without one all of the repository's.
bool isWanted(const std::string& tag, const std::string& repository)
{
    if (repository.empty())
        return true;
    const Reference wanted = Reference::parse(repository);
    const bool hasTag = repository.rfind(':') != std::string::npos &&
                        repository.rfind(':') > repository.rfind('/') + 1;
    return hasTag ? tag == wanted.repository() + ":" + wanted.tag
                  : tag.substr(0, tag.rfind(':')) == wanted.repository();
}

// An untagged image that another one is made on is a mere step of that, and only shown with -a.
bool isMereStep(const Forest& forest, const StoreView& view, std::size_t image)
{
    const auto node = forest.nodeOfImage(image);
    return view.images[image].tags.empty() && node && !forest.nodes()[*node].children.empty();
}

std::vector<std::size_t> select(const StoreView& view, const Forest& forest, const Options& options)
{
    std::vector<std::size_t> images;
    for (std::size_t i = 0; i < view.images.size(); ++i) {
        const std::vector<std::string>& tags = view.images[i].tags;
        const bool isNamed =
            std::any_of(tags.begin(), tags.end(), [&options](const std::string& tag) {
                return isWanted(tag, options.repository);
            });
        if ((isNamed || options.repository.empty()) &&
            (options.isAll || !isMereStep(forest, view, i)))
            images.push_back(i);
    }
    // The newest first, as other engines list them.
    std::ranges::stable_sort(images, [&view](std::size_t a, std::size_t b) {
        return view.images[a].created > view.images[b].created;
    });
    return images;
}

std::string idText(const ImageRow& image, bool isUntruncated)
{
    return isUntruncated ? image.id.text() : image.id.shortHex();
}

std::string tableText(const StoreView& view, const Forest& forest,
                      const std::vector<std::size_t>& images, const Options& options)
{
    Table table({{"IMAGE"},
                 {"ID"},
                 {"CREATED"},
                 {"SIZE", Align::Right},
                 {"UNIQUE", Align::Right},
                 {"SHARED", Align::Right}});
    for (const std::size_t i : images) {
        const ImageRow& image = view.images[i];
        const ImageSizes sizes = imageSizes(view, forest, i);
        const auto addRow = [&](const std::string& name) {
            table.addRow({name, idText(image, options.isUntruncated), agoText(image.created, now()),
                          humanSize(sizes.virtualSize), humanSize(sizes.unique),
                          humanSize(sizes.shared)});
        };
        for (const std::string& tag : image.tags) {
            if (isWanted(tag, options.repository))
                addRow(familiarName(tag));
        }
        if (image.tags.empty())
            addRow("<none>");
    }
    return table.text();
}

int images(const Options& options)
{
    if (!options.repository.empty())
        Reference::parse(options.repository);
    Session session;
    const StoreView view = session.readStore();
    const Forest forest(view);
    const std::vector<std::size_t> selected = select(view, forest, options);
    if (options.isJson) {
        print(documentText(imagesJson(view, forest, selected)));
    } else if (options.isQuiet) {
        std::string text;
        for (const std::size_t i : selected)
            text += idText(view.images[i], options.isUntruncated) + "\n";
        print(text);
    } else {
        print(tableText(view, forest, selected, options));
    }
    return 0;
}

} // namespace

Action declareImages(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.optionalArgument("REPOSITORY", options->repository);
    syntax.flag("-a,--all", options->isAll, "also untagged images that others are made on");
    syntax.flag("-q,--quiet", options->isQuiet, "print ids alone");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.flag("--no-trunc", options->isUntruncated, "print ids in full");
    return [options] { return images(*options); };
}

} // namespace onggi::ctl
