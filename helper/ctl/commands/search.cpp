// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `search`.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/image/reference.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/listing_format.h"
#include "helper/ctl/output.h"
#include "helper/ctl/registry_choices.h"
#include "helper/ctl/search_filter.h"
#include "helper/ctl/table.h"
#include "helper/ctl/text.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kDescriptionColumns = 45;

struct Options {
    std::string term;
    std::string host;
    unsigned limit = 25;
    RegistryChoices registry;
    std::vector<std::string> filters;
    std::string format;
    bool isUntruncated = false;
    bool isJson = false;
};

// "HOST/TERM" asks that host.
void splitHost(Options& options)
{
    const std::size_t slash = options.term.find('/');
    if (!options.host.empty() || slash == std::string::npos)
        return;
    const std::string first = options.term.substr(0, slash);
    if (first != "localhost" && first.find_first_of(".:") == std::string::npos)
        return;
    options.host = first;
    options.term.erase(0, slash + 1);
}

// As people type it: without docker.io and library/, and without a tag that nobody named.
std::string shownRepository(const std::string& repository)
{
    std::string name = familiarName(repository);
    if (name.ends_with(":latest"))
        name.resize(name.size() - 7);
    return name;
}

std::string tableText(const wire::FoundRepositories& rows, bool isUntruncated)
{
    Table table({{"NAME"}, {"STARS", Align::Right}, {"OFFICIAL"}, {"DESCRIPTION"}});
    for (const wire::FoundRepository& row : rows) {
        const std::string description = row.description.simplified().toStdString();
        table.addRow({shownRepository(row.repository.toStdString()), std::to_string(row.stars),
                      row.isOfficial ? "yes" : "",
                      isUntruncated
                          ? description
                          : shortened(description, kDescriptionColumns, !isUnicodeOutput())});
    }
    return table.text();
}

OrderedJson jsonOf(const wire::FoundRepositories& rows)
{
    OrderedJson list = OrderedJson::array();
    for (const wire::FoundRepository& row : rows) {
        list.push_back({{"name", row.repository.toStdString()},
                        {"description", row.description.toStdString()},
                        {"stars", row.stars},
                        {"isOfficial", row.isOfficial}});
    }
    return list;
}

// As Docker names them.
std::string formatted(const Format& format, const wire::FoundRepositories& found)
{
    std::vector<OrderedJson> rows;
    for (const wire::FoundRepository& row : found) {
        rows.push_back({{"Name", shownRepository(row.repository.toStdString())},
                        {"Description", row.description.toStdString()},
                        {"StarCount", row.stars},
                        {"IsOfficial", row.isOfficial}});
    }
    return format.text(rows, {{"Name", "NAME"},
                              {"Description", "DESCRIPTION"},
                              {"StarCount", "STARS"},
                              {"IsOfficial", "OFFICIAL"}});
}

int search(Options options)
{
    const Format format(options.format);
    const SearchFilter filter(options.filters);
    splitHost(options);
    if (options.term.empty() && options.host.empty())
        throw UsageError("nothing to search for: name a TERM, or a registry with --registry");
    Session session;
    const std::string host = options.host.empty() ? "docker.io" : options.host;
    QVariantMap wire = options.registry.wireTo(host + "/any/thing");
    wire.insert("limit", options.limit);
    wire.insert("registry", toText(host));
    const QVariantMap result = runJob(session, session.images().Search(toText(options.term), wire));
    auto rows = qdbus_cast<wire::FoundRepositories>(result.value("rows"));
    rows.removeIf([&filter](const wire::FoundRepository& row) { return !filter.accepts(row); });
    print(options.isJson       ? documentText(jsonOf(rows))
          : format.isDefault() ? tableText(rows, options.isUntruncated)
                               : formatted(format, rows));
    return 0;
}

} // namespace

Action declareSearch(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.optionalArgument("TERM", options->term);
    syntax.value("--registry", options->host,
                 "search this registry's catalog instead of Docker Hub; so does HOST/TERM", "HOST");
    syntax.value("--limit", options->limit, "at most so many (1 to 1000, else 25)", "N");
    syntax.list("-f,--filter", options->filters,
                "only repositories for which this holds: is-official=true|false, stars=N or more",
                "FILTER");
    options->registry.addTo(syntax);
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--no-trunc", options->isUntruncated, "print descriptions in full");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.explain("Filters choose among what --limit lets through, as with other engines.");
    return [options] { return search(*options); };
}

} // namespace onggi::ctl
