// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How far a pull has come, seen from outside.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <thread>
#include <vector>

#include "engine/core/sha256.h"
#include "engine/store/state_paths.h"
#include "tests/support/registry.h"

namespace onggi::test {

// Of the blobs of an image.
struct BlobBytes {
    std::uint64_t total = 0;
    std::uint64_t largest = 0;

    // At least one byte.
    std::uint64_t share(int percent) const
    {
        return std::max<std::uint64_t>(1, total * static_cast<unsigned>(percent) / 100);
    }
};

inline BlobBytes blobBytes(const std::vector<LayerBlob>& layers)
{
    BlobBytes bytes;
    for (const LayerBlob& layer : layers) {
        bytes.total += layer.bytes.size();
        bytes.largest = std::max<std::uint64_t>(bytes.largest, layer.bytes.size());
    }
    return bytes;
}

// Waits until so many bytes of blobs have come, or a minute is over: what a server has sent may
// still be in the kernel's hands. Of a layer that is whole all has come.
inline bool waitForSpooledBytes(const StatePaths& paths, const std::vector<LayerBlob>& layers,
                                std::uint64_t bytes)
{
    for (int tries = 0; tries < 6000; ++tries) {
        std::uint64_t come = 0;
        for (const LayerBlob& layer : layers) {
            std::error_code missing;
            const auto size =
                std::filesystem::file_size(paths.spoolBlob(Sha256::of(layer.bytes)), missing);
            if (std::filesystem::exists(paths.stagedTar(layer.diffId)))
                come += layer.bytes.size();
            else if (!missing)
                come += size;
        }
        if (come >= bytes)
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

} // namespace onggi::test
