// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The page of memory that a test shares with the programs that it makes fail: the test writes what
// is to go wrong and where, the programs count their points in it and tell how far they came.
//
// A point is a system call below the state directory that changes something, or that makes a
// descriptor; libc_calls.cpp stands in for them. Product code has no trace of this: only the
// driver (fault_driver.cpp) and its copy of onggi-unpack are linked with it.
#pragma once

#include <atomic>
#include <cstdint>

#include <sys/types.h>

namespace onggi::test {

enum class Fault : std::uint32_t {
    None,
    Kill,          // whoever is at the point dies before it acts: the driver, or one unpacker
    KillHalfway,   // half is written, or what has no halves is done; then the driver dies with all
    NoSpace,       // the call answers ENOSPC,
    Io,            // EIO,
    NoDescriptors, // EMFILE
};

// Counted apart, each from 1.
enum class Series : std::uint32_t {
    Changes, // write, sync, rename, unlink, mkdir, truncate, open with O_CREAT …
    Opens,   // what else makes a descriptor: open, pipe, socket
};

struct FaultPage {
    // The test's, before it starts the driver.
    Fault fault = Fault::None;
    Series series = Series::Changes;
    std::uint64_t at = 0;        // the point's number; 0 is none
    std::uint64_t killAfter = 0; // microseconds from the beginning of the verb; 0 is never
    bool killsUnpacker = false;  // then, where there is one
    char root[512] = {};         // the state directory

    // The programs'.
    dev_t device = 0; // of the state directory
    std::atomic<bool> isArmed = false;
    std::atomic<std::uint64_t> passed[2] = {};
    std::atomic<bool> isReached = false;
    std::atomic<bool> isUnpackers = false; // it was an unpacker that reached the point
    char call[32] = {};                    // what was to be called at the point
    // An unpacker, which may kill nobody, asks for its own death by its number, and for that of
    // all by the negative.
    std::atomic<std::int32_t> asked = 0;
    std::uint64_t microseconds = 0; // that the verb took
    char errorCode[64] = {};        // of the error that ended it
    char error[1024] = {};
};

// The environment's variable that names the page's file, and the descriptor under which unpackers
// inherit it, whose environment is empty.
inline constexpr const char* kPageVariable = "ONGGI_FAULT_PAGE";
inline constexpr int kPageDescriptor = 900;

// In the driver: its page, and the beginning of counting.
FaultPage& faultPage();
void armFaults();

} // namespace onggi::test
