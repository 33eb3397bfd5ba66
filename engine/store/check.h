// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Verification of a whole store: every digest, every row, every size.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/store/store.h"

namespace onggi {

class Unpacker; // engine/layer/unpack_process.h

struct Finding {
    std::string subject; // "layers/<diffID>.tar", "image <short id>"
    std::string problem; // "its bytes do not match its name"
};

// The problem of a file that may go: no row names it.
inline constexpr const char* kNamedByNothing = "nothing in the database names it";

// Reads every byte of the store and makes every layer's index once more; changes nothing. What lies
// in the spool is no finding, nor is what comes or goes meanwhile. `progress` advances by the bytes
// of tars.
std::vector<Finding> checkStore(Store& store, Unpacker& unpacker, Progress& progress,
                                const std::stop_token& stop);

} // namespace onggi
