// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Takes a tar from the inflater's pipe: hashes it, writes it, and tells the scanner how far it has
// come.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "engine/core/bytes.h"
#include "engine/core/progress.h"
#include "engine/image/digest.h"
#include "engine/layer/control_pipe.h"

namespace onggi {

struct ReceivedTar {
    Digest diffId;
    Bytes bytes; // without the padding
};

// Reads `pipe` to its end and writes `tar`, a new file of that path, zero-padded to 512 bytes.
// Writing to disk has begun for most of it when it returns. Returns early when the scanner is gone.
// Throws Error(StoreNoSpace) rather than leave less than `reserve` free, Error(LayerTooLarge) above
// `limit`, Cancelled.
ReceivedTar receiveTar(int pipe, int tar, const std::string& path, ControlPipe& scanner,
                       Bytes reserve, std::uint64_t limit, Progress& progress,
                       const std::stop_token& stop);

} // namespace onggi
