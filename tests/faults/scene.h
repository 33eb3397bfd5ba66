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
    // Of an image that the verb makes of one layer, on top of the first of `kept` or of nothing.
    // Its id is another one each time.
    std::string made = {};
    bool isMadeOnKept = true;
    std::vector<std::string> written = {}; // files below containers/, there before and after
    // What else is to be done to the closed store, once; and to each copy of it, which has but
    // plain files.
    std::function<void(const std::string& state)> prepare = {};
    std::function<void(const std::string& state)> furnish = {};
};

// `directory` takes the archive to load or the tar to import.
Scene pullScene();
Scene loadScene(const std::string& directory);
Scene importScene(const std::string& directory);
Scene rmiScene();
Scene pruneScene();
// Of a container that has written, deleted, replaced a directory and linked a file.
Scene commitScene();
// A store that a crash has left in disorder, only to be opened.
Scene openScene();

} // namespace onggi::test
