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

struct Finding {
    std::string subject; // "layers/<diffID>.tar", "image <short id>"
    std::string problem; // "its bytes do not match its name"
};

// Reads every byte of the store; finds what is broken and changes nothing. What lies in the spool
// is no finding. Images that come or go meanwhile are no findings either.
std::vector<Finding> checkStore(Store& store, Progress& progress, const std::stop_token& stop);

} // namespace onggi
