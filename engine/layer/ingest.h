// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From a growing spool to a tar and its index: how a layer comes into the store, short of
// publishing it.
//
// Three things run at once: a thread that hashes the compressed bytes, the calling thread that
// hashes and writes the tar, and a pair of sandboxed processes (inflate, scan) that parse all
// hostile bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "engine/core/bytes.h"
#include "engine/core/error.h"
#include "engine/core/progress.h"
#include "engine/image/digest.h"
#include "engine/layer/blob_compression.h"
#include "engine/layer/spool.h"
#include "engine/layer/unpack_process.h"

namespace onggi {

struct IngestRequest {
    std::optional<Digest> blob;   // digest of the compressed bytes, where one is promised
    std::optional<Bytes> size;    // their number, where it is promised
    std::optional<Digest> diffId; // where it is promised; `import` has none
    BlobCompression compression = BlobCompression::Detect;
    std::string directory; // in which to write: spool/<job>, on the file system of layers/
    std::string name;      // of the files there, without suffix; empty: the diffID's digits
    Bytes reserve;         // of free space that must be left
    // For whose bytes it waits: see Unpacker::takeTurn().
    std::uint32_t uid = Unpacker::kNobody;
};

// Both files are complete, verified and fdatasynced, but not yet published: renaming them, syncing
// the directory and the database are the store's. The tar is zero-padded to 512 bytes on disk.
struct IngestedLayer {
    std::string tarPath;
    std::string indexPath;
    Digest diffId;
    Bytes tarBytes; // true length, without the padding
    Bytes contentBytes;
    Bytes indexBytes;
    Digest indexDigest;
    Digest blob; // digest of the compressed bytes as they came
};

// Whether an error says that the blob's bytes are no good, rather than that something else failed:
// then nothing of them is worth keeping.
bool isAboutBytes(Code code) noexcept;

// Blocks until the layer is whole; the spool may still be growing when it is called. Takes a turn
// of the unpacker. `progress` advances by bytes of the tar.
//
// Removes the spool's file when its bytes are worthless: their digest or size is wrong (whoever
// resumed a prefix may fetch it once more), or they are no valid layer. Otherwise it stays: a whole
// layer can still be lost until it is staged. The two files are gone unless the layer is whole.
// Throws Error(RegistryDigestMismatch, RegistrySizeMismatch, LayerDigestMismatch,
// LayerTruncated, LayerCorrupt, LayerTooLarge, LayerUnsafeName, LayerUnsupported, StoreNoSpace, …),
// what Spool::fail() was given, or Cancelled.
IngestedLayer ingestLayer(Unpacker& unpacker, Spool& spool, const IngestRequest& request,
                          Progress& progress, const std::stop_token& stop);

// One layer of a chain, as mergeChain() needs it.
struct ChainLayer {
    int indexFd = -1; // read only
    Digest diffId;
    Bytes tarBytes;
};

struct MergedChain {
    Bytes bytes;
    Digest digest;
};

// Merges the indexes, base first, into a chain index with a device slot per layer, which is written
// to `output` (an empty file, open for reading and writing) and fdatasynced. In a sandboxed
// process. `subject` names the chain in errors. A layer may stand in it more than once.
MergedChain mergeChain(Unpacker& unpacker, std::span<const ChainLayer> layers, int output,
                       std::string_view subject, const std::stop_token& stop);

} // namespace onggi
