// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading an archive that somebody else sends.
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>

#include "engine/core/fd.h"
#include "engine/layer/spool.h"

namespace onggi {

// How much of its beginning tells what an archive is compressed by.
constexpr std::size_t kMagicBytes = 10;
// Throws Error(ArchiveInvalid) for the beginning of an archive that other tools read and this does
// not, and says what it is compressed by.
void requireKnownCompression(std::span<const std::byte> start, const std::string& name);

// Copies all that comes out of a descriptor into the spool, while there is room, and finishes it.
// `name` names the archive in errors. Throws Error(StoreNoSpace), what requireKnownCompression()
// throws, Cancelled, also while nothing comes.
void fillSpool(const Fd& from, Spool& spool, const std::string& name, const std::stop_token& stop);

} // namespace onggi
