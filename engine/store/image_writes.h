// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The single steps of changing images in the database, inside somebody's transaction.
#pragma once

#include <optional>

#include "engine/store/database.h"
#include "engine/store/records.h"

namespace onggi {

// Seconds since 1970.
std::int64_t presentTime();

void writeClaim(Database& database, Serial image, std::uint32_t uid, ClaimKind kind);
// Returns the image that had the tag, if another one had.
std::optional<Serial> writeTag(Database& database, Serial image, std::string_view tag);
// Throws Error(StoreNotOwned) where another image has the tag, and somebody else than `uid` uses
// it. uid 0 may take any.
void requireOwnTag(Database& database, Serial image, std::string_view tag, std::uint32_t uid);
// Tags and digests of an image travel with it in one message: throws Error(SystemLimit) where it
// has got more than that holds.
void requireFewNames(Database& database, Serial image);
// The same, of as many as it is to get.
void requireFewNames(std::uint64_t count);
// Whether an image or a manifest of one has this digest: its file in blobs/ is needed.
bool isBlobNamed(Database& database, const Digest& digest);

} // namespace onggi
