// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What running containers asks of the store: that it remembers containers, and that it has the
// index of a chain. The store implements these; a test may too.
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/image/digest.h"
#include "engine/store/records.h"

namespace onggi {

// Each call is one transaction, durable when it returns. Called from several threads.
class ContainerRecords {
public:
    virtual ~ContainerRecords() = default;

    // `spec` is a JSON document that only engine/run reads. Keeps a new container and gives it its
    // serial (row.serial is ignored). Throws Error(ContainerNameTaken), or Error(StoreNotFound) if
    // the image has gone meanwhile.
    virtual Serial addContainer(const ContainerRecord& record) = 0;
    virtual void updateContainer(const ContainerRecord& record) = 0;
    virtual void removeContainer(Serial serial) = 0;
    virtual std::vector<ContainerRecord> loadContainers() = 0;
};

class ChainIndexes {
public:
    virtual ~ChainIndexes() = default;

    // Makes chains/<chainID>.erofs of the chain of `diffIds` (base first) if it is not there, and
    // returns its path. `isDamaged`: the one that is there was found not to match; make it again.
    virtual std::string ensureChain(std::span<const Digest> diffIds, bool isDamaged,
                                    std::stop_token stop) = 0;
};

} // namespace onggi
