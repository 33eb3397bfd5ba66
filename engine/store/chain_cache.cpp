// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Made in a job's directory and renamed: chains/ never holds a partial file.

#include "engine/store/chain_cache.h"

#include <map>

#include <fcntl.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/layer/ingest.h"
#include "engine/lineage/chain_id.h"
#include "engine/store/state_directory.h"
#include "engine/store/store.h"

namespace onggi {

namespace {

std::map<Digest, Bytes> tarBytesByDiffId(const StoreView& view)
{
    std::map<Digest, Bytes> bytes;
    for (const LayerRow& row : view.layers)
        bytes.emplace(row.diffId, row.tar);
    return bytes;
}

} // namespace

std::string ChainCache::ensureChain(std::span<const Digest> diffIds, bool isDamaged,
                                    std::stop_token stop)
{
    const std::vector<Digest> chains = chainIds(diffIds);
    if (chains.empty())
        throw Error(Code::RunUnavailable, "the image", "it has no layers");
    const Digest& chain = chains.back();
    const std::string path = m_store.paths().chainIndex(chain);
    const KeyedLocks::Lock making = m_making.acquire(chain, stop);
    if (!isDamaged && ::access(path.c_str(), F_OK) == 0)
        return path;

    const std::map<Digest, Bytes> tarBytes = tarBytesByDiffId(*m_store.snapshot().view);
    std::vector<Fd> indexes;
    std::vector<ChainLayer> layers;
    for (const Digest& diffId : diffIds) {
        const auto tar = tarBytes.find(diffId);
        if (tar == tarBytes.end())
            throw Error(Code::StoreNotFound, diffId.text(), "the layer was removed meanwhile");
        indexes.push_back(openFile(m_store.paths().layerIndex(diffId), O_RDONLY));
        layers.push_back({indexes.back().get(), diffId, tar->second});
    }
    const JobDirectory directory = m_store.makeJobDirectory();
    const std::string unfinished = directory.path() + "/chain.erofs";
    const Fd output = openFile(unfinished, O_RDWR | O_CREAT | O_EXCL, 0600);
    mergeChain(m_unpacker, layers, output.get(), chain.text(), stop);
    renameFile(unfinished, path);
    return path;
}

} // namespace onggi
