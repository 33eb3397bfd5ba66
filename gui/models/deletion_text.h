// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the plan of a deletion says, in the dialog and below the graph alike. GUI thread only.
#pragma once

#include <QString>

#include "gui/models/deletion.h"

namespace onggi {

QString deletionTitle(const DeletionPlan& plan);   // "Delete 4 images": what was asked for
QString deletionFreed(const DeletionPlan& plan);   // "92.2 MB on disk will be freed"
QString deletionButton(const DeletionPlan& plan);  // "Delete 2 images": what really goes
QString deletionAlong(const DeletionPlan& plan);   // containers that go before; empty: none do
QString deletionCommand(const DeletionPlan& plan); // that does the same; empty: nothing goes

// The tags that go, or what the image is called: "shop/web:1", "<none> 4f2a91c07be3".
QString itemName(const StoreView& view, const RemovalItem& item);
// Of a kept one: what includes it, and which containers would go along; empty: none would.
QString includeText(const DeletionRow& row);
QString includeAlong(const DeletionRow& row);

} // namespace onggi
