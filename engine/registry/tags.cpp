// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Page after page, as long as each brings a tag that is new. Names that are no tags are left out:
// nobody could ask for them.

#include "engine/registry/tags.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"

namespace onggi {

namespace {

constexpr std::size_t kPageTags = 1000;
constexpr Bytes kMaxPageBytes{8 << 20};
constexpr std::size_t kMaxTagBytes = 128;

bool isTag(std::string_view text)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    };
    return !text.empty() && text.size() <= kMaxTagBytes && isWord(text.front()) &&
           std::ranges::all_of(text, [&](char c) { return isWord(c) || c == '.' || c == '-'; });
}

// Registries say null for a repository without tags.
std::vector<std::string> tagsIn(std::string_view page, const std::string& what)
{
    const Json document = parseJson(page, what);
    return document.is_object() ? optionalStrings(document, "tags", what)
                                : throw Error(Code::DocumentInvalid, what, "it is no object");
}

class TagList {
public:
    explicit TagList(std::size_t max)
        : m_max(max)
    {
    }

    // False: nothing of it was new.
    bool add(std::vector<std::string> page)
    {
        const std::size_t before = m_seen.size();
        for (std::string& tag : page) {
            if (isTag(tag) && !isFull() && m_seen.insert(tag).second)
                m_tags.push_back(std::move(tag));
        }
        return m_seen.size() > before;
    }
    bool isFull() const { return m_tags.size() >= m_max; }
    std::vector<std::string> take() { return std::move(m_tags); }

private:
    std::size_t m_max;
    std::vector<std::string> m_tags;
    std::set<std::string> m_seen;
};

} // namespace

std::optional<std::string> nextPageOf(std::string_view link, std::string_view path)
{
    const auto begin = link.find('<');
    const auto end = link.find('>', begin == std::string_view::npos ? 0 : begin);
    if (begin == std::string_view::npos || end == std::string_view::npos)
        return std::nullopt;
    const std::string_view parameters = link.substr(end + 1);
    if (parameters.find("rel=next") == std::string_view::npos &&
        parameters.find("rel=\"next\"") == std::string_view::npos)
        return std::nullopt;
    std::string_view target = link.substr(begin + 1, end - begin - 1);
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (target.starts_with(scheme)) {
            const auto slash = target.find('/', scheme.size());
            target = slash == std::string_view::npos ? "" : target.substr(slash);
            break;
        }
    }
    const bool isBelow = target.starts_with(path) && target.substr(path.size()).starts_with('?');
    return isBelow ? std::optional(std::string(target)) : std::nullopt;
}

std::vector<std::string> fetchTags(Endpoint& endpoint, const Reference& repository, std::size_t max,
                                   const std::stop_token& stop)
{
    const std::string path = "/v2/" + repository.path + "/tags/list";
    const std::string what = "the tags of " + repository.repository();
    TagList tags(max);
    std::optional<std::string> page = path + "?n=" + std::to_string(std::min(kPageTags, max));
    while (page && !tags.isFull()) {
        const HttpResponse response = endpoint.fetch(
            {*page, {}, "repository:" + repository.path + ":pull", what}, kMaxPageBytes, stop);
        page = nextPageOf(response.head.find("Link").value_or(""), path);
        if (!tags.add(tagsIn(response.body, what)) && page)
            throw Error(Code::RegistryProtocol, what, "its pages go in circles");
    }
    return tags.take();
}

} // namespace onggi
