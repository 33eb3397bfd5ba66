// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Several pieces of one work side by side; the first failure ends the others.
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

#include "engine/core/cancel.h"
#include "engine/core/synced.h"

namespace onggi {

// Calls `piece(i, stop)` for every i below `count`, in that order, on at most `threads` threads,
// and waits for all of them. Throws the first exception that a piece threw, after asking the others
// to stop, or Cancelled if `stop` was requested.
inline void runParallel(std::size_t count, std::size_t threads, const std::stop_token& stop,
                        const std::function<void(std::size_t, const std::stop_token&)>& piece)
{
    std::stop_source either;
    std::atomic<std::size_t> next = 0;
    Synced<std::exception_ptr> first;
    const auto work = [&] {
        while (!either.stop_requested()) {
            const std::size_t mine = next++;
            if (mine >= count)
                return;
            try {
                piece(mine, either.get_token());
            } catch (...) {
                const auto failure = first.lock();
                if (!*failure)
                    *failure = std::current_exception();
                either.request_stop();
            }
        }
    };
    {
        const std::stop_callback passOn(stop, [&] { either.request_stop(); });
        std::vector<std::jthread> pool;
        for (std::size_t i = 0; i < std::min(threads, count); ++i)
            pool.emplace_back(work);
    }
    throwIfCancelled(stop);
    if (const std::exception_ptr failure = *first.lock())
        std::rethrow_exception(failure);
}

} // namespace onggi
