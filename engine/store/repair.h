// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Making a damaged store whole again, as far as that is possible without losing anything.
#pragma once

#include <stop_token>
#include <vector>

#include "engine/core/progress.h"
#include "engine/store/check.h"

namespace onggi {

class RegistryClient; // engine/registry/client.h

struct RepairReport {
    std::vector<Finding> repaired; // what was broken and is whole
    std::vector<Finding> broken;   // what is still broken, and why, where that is known
};

// Checks the store, repairs what is broken, and checks it again where something was:
//  - an index is made again from its tar, where that has the right bytes;
//  - a tar that has not is fetched again, with its index, by the digest that a stored manifest
//    says, from the registries that images with it were pulled from; so are configs and manifests;
//  - rows are made to say what files and configs say; rows that name nothing go;
//  - what nothing names goes, as at a start; a wrong chain index goes, it is a cache.
// Each thing is replaced as a whole, when its bytes have been verified and are on the disk, or left
// as it was. Images and tags are never removed. Without `client` nothing is fetched. Throws
// Error(StoreReadOnly), Cancelled.
RepairReport repairStore(Store& store, Unpacker& unpacker, RegistryClient* client,
                         Progress& progress, const std::stop_token& stop);

} // namespace onggi
