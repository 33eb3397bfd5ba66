// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a store has lost, fetched once more from where it came: by digest, so that it can only be
// the same.
#pragma once

#include <stop_token>
#include <string>

#include "engine/core/progress.h"
#include "engine/layer/ingest.h"
#include "engine/store/store.h"

namespace onggi {

class RegistryClient; // engine/registry/client.h
class Unpacker;       // engine/layer/unpack_process.h

class Refetch {
public:
    // All of them outlive the object. No client: nothing may be fetched.
    Refetch(Store& store, Unpacker& unpacker, RegistryClient* client)
        : m_store(store)
        , m_unpacker(unpacker)
        , m_client(client)
    {
    }

    // The layer, verified, as files in `directory`. Every registry that an image with it was pulled
    // from is asked in turn. Throws the last Error; Error(StoreNotFound) if there is none to ask.
    IngestedLayer layer(const Digest& diffId, const std::string& directory,
                        const Progress& progress, const std::stop_token& stop);

    // Exact bytes of a manifest, an index or the config of `image`. Throws as layer().
    std::string document(const ImageDetails& image, const Digest& digest,
                         const std::stop_token& stop);

private:
    Store& m_store;
    Unpacker& m_unpacker;
    RegistryClient* m_client;
};

} // namespace onggi
