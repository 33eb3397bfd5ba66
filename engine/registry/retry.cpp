// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Exponential backoff with jitter, so that the clients of a registry that fell over do not all come
// back in the same moment.

#include "engine/registry/retry.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <random>
#include <string>

#include <curl/curl.h>

#include "engine/core/cancel.h"

namespace onggi {

using std::chrono::milliseconds;

namespace {

// Longer waits than anybody grants are all the same, and must not overflow.
constexpr std::chrono::seconds kFarAway{365 * 24 * 3600};

} // namespace

bool isTransientStatus(long status) noexcept
{
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 ||
           status == 504;
}

std::optional<milliseconds> parseRetryAfter(std::string_view value,
                                            std::chrono::system_clock::time_point now)
{
    const bool isNumber =
        !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
    if (isNumber) {
        long long seconds = 0;
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), seconds);
        if (error != std::errc())
            return kFarAway;
        return std::min<milliseconds>(
            std::chrono::seconds(std::min<long long>(seconds, kFarAway.count())), kFarAway);
    }
    const time_t date = curl_getdate(std::string(value).c_str(), nullptr);
    if (date < 0)
        return std::nullopt;
    const auto wait = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::system_clock::from_time_t(date) - now);
    return std::clamp<milliseconds>(wait, milliseconds(0), kFarAway);
}

std::optional<milliseconds> Retry::afterFailure(std::optional<milliseconds> retryAfter)
{
    if (++m_failures >= m_policy.maxTries)
        return std::nullopt;
    if (retryAfter && *retryAfter > m_policy.maxRetryAfter)
        return std::nullopt;
    const int doublings = std::min(m_failures - 1, 20);
    const milliseconds longest =
        std::min(m_policy.firstDelay * (1 << doublings), m_policy.maxDelay);
    thread_local std::mt19937 random{std::random_device{}()};
    std::uniform_int_distribution<long long> between(longest.count() / 2, longest.count());
    return std::max(milliseconds(between(random)), retryAfter.value_or(milliseconds(0)));
}

void sleepFor(milliseconds duration, const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, duration, [] { return false; });
    throwIfCancelled(stop);
}

} // namespace onggi
