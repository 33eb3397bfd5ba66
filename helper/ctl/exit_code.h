// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What onggictl exits with when it fails by itself.
#pragma once

#include "engine/core/error.h"

namespace onggi::ctl {

constexpr int kOwnFailure = 125;

// 126 and 127 as in a shell, for a command that a container cannot execute or has not; else 125.
inline int exitCodeOf(const Error& error) noexcept
{
    switch (error.code()) {
    case Code::RunCommandNotFound:
        return 127;
    case Code::RunCommandNotExecutable:
        return 126;
    default:
        return kOwnFailure;
    }
}

} // namespace onggi::ctl
