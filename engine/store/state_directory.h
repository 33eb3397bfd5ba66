// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The state directory as a place of our own: made, locked and judged.
#pragma once

#include <string>

#include "engine/core/bytes.h"
#include "engine/core/fd.h"
#include "engine/store/state_paths.h"

namespace onggi {

// Holds the directory's lock as long as it lives; the kernel gives it back if we die.
class StateDirectory {
public:
    // Makes what is missing of the directory and its parents (0700) and of the directories in it.
    // Throws Error(StoreBusy) naming the process that has it, if that does not end within three
    // seconds; Error(StoreCorrupt) if the directory belongs to somebody else; Error(StoreReadOnly)
    // if it is not there and cannot be made.
    explicit StateDirectory(const StatePaths& paths);

    bool isReadOnly() const noexcept { return m_isReadOnly; }

private:
    Fd m_directory;
    bool m_isReadOnly = false;
};

// Renames a file within the state directory. Syncing the directory is the caller's.
void renameFile(const std::string& from, const std::string& to);
// Whether there was one. Throws systemError() for what else can go wrong.
bool removeFile(const std::string& path);
// A directory and all in it, following no symbolic link; what cannot be removed is logged.
void removeTree(const std::string& path) noexcept;
// Makes the file's or files' new names durable.
void syncDirectoryAt(const std::string& path);
// Allocated blocks of a file.
Bytes diskBytesOf(const std::string& path);
// Writes a file of exactly these bytes, synced.
void writeNewFile(const std::string& path, std::string_view bytes);

} // namespace onggi
