// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The kernel's descriptor-based mount calls (fsopen(2) and its family, mount_setattr(2)), loop
// devices and the list of mounts, with errors as Error: RunUnavailable where the machine forbids it
// (EPERM), systemError() otherwise. Nothing here keeps state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/fd.h"

namespace onggi {

// A file system that is being configured. The setters and create() return 0 or errno, for callers
// that try; the require… forms throw, with the kernel's own message where it gives one.
class FsContext {
public:
    explicit FsContext(std::string type);

    int setString(const char* key, const std::string& value) noexcept;
    int setFlag(const char* key) noexcept;
    int create() noexcept;
    void requireString(const char* key, const std::string& value);
    void requireFlag(const char* key);
    void requireCreate(const std::string& what);

    // A mount that nobody sees yet. `attributes` are MOUNT_ATTR_….
    Fd mount(unsigned attributes);

    // What the kernel said of the last failure; empty where it says nothing.
    std::string kernelMessage() noexcept;

private:
    std::string m_type;
    Fd m_fd;
};

// A detached copy of the mount at `path` (open_tree with OPEN_TREE_CLONE).
Fd cloneMount(const std::string& path);
// Gives a detached mount the id map of `userNamespace`. Returns 0 or errno.
int idmapMount(int mount, int userNamespace) noexcept;
// Puts a detached mount at the directory `path`.
void attachMount(int mount, const std::string& path);

// Makes the directory `path` a mount of itself that propagates nothing, if it is not one already.
void ensurePrivateMount(const std::string& path);
// Binds a file on another one.
void bindFile(const std::string& source, const std::string& target);
// Unmounts what is at `path`, at once for everybody who looks, whoever still uses it. What is no
// mount point or does not exist is fine.
void unmount(const std::string& path) noexcept;

struct MountEntry {
    std::uint64_t id = 0;
    std::uint64_t parent = 0;
    std::string root;
    std::string point;
    std::string type;
    std::string source;
    std::string superOptions;
};

// proc_pid_mountinfo(5), octal escapes resolved, in the order of the file.
std::vector<MountEntry> parseMountinfo(std::string_view text);
// The mounts of this process at or below `directory`, oldest first.
std::vector<MountEntry> mountsBelow(const std::string& directory);

// A read-only loop device of 512-byte sectors over an open file, which vanishes with its last user.
Fd makeLoop(int file, std::string_view name);

// "/proc/self/fd/N": names an open file to calls that want a path.
std::string descriptorPath(int fd);

} // namespace onggi
