// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The one table of these words.

#include "engine/image/pull_policy.h"

#include <algorithm>
#include <iterator>

namespace onggi {

namespace {

// In the order of the enumerators.
constexpr std::string_view kNames[] = {"always", "missing", "newer", "never"};

} // namespace

std::string_view pullPolicyName(PullPolicy policy) noexcept
{
    return kNames[static_cast<std::size_t>(policy)];
}

std::optional<PullPolicy> pullPolicyFromName(std::string_view name) noexcept
{
    const auto found = std::ranges::find(kNames, name);
    if (found == std::end(kNames))
        return std::nullopt;
    return static_cast<PullPolicy>(found - std::begin(kNames));
}

} // namespace onggi
