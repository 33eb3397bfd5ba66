// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the settings of registries.conf lead to: which references a short name stands for, and where
// a reference is asked for. The longest prefix counts, alone.

#include <algorithm>

#include "engine/core/error.h"
#include "engine/registry/registries_conf.h"

namespace onggi {

namespace {

bool hasDomain(std::string_view text)
{
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return false;
    const std::string_view first = text.substr(0, slash);
    return first == "localhost" || first.find_first_of(".:[") != std::string_view::npos ||
           std::ranges::any_of(first, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Of the text that the prefix covers up to a boundary; zero if it does not.
std::size_t coveredByWildcard(std::string_view text, std::string_view suffix)
{
    const std::string_view host = text.substr(0, text.find_first_of("/:"));
    return host.size() > suffix.size() && host.ends_with(suffix) ? host.size() : 0;
}

std::size_t covered(std::string_view text, std::string_view prefix)
{
    if (prefix.starts_with("*."))
        return coveredByWildcard(text, prefix.substr(1));
    if (!text.starts_with(prefix))
        return 0;
    if (text.size() == prefix.size())
        return prefix.size();
    const char next = text[prefix.size()];
    // A host without a port is not the same host with one.
    const bool isBoundary =
        next == '/' || next == '@' || (next == ':' && prefix.find('/') != prefix.npos);
    return isBoundary ? prefix.size() : 0;
}

// "host/path:tag@digest" with a host that may be a single word, as only a configuration may name.
Reference located(const std::string& text, const Reference& asked)
{
    const auto slash = text.find('/');
    const std::string host = text.substr(0, slash);
    if (slash == std::string::npos || host.empty())
        throw Error(Code::ReferenceInvalid, asked.text(), "its location has no path: " + text);
    if (hasDomain(text))
        return Reference::parse(text);
    if (!std::ranges::all_of(host, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        }))
        throw Error(Code::ReferenceInvalid, asked.text(), "its location has no host: " + text);
    Reference reference = Reference::parse("location.invalid" + text.substr(slash));
    reference.domain = host;
    return reference;
}

} // namespace

RegistriesConf::Match RegistriesConf::find(const std::string& text) const
{
    // An exact host counts over the wildcards that cover the same, of which the longest counts.
    const auto exactness = [](const Entry& entry) {
        return entry.prefix.starts_with("*.") ? entry.prefix.size() : std::string::npos;
    };
    Match best;
    for (const Entry& entry : m_entries) {
        const std::size_t length = covered(text, entry.prefix);
        if (length == 0 || length < best.length)
            continue;
        if (length > best.length || exactness(entry) > exactness(*best.entry))
            best = {&entry, length};
    }
    return best;
}

std::vector<Reference> RegistriesConf::candidates(std::string_view text) const
{
    const Reference plain = Reference::parse(text);
    if (hasDomain(text))
        return {plain};
    const std::string name(text.substr(0, text.find_first_of(":@")));
    const std::string rest(text.substr(name.size()));
    if (m_shortNames != ShortNames::Disabled) {
        if (const auto alias = m_aliases.find(name); alias != m_aliases.end())
            return {Reference::parse(alias->second + rest)};
    }
    if (!m_searched)
        return {plain};
    if (m_searched->empty()) {
        throw Error(Code::ReferenceInvalid, std::string(text),
                    "a short name, and no unqualified-search-registries are configured");
    }
    std::vector<Reference> found;
    std::string names;
    for (const std::string& registry : *m_searched) {
        found.push_back(Reference::parse(registry + '/' + std::string(text)));
        names += (names.empty() ? "" : ", ") + found.back().text();
    }
    if (found.size() > 1 && m_shortNames == ShortNames::Enforcing) {
        throw Error(Code::ReferenceInvalid, std::string(text),
                    "an ambiguous short name, and short-name-mode is enforcing: name one of " +
                        names);
    }
    return found;
}

void RegistriesConf::refuseBlocked(const Reference& reference) const
{
    const Match match = find(reference.text());
    if (match.entry && match.entry->isBlocked) {
        throw Error(Code::RegistryForbidden, reference.text(),
                    match.entry->prefix + " is blocked in " + match.entry->file);
    }
}

RegistrySource RegistriesConf::destination(const Reference& reference) const
{
    refuseBlocked(reference);
    const Match match = find(reference.text());
    return {reference, match.entry && match.entry->isInsecure, false};
}

std::vector<RegistrySource> RegistriesConf::sources(const Reference& reference) const
{
    refuseBlocked(reference);
    const std::string text = reference.text();
    const Match match = find(text);
    if (!match.entry)
        return {{reference, false, false}};
    const std::string rest = text.substr(match.length);
    std::vector<RegistrySource> sources;
    for (const Mirror& mirror : match.entry->mirrors) {
        const PullFromMirror pull = match.entry->areMirrorsByDigestOnly
                                        ? PullFromMirror::DigestOnly
                                        : mirror.pull.value_or(PullFromMirror::All);
        const bool isSkipped =
            reference.digest ? pull == PullFromMirror::TagOnly : pull == PullFromMirror::DigestOnly;
        if (!isSkipped)
            sources.push_back(
                {located(mirror.location + rest, reference), mirror.isInsecure, true});
    }
    const Reference primary = match.entry->location.empty()
                                  ? reference
                                  : located(match.entry->location + rest, reference);
    sources.push_back({primary, match.entry->isInsecure, false});
    return sources;
}

} // namespace onggi
