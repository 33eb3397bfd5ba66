// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The layout of the state directory.

#include "engine/store/state_paths.h"

namespace onggi {

std::string StatePaths::database() const
{
    return m_root + "/onggi.db";
}

std::string StatePaths::ballast() const
{
    return m_root + "/onggi.db-reserve";
}

std::string StatePaths::blobs() const
{
    return m_root + "/blobs/sha256";
}

std::string StatePaths::layers() const
{
    return m_root + "/layers";
}

std::string StatePaths::chains() const
{
    return m_root + "/chains";
}

std::string StatePaths::spool() const
{
    return m_root + "/spool";
}

std::string StatePaths::containers() const
{
    return m_root + "/containers";
}

std::string StatePaths::spoolBlobs() const
{
    return spool() + "/blobs";
}

std::string StatePaths::spoolLayers() const
{
    return spool() + "/layers";
}

std::string StatePaths::spoolJobs() const
{
    return spool() + "/jobs";
}

std::string StatePaths::spoolBlob(const Digest& digest) const
{
    return spoolBlobs() + '/' + digest.hex();
}

std::string StatePaths::stagedTar(const Digest& diffId) const
{
    return spoolLayers() + '/' + diffId.hex() + ".tar";
}

std::string StatePaths::stagedIndex(const Digest& diffId) const
{
    return spoolLayers() + '/' + diffId.hex() + ".erofs";
}

std::string StatePaths::blob(const Digest& digest) const
{
    return blobs() + '/' + digest.hex();
}

std::string StatePaths::layerTar(const Digest& diffId) const
{
    return layers() + '/' + diffId.hex() + ".tar";
}

std::string StatePaths::layerIndex(const Digest& diffId) const
{
    return layers() + '/' + diffId.hex() + ".erofs";
}

std::string StatePaths::chainIndex(const Digest& chainId) const
{
    return chains() + '/' + chainId.hex() + ".erofs";
}

std::string StatePaths::container(const std::string& id) const
{
    return containers() + '/' + id;
}

} // namespace onggi
