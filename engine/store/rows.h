// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of a StoreView as the database has them.
#pragma once

#include <optional>
#include <vector>

#include "engine/lineage/store_view.h"
#include "engine/store/database.h"
#include "engine/store/records.h"

namespace onggi {

StoreView loadView(Database& database);

// Nothing for a row that is not there.
std::optional<LayerRow> loadLayer(Database& database, Serial serial);
std::optional<ImageRow> loadImage(Database& database, Serial serial);
std::optional<ContainerRecord> loadContainer(Database& database, Serial serial);
std::vector<ContainerRecord> loadContainers(Database& database);

} // namespace onggi
