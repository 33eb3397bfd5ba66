// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The limit before is kept where a child finds it.

#include "engine/core/file_limit.h"

#include <optional>

#include <sys/resource.h>

namespace onggi {

namespace {

std::optional<rlimit> g_original; // written before there are threads

} // namespace

void raiseFileLimit() noexcept
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    const rlimit raised{limit.rlim_max, limit.rlim_max};
    if (limit.rlim_cur < limit.rlim_max && ::setrlimit(RLIMIT_NOFILE, &raised) == 0)
        g_original = limit;
}

void restoreFileLimit() noexcept
{
    if (g_original)
        ::setrlimit(RLIMIT_NOFILE, &*g_original);
}

} // namespace onggi
