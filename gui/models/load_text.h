// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What loading an archive would do, in a few words, and why it cannot be done. GUI thread only.
#pragma once

#include <QString>

#include "engine/core/error.h"
#include "gui/models/load_plan.h"

namespace onggi {

// "2 images: 3 layers here (204.0 MB), 2 new layers (26.0 MB)".
QString loadSentence(const LoadPlan& plan);
// "Moves shop/web:2 away from c83e5f1b7702."; empty where no tag moves.
QString movesText(const LoadPlan& plan, const StoreView& view);

// "shop/web:2, shop/web:latest", or the first digits of its id.
QString nameText(const LoadImage& image);
// "new", "here already", "new, moves 1 tag".
QString stateText(const LoadImage& image);
// "here: debian:13 and 10 more images", "new", "as above".
QString stateText(const LoadLayer& layer, const StoreView& view);

// "gzip"; empty for a plain tar.
QString packingText(TarPacking packing);
// Why an archive cannot be read: one sentence.
QString problemText(const Error& error);

} // namespace onggi
