// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One run of fault_driver, and how it ended.
#pragma once

#include <cstdint>
#include <string>

#include "tests/faults/fault_page.h"

namespace onggi::test {

// What the driver does when its verb has failed.
enum class Afterwards {
    Ends,       // closes the store
    TriesAgain, // once more, in the same process
    Dies,       // at once: the store stays as the failure left it
};

struct FaultOrder {
    Fault fault = Fault::None;
    Series series = Series::Changes;
    std::uint64_t at = 0;
    std::uint64_t killAfter = 0; // microseconds
    bool killsUnpacker = false;
    Afterwards afterwards = Afterwards::Ends;

    bool kills() const
    {
        return fault == Fault::Kill || fault == Fault::KillHalfway || killAfter > 0 ||
               afterwards == Afterwards::Dies;
    }
};

struct DriverRun {
    bool isHanging = false; // ended by us after a long time
    int signal = 0;
    int exitCode = -1;
    bool isReached = false;
    bool isUnpackers = false; // the point
    std::string call;
    std::string errorCode;
    std::string error;
    std::uint64_t passed[2] = {};
    std::uint64_t microseconds = 0;

    std::string text() const; // for whoever reads of a failure
};

// `directory` holds "state", and takes the page and what the driver logs. Throws std::runtime_error
// where it cannot be started.
DriverRun runDriver(const std::string& directory, const std::string& log, const std::string& verb,
                    const std::string& argument, const FaultOrder& order);

} // namespace onggi::test
