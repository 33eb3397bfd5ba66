// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A layer whose tar is made here, rather than unpacked from a blob: it is hashed as it is written,
// and scanned as any other layer is, in the sandbox.
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/core/fd.h"
#include "engine/layer/ingest.h"
#include "engine/layer/tar_file.h"

namespace onggi {

class Unpacker; // engine/layer/unpack_process.h

// Belongs to one thread.
class LayerWriter {
public:
    // `request`: directory, name and reserve count. The limits are the unpacker's.
    LayerWriter(Unpacker& unpacker, const IngestRequest& request);
    // Takes the files away again, but for a layer that is finished.
    ~LayerWriter();
    LayerWriter(const LayerWriter&) = delete;
    LayerWriter& operator=(const LayerWriter&) = delete;

    // The next bytes of the tar. Throws Error(StoreNoSpace) rather than leave less than the reserve
    // free, Error(LayerTooLarge).
    void write(std::span<const std::byte> bytes);
    // The tar is whole: makes its index, and syncs both files. Throws what ingestLayer() does.
    IngestedLayer finish(const std::stop_token& stop);

private:
    void flush();
    void put(std::span<const std::byte> bytes);

    Unpacker& m_unpacker;
    std::string m_tarPath;
    std::string m_indexPath;
    Fd m_tar;
    TarFile m_file; // of m_tar
    Fd m_index;
    std::vector<std::byte> m_buffer;
    bool m_isKept = false;
};

} // namespace onggi
