// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// When to try again what a registry or the network broke, and how long to wait before.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string_view>

namespace onggi {

struct RetryPolicy {
    // Tries in a row that bring nothing worth it; one that does begins the count anew.
    int maxTries = 5;
    // Before the second try between half of this and this; doubled for each further one.
    std::chrono::milliseconds firstDelay{500};
    std::chrono::milliseconds maxDelay{10'000};
    // A registry that asks for a longer wait (Retry-After) is not waited for.
    std::chrono::milliseconds maxRetryAfter{60'000};
    // How many bytes of a blob are worth it: a registry that drips is not followed for ever.
    std::uint64_t worthwhileBytes = 64 << 10;
};

// 408, 429 and the 5xx that pass: 500, 502, 503, 504.
bool isTransientStatus(long status) noexcept;

// The value of a Retry-After header (RFC 9110 §10.2.3): seconds or a date, counted from `now`.
// Nothing for what is neither; a date that has passed is zero.
std::optional<std::chrono::milliseconds> parseRetryAfter(std::string_view value,
                                                         std::chrono::system_clock::time_point now);

// Counts the tries of one request.
class Retry {
public:
    explicit Retry(const RetryPolicy& policy)
        : m_policy(policy)
    {
    }

    // Something new came: count anew.
    void progressed() noexcept { m_failures = 0; }

    // One more try has failed. The wait before the next one; nothing if there is to be none.
    std::optional<std::chrono::milliseconds>
    afterFailure(std::optional<std::chrono::milliseconds> retryAfter = std::nullopt);

private:
    RetryPolicy m_policy;
    int m_failures = 0;
};

// Throws Cancelled as soon as a stop is requested.
void sleepFor(std::chrono::milliseconds duration, const std::stop_token& stop);

} // namespace onggi
