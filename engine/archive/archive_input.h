// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading an archive that somebody else sends.
#pragma once

#include <stop_token>
#include <string>

#include "engine/core/fd.h"
#include "engine/layer/spool.h"

namespace onggi {

// Copies all that comes out of a descriptor into the spool, while there is room, and finishes it.
// `name` names the archive in errors. Throws Error(StoreNoSpace), Cancelled, also while nothing
// comes.
void fillSpool(const Fd& from, Spool& spool, const std::string& name, const std::stop_token& stop);

} // namespace onggi
