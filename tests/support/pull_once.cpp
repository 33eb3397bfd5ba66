// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// pull_once STATE REFERENCE: opens the store, pulls and ends. For tests that kill it on the way.

#include <cstdio>

#include "engine/core/error.h"
#include "engine/layer/unpack_process.h"
#include "engine/registry/client.h"
#include "engine/registry/transfer.h"
#include "engine/store/pull.h"
#include "engine/store/store.h"

int main(int argc, char** argv)
try {
    if (argc != 3)
        return 2;
    onggi::Store store(argv[1]);
    onggi::Unpacker unpacker(ONGGI_UNPACK);
    onggi::Puller puller(store, unpacker);
    onggi::Transfer transfer;
    onggi::RegistryOptions options;
    options.tlsVerify = false;
    onggi::RegistryClient client(transfer, options);
    onggi::Progress progress;
    puller.pull(client, onggi::Reference::parse(argv[2]), {}, progress, {});
    return 0;
} catch (const onggi::Error& error) {
    std::fprintf(stderr, "pull_once: %s\n", error.what());
    return 1;
}
