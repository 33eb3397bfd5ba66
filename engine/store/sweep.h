// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Recovery at start: brings files and rows of a store back into agreement after a helper was
// killed.
#pragma once

#include "engine/store/database.h"
#include "engine/store/records.h"
#include "engine/store/state_paths.h"

namespace onggi {

// Nobody else may use the store meanwhile. Rows win: a file that no row names goes, but a layer of
// an unfinished publication is staged again, and what the spool holds for a later pull stays.
SweepReport sweepStore(const StatePaths& paths, Database& database);

} // namespace onggi
