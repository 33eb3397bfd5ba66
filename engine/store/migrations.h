// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The versions of the store's database, and how an older one becomes the present one.
#pragma once

#include <span>
#include <string_view>

#include "engine/store/database.h"

namespace onggi {

// The SQL that makes version i + 1 of version i, at index i. What was released is never changed.
std::span<const std::string_view> storeMigrations() noexcept;

// Brings the database to the last version, one transaction a step. Throws Error(StoreCorrupt) for a
// database of another application or of a newer version; that is left as it is.
void migrate(Database& database, std::span<const std::string_view> migrations = storeMigrations());

} // namespace onggi
