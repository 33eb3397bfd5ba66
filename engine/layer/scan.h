// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The index of a tar that is whole already, made by the sandboxed scanner.
#pragma once

#include <stop_token>
#include <string_view>

#include "engine/core/bytes.h"
#include "engine/image/digest.h"
#include "engine/layer/limits.h"

namespace onggi {

class Unpacker;

struct ScannedTar {
    Bytes contentBytes;
    Bytes indexBytes;
    Digest indexDigest;
};

// Scans the first `tarBytes` of `tarFd` (read only; its offset does not matter) and writes the
// index to `output`, an empty file open for reading and writing. `diffId` names the tar in the
// index. `limits` are the unpacker's for a tar that comes; one that the store has is within them
// whatever they are by now. Takes a turn of the unpacker. Throws what ingesting throws of a tar, or
// Cancelled.
ScannedTar scanWholeTar(Unpacker& unpacker, const LayerLimits& limits, int tarFd, Bytes tarBytes,
                        int output, const Digest& diffId, std::string_view subject,
                        const std::stop_token& stop);

} // namespace onggi
