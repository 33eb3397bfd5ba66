// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of a store as the bytes of a file, and back: a line that names the format, the SHA-256
// of what follows, and one CBOR array. Pure; any thread.
#pragma once

#include <optional>

#include <QByteArray>

#include "engine/lineage/forest.h"

namespace onggi {

// Rows that agree with each other.
struct SeenRows {
    StoreView view;
    Forest forest;
};

QByteArray packRows(const StoreView& view);
// Nothing where the bytes are not what packRows() of this version made of rows that agree: another
// version's, cut off, changed, or a file of something else.
std::optional<SeenRows> unpackRows(const QByteArray& bytes);

} // namespace onggi
