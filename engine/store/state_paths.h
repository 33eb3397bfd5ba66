// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where things lie in the state directory: the only place that spells these names.
#pragma once

#include <string>

#include "engine/image/digest.h"

namespace onggi {

// Paths are absolute. Nothing is opened or created here.
class StatePaths {
public:
    explicit StatePaths(std::string stateDirectory)
        : m_root(std::move(stateDirectory))
    {
    }

    const std::string& root() const noexcept { return m_root; }
    std::string database() const;   // SQLite, WAL
    std::string ballast() const;    // file of space for deletions on a full disk
    std::string blobs() const;      // directory of manifests and configs, exact bytes, by digest
    std::string layers() const;     // directory of <diffID>.tar and <diffID>.erofs, nothing else
    std::string chains() const;     // directory of <chainID>.erofs, a cache
    std::string spool() const;      // directory of what is unfinished
    std::string containers() const; // directory of a directory per container

    std::string spoolBlobs() const;  // directory of blobs that have come in part, by digest
    std::string spoolLayers() const; // directory of staged layers, named as in layers()
    std::string spoolJobs() const;   // directory of a directory per job
    std::string blob(const Digest& digest) const;
    std::string spoolBlob(const Digest& digest) const;
    std::string stagedTar(const Digest& diffId) const;
    std::string stagedIndex(const Digest& diffId) const;
    std::string layerTar(const Digest& diffId) const;
    std::string layerIndex(const Digest& diffId) const;
    std::string chainIndex(const Digest& chainId) const;
    std::string container(const std::string& id) const;

private:
    std::string m_root;
};

} // namespace onggi
