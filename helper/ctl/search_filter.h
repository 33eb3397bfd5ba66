// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which of the repositories that a search found are shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "helper/api/wire.h"

namespace onggi::ctl {

class SearchFilter {
public:
    // Filters as they are typed: "is-official=true", "stars=N", which means N at least. All of them
    // hold. Throws UsageError.
    explicit SearchFilter(const std::vector<std::string>& filters);

    bool accepts(const wire::FoundRepository& repository) const;

private:
    void add(const std::string& filter);

    std::optional<bool> m_isOfficial;
    std::uint64_t m_stars = 0;
};

} // namespace onggi::ctl
