// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The root file systems of containers: a chain's index mounted once with a device per layer's tar,
// a clone of it per range of ids, and an overlay over that.
//
// A mount's identity is its mount point: <directory>/<chainID> and <directory>/<chainID>.<first
// id>.
#pragma once

#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "engine/image/digest.h"
#include "engine/mount/idmap.h"
#include "engine/mount/probe.h"

namespace onggi {

// A file of a chain, in the order of the index's device table.
struct ChainDevice {
    Digest diffId;
    std::string path; // zero-padded to 512 bytes
};

struct ChainFiles {
    Digest chainId;
    std::string index;
    std::vector<ChainDevice> devices;
};

// Compares the device table of the index with the files: their number, tags and lengths. Throws
// Error(StoreCorrupt) naming what does not match: the kernel would hand out wrong bytes.
void checkChain(int index, const ChainFiles& chain, std::span<const Fd> devices);

class ChainMounts {
public:
    // `directory` exists. Mounts that an earlier instance left there are taken over.
    ChainMounts(std::string directory, ErofsSource source);

    // Mounts what is not mounted yet and counts one more user. Returns the mount point of the
    // clone.
    std::string acquire(const ChainFiles& chain, const IdRange& range);
    // A container that runs since before this object was made uses it: counts, mounts nothing.
    void adopt(const Digest& chainId, const IdRange& range);
    // The last one unmounts.
    void release(const Digest& chainId, const IdRange& range) noexcept;
    // Unmounts what nobody has acquired or adopted.
    void sweep();

private:
    Fd mountChain(const ChainFiles& chain, ErofsSource source) const;
    std::string chainPoint(const Digest& chainId) const;
    std::string clonePoint(const Digest& chainId, const IdRange& range) const;

    std::string m_directory;
    ErofsSource m_source;
    std::mutex m_mutex;
    std::map<std::string, int> m_users; // by mount point
};

struct OverlayPlaces {
    std::string lower;
    std::string upper; // owned by the range's root, with the mode of the lower's root
    std::string work;
    std::string target;
    bool isVolatile = false; // the upper is thrown away at the end: nothing is synced
};

// Makes upper and work where they are missing, and mounts. The caller has made sure that no process
// of an earlier mount of this upper lives.
void mountOverlay(const OverlayPlaces& places, const IdRange& range);

} // namespace onggi
