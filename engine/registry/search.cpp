// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Registries have no search: a catalog of all names is what most of them offer, and some not even
// that. The Hub has one of its own. Pages are followed within bounds, and only as long as each
// brings something new.

#include "engine/registry/search.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/core/ascii.h"
#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/registry/places.h"
#include "engine/registry/tags.h"

namespace onggi {

namespace {

constexpr std::size_t kPageNames = 1000;
constexpr std::size_t kMaxPages = 200;
constexpr Bytes kMaxPageBytes{8 << 20};
// Of the names that are kept to know which are new: as many as those pages have where a registry
// gives as many as it is asked for, of the longest ones.
constexpr std::size_t kMaxKeptBytes = 64 << 20;
constexpr std::size_t kNodeBytes = 64;
constexpr std::size_t kHubPage = 100; // the most that it gives
constexpr std::size_t kMaxDescription = 1024;
constexpr const char* kHubDomain = "index.docker.io";

// "docker.io/library/ubuntu"; nothing for what could never be pulled.
std::optional<std::string> repositoryOf(const std::string& domain, const std::string& name)
{
    try {
        const Reference reference = Reference::parse(domain + '/' + name);
        const bool isBare = !reference.digest && name.find(':') == std::string::npos;
        return isBare ? std::optional(reference.repository()) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

class Findings {
public:
    Findings(std::string domain, std::size_t max, std::string what)
        : m_domain(std::move(domain))
        , m_max(max)
        , m_what(std::move(what))
    {
    }

    // `name` as the registry spells it; counted as new whether it is wanted or not. Throws
    // Error(RegistryTooLarge) for too many of them.
    void add(const std::string& name, bool isWanted, FoundRepository found)
    {
        if (!m_seen.insert(name).second)
            return;
        m_keptBytes += name.size() + kNodeBytes;
        if (m_keptBytes > kMaxKeptBytes)
            throw Error(Code::RegistryTooLarge, m_what, "it has too many names");
        m_hasNew = true;
        if (!isWanted || isFull())
            return;
        const auto repository = repositoryOf(m_domain, name);
        if (!repository)
            return;
        found.repository = *repository;
        m_found.push_back(std::move(found));
    }
    bool isFull() const { return m_found.size() >= m_max; }
    bool takeHasNew() { return std::exchange(m_hasNew, false); }
    std::vector<FoundRepository> take() { return std::move(m_found); }

private:
    std::string m_domain;
    std::size_t m_max;
    std::string m_what;
    std::set<std::string> m_seen;
    std::size_t m_keptBytes = 0; // of these
    std::vector<FoundRepository> m_found;
    bool m_hasNew = false;
};

Json objectIn(std::string_view text, const std::string& what)
{
    Json document = parseJson(text, what);
    if (!document.is_object())
        throw Error(Code::DocumentInvalid, what, "it is no object");
    return document;
}

void addHubRow(const Json& row, const std::string& what, Findings& findings)
{
    FoundRepository found;
    found.description = optionalString(row, "description", what);
    if (found.description.size() > kMaxDescription)
        found.description.resize(kMaxDescription); // what is cut in a character is shown as such
    if (const auto stars = row.find("star_count");
        stars != row.end() && stars->is_number_unsigned())
        found.stars = stars->get<std::uint64_t>();
    found.isOfficial = optionalBool(row, "is_official", what);
    findings.add(requireString(row, "name", what), true, std::move(found));
}

} // namespace

std::vector<FoundRepository> searchCatalog(Endpoint& endpoint, const std::string& domain,
                                           const std::string& term, std::size_t max,
                                           const std::stop_token& stop)
{
    const std::string path = "/v2/_catalog";
    const std::string what = "the catalog of " + domain;
    const std::string wanted = lowered(term);
    Findings findings(domain, max, what);
    std::optional<std::string> page = path + "?n=" + std::to_string(kPageNames);
    for (std::size_t pages = 0; page && !findings.isFull(); ++pages) {
        if (pages == kMaxPages)
            throw Error(Code::RegistryTooLarge, what, "it has too many pages");
        const HttpResponse response =
            endpoint.fetch({*page, {}, "registry:catalog:*", what}, kMaxPageBytes, stop);
        page = nextPageOf(response.head.find("Link").value_or(""), path);
        for (const std::string& name :
             optionalStrings(objectIn(response.body, what), "repositories", what))
            findings.add(name, lowered(name).contains(wanted), {});
        if (!findings.takeHasNew() && page)
            throw Error(Code::RegistryProtocol, what, "its pages go in circles");
    }
    return findings.take();
}

std::vector<FoundRepository> searchHub(Endpoint& hub, const std::string& domain,
                                       const std::string& term, std::size_t max,
                                       const std::stop_token& stop)
{
    const std::string what = "the search for " + term;
    Findings findings(domain, max, what);
    const std::size_t size = std::min(max, kHubPage);
    for (std::size_t page = 1; page <= kMaxPages && !findings.isFull(); ++page) {
        const std::string path = "/v1/search?q=" + percentEncoded(term) +
                                 "&n=" + std::to_string(size) + "&page=" + std::to_string(page);
        const HttpResponse response = hub.fetch({path, {}, {}, what}, kMaxPageBytes, stop);
        const Json document = objectIn(response.body, what);
        const Json& rows = requireArray(document, "results", what);
        for (const Json& row : rows)
            addHubRow(row, what, findings);
        if (!findings.takeHasNew() || rows.size() < size)
            break;
    }
    return findings.take();
}

std::vector<FoundRepository> RegistryClient::search(const std::string& domain,
                                                    const std::string& term, std::size_t max,
                                                    std::stop_token stop)
{
    // Any repository of it: what counts is where it is asked, and whether it may be.
    const Place registry = m_places->destination(Reference::parse(domain + "/any/thing"));
    if (domain != "docker.io")
        return searchCatalog(*registry.endpoint, domain, term, max, stop);
    const Place hub =
        m_places->destination(Reference::parse(std::string(kHubDomain) + "/any/thing"));
    return searchHub(*hub.endpoint, domain, term, max, stop);
}

} // namespace onggi
