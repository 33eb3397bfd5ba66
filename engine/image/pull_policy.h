// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// When a registry is asked for an image, and the words for it: on the command line and on the bus.
#pragma once

#include <optional>
#include <string_view>

namespace onggi {

// When the registry is asked about an image that is in the store.
enum class PullPolicy {
    Always,
    Missing, // never: what is there will do
    Newer,   // always, but what is there will do if the registry fails
    Never,   // nor for one that is not there: then the pull fails
};
constexpr bool asksAboutPresent(PullPolicy policy) noexcept
{
    return policy == PullPolicy::Always || policy == PullPolicy::Newer;
}

// "always", "missing", "newer", "never", and back.
std::string_view pullPolicyName(PullPolicy policy) noexcept;
std::optional<PullPolicy> pullPolicyFromName(std::string_view name) noexcept;

} // namespace onggi
