// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Docker's filters, but for is-automated, which nothing is any more.

#include "helper/ctl/search_filter.h"

#include <algorithm>
#include <charconv>

#include "engine/core/printable.h"
#include "helper/ctl/grammar.h"

namespace onggi::ctl {

SearchFilter::SearchFilter(const std::vector<std::string>& filters)
{
    for (const std::string& filter : filters)
        add(filter);
}

bool SearchFilter::accepts(const wire::FoundRepository& repository) const
{
    return repository.stars >= m_stars && (!m_isOfficial || *m_isOfficial == repository.isOfficial);
}

void SearchFilter::add(const std::string& filter)
{
    const std::size_t equals = std::min(filter.find('='), filter.size());
    const std::string name = filter.substr(0, equals);
    const std::string value = filter.substr(std::min(equals + 1, filter.size()));
    const auto refuse = [&filter](const char* expected) {
        throw UsageError("wrong filter: " + printable(filter) + ": expected " + expected);
    };
    if (name == "is-official") {
        const bool isTrue = value == "true" || value == "1";
        if (!isTrue && value != "false" && value != "0")
            refuse("true or false");
        m_isOfficial = isTrue;
    } else if (name == "stars") {
        std::uint64_t stars = 0;
        const char* const last = value.data() + value.size();
        const auto [end, error] = std::from_chars(value.data(), last, stars);
        if (error != std::errc() || end != last)
            refuse("a number of stars");
        m_stars = std::max(m_stars, stars);
    } else {
        refuse("is-official=true|false or stars=N");
    }
}

} // namespace onggi::ctl
