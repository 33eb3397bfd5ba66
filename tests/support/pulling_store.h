// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A temporary store with all that a pull and a load need.
#pragma once

#include "engine/core/error.h"
#include "engine/layer/unpack_process.h"
#include "engine/registry/client.h"
#include "engine/registry/transfer.h"
#include "engine/store/chain_cache.h"
#include "engine/store/check.h"
#include "engine/store/pull.h"
#include "tests/support/file_facts.h"
#include "tests/support/registry.h"
#include "tests/support/temporary_store.h"

namespace onggi::test {

class PullingStore {
public:
    // Below `parent`, else in a temporary directory.
    explicit PullingStore(LayerLimits limits = {}, const std::string& parent = {})
        : m_store(parent)
        , m_unpacker(ONGGI_UNPACK, limits)
    {
        restart();
    }

    Store& operator*() { return *m_store; }
    Store* operator->() { return &*m_store; }
    TemporaryStore& temporary() { return m_store; }
    Unpacker& unpacker() { return m_unpacker; }

    // As after the end of a helper.
    void restart()
    {
        m_puller.reset();
        m_store.reopen();
        m_puller = std::make_unique<Puller>(*m_store, m_unpacker);
    }

    PullResult pull(const std::string& reference, std::stop_token stop = {},
                    const Platform& platform = Platform::host())
    {
        RegistryOptions options;
        options.tlsVerify = false;
        options.retry.maxTries = 2;
        options.retry.firstDelay = std::chrono::milliseconds(10);
        RegistryClient client(m_transfer, options);
        PullOptions pullOptions;
        pullOptions.platform = platform;
        return pull(client, reference, pullOptions, stop);
    }
    PullResult pull(RegistryClient& client, const std::string& reference,
                    const PullOptions& options = {}, std::stop_token stop = {})
    {
        Progress progress;
        return m_puller->pull(client, Reference::parse(reference), options, progress, stop);
    }
    Puller& puller() { return *m_puller; }

    FileFacts facts(const std::string& name)
    {
        std::vector<Digest> diffIds;
        for (const LayerRow& layer : m_store->layersOf(m_store->findImage(name)))
            diffIds.push_back(layer.diffId);
        ChainCache chains(*m_store, m_unpacker);
        return factsOfChain(m_store->paths(), chains.ensureChain(diffIds, false, {}));
    }

    // What check finds, a line each.
    std::string findings()
    {
        std::string text;
        Progress progress;
        for (const Finding& finding : checkStore(*m_store, m_unpacker, progress, {}))
            text += finding.subject + ": " + finding.problem + '\n';
        return text;
    }

    // What is in the store besides the spool of blobs, for tests that expect nothing.
    std::string traces()
    {
        std::string text;
        const StoreSnapshot now = m_store->snapshot();
        if (!now.view->images.empty() || !now.view->layers.empty())
            text += "rows\n";
        for (const std::string& file : filesBelow(m_store.root())) {
            if (!file.starts_with("onggi.db") && !file.starts_with("spool/blobs/") &&
                !file.starts_with("spool/layers/"))
                text += file + '\n';
        }
        return text;
    }

private:
    TemporaryStore m_store;
    Unpacker m_unpacker;
    Transfer m_transfer;
    std::unique_ptr<Puller> m_puller;
};

} // namespace onggi::test
