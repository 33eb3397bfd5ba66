// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a verb finds and what it is to bring about: small real images, and the store before it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/image_archive.h"
#include "tests/support/memory_registry.h"

namespace onggi::test {

struct Scene {
    std::string verb;              // verbs.h
    std::string argument;          // "%" stands for the domain of the registry
    std::vector<SavedImage> kept;  // there before and after
    std::vector<SavedImage> tried; // come or go, all together
    bool comes = true;             // and else they go
    std::shared_ptr<const MemoryRegistry> registry;
    std::vector<std::string> spooled = {}; // names that spool/blobs may have after a failure
    // What else is to be done to the closed store.
    std::function<void(const std::string& state)> prepare = {};
};

// `directory` takes the archive to load.
Scene pullScene();
Scene loadScene(const std::string& directory);
Scene rmiScene();
Scene pruneScene();
// A store that a crash has left in disorder, only to be opened.
Scene openScene();

} // namespace onggi::test
