// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the engine and onggi-unpack agree on: descriptor numbers, the user that it runs as, the
// report.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onggi::unpack {

// The only descriptors that the process has.
constexpr int kControl = 0; // a pipe from the engine
constexpr int kOutput = 1;  // a pipe, or the index file
constexpr int kStatus = 2;  // a pipe that takes the report
constexpr int kInputs = 3;  // the first input, read only

// User and group of the process where the engine is root. Outside the ranges that Debian, systemd
// and subordinate ids use.
constexpr std::uint32_t kUserId = 65521;

// How an error of the process names the layer; the engine, which knows better, puts its own name
// there.
constexpr std::string_view kLayer = "layer";

// Bytes of a tag (a diffID's digits) on the control pipe: behind the final length for `scan`,
// before each tar's length for `merge`.
constexpr std::size_t kTagSize = 64;

// The report: "done" and the results, or "failed", code, subject and detail.
constexpr std::string_view kDone = "done";
constexpr std::string_view kFailed = "failed";
constexpr std::size_t kMaxReport = 64 * 1024;

// Each field is followed by a NUL, which none has in it.
std::string joinFields(const std::vector<std::string>& fields);
std::optional<std::vector<std::string>> splitFields(std::string_view text);

} // namespace onggi::unpack
