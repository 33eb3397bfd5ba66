// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A layer that is ingested while somebody else's bytes still arrive in its spool.
#pragma once

#include <functional>
#include <stop_token>

#include "engine/core/progress.h"
#include "engine/layer/ingest.h"

namespace onggi {

// Fills the spool, and finishes it. Runs on a thread of its own; what it throws is thrown by
// whoever reads the spool.
using SpoolFeeder = std::function<void(const std::stop_token& stop)>;

// Blocks. Throws what ingestLayer() throws; `feed` has returned then, as it has in the end. The
// spool's file is gone where the layer is whole.
IngestedLayer ingestFed(Unpacker& unpacker, Spool& spool, const SpoolFeeder& feed,
                        const IngestRequest& request, Progress& progress,
                        const std::stop_token& stop);

} // namespace onggi
