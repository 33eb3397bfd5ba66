// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A layer of the store made ready to be sent: its tar as it is, or compressed into a file of the
// spool that has no name and so goes with its descriptor.
#pragma once

#include <stop_token>
#include <string>

#include "engine/core/fd.h"
#include "engine/core/progress.h"
#include "engine/image/descriptor.h"
#include "engine/store/store.h"

namespace onggi {

class PackedLayer {
public:
    // The tar itself; its digest is the layer's diffID.
    static PackedLayer plain(const StatePaths& paths, const LayerHold& layer);
    // Reads the tar once, in bounded memory; what is read is counted to `progress`. `directory` is
    // the job's. Throws Error(StoreCorrupt) where the tar is not what its name says,
    // Error(StoreNoSpace), Cancelled.
    static PackedLayer compressed(const StatePaths& paths, const LayerHold& layer,
                                  Compression compression, const std::string& directory,
                                  Progress& progress, const std::stop_token& stop);

    const Digest& digest() const noexcept { return m_digest; }
    Bytes size() const noexcept { return m_size; }
    std::size_t read(std::uint64_t offset, std::span<std::byte> buffer) const;

private:
    PackedLayer(Fd file, const Digest& digest, Bytes size)
        : m_file(std::move(file))
        , m_digest(digest)
        , m_size(size)
    {
    }

    Fd m_file;
    Digest m_digest;
    Bytes m_size;
};

} // namespace onggi
