// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a container's end is remembered while no helper runs: a small file containers/<id>/ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace onggi {

struct ExitRecord {
    int exitCode = 0;
    std::int64_t finished = 0; // seconds since 1970
    bool isOutOfMemory = false;

    friend bool operator==(const ExitRecord&, const ExitRecord&) = default;
};

// What `onggi-helper --ended ID` does before it tells the bus: turns what conmon left in
// containers/<id> into an exit record, atomically; one that is there already stays. Returns false,
// without an error, for an id that is none and for a container that is gone.
bool recordEnd(const std::string& stateDirectory, const std::string& id);

// Nothing where the container has not ended, or its directory is gone.
std::optional<ExitRecord> readExitRecord(const std::string& stateDirectory, const std::string& id);

// Before a container starts again.
void removeExitRecord(const std::string& stateDirectory, const std::string& id);

} // namespace onggi
