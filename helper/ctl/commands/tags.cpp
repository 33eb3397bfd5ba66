// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `tags`: a line each, so that scripts can read them.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "engine/image/reference.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/listing_format.h"
#include "helper/ctl/output.h"
#include "helper/ctl/registry_choices.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string repository;
    unsigned limit = 0; // 0: as many as the helper gives
    RegistryChoices registry;
    std::string format;
    bool isJson = false;
};

std::string formatted(const Format& format, const Reference& repository,
                      const std::vector<std::string>& tags)
{
    std::vector<OrderedJson> rows;
    for (const std::string& tag : tags)
        rows.push_back({{"Name", repository.repository()}, {"Tag", tag}});
    return format.text(rows, {{"Name", "NAME"}, {"Tag", "TAG"}});
}

int tags(const Options& options)
{
    const Format format(options.format);
    const Reference repository = Reference::parse(candidatesOf(options.repository).front());
    Session session;
    QVariantMap wire = options.registry.wire({repository.text()});
    if (options.limit > 0)
        wire.insert("limit", options.limit);
    const QVariantMap result =
        runJob(session, session.images().Tags(toText(repository.text()), wire));
    const std::vector<std::string> all = fromTexts(result.value("tags").toStringList());
    if (options.isJson) {
        print(documentText({{"repository", repository.repository()}, {"tags", all}}));
        return 0;
    }
    if (!format.isDefault()) {
        print(formatted(format, repository, all));
        return 0;
    }
    std::string text;
    for (const std::string& tag : all)
        text += printable(tag) + "\n";
    print(text);
    return 0;
}

} // namespace

Action declareTags(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("REPOSITORY", options->repository);
    syntax.value("--limit", options->limit, "at most so many (up to 10000, which it is else)", "N");
    options->registry.addTo(syntax);
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    return [options] { return tags(*options); };
}

} // namespace onggi::ctl
