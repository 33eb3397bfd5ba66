// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// onggi-runtime [--hide MOUNTPOINT] -- RUNTIME ARGUMENT…: becomes the OCI runtime, after it has put
// right two things for it.
//
// --hide: crun refuses to work where a cgroup2 tree with controllers is mounted beside cgroup v1.
// The mount is taken away in a mount namespace of the runtime's own, so that conmon, which calls
// this, stays in everybody's: in one of its own it would hold other containers' file systems.
//
// Standard streams that are /dev/null become files of their own: crun gives the streams to the
// container's user, who would then own the host's device.

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <initializer_list>

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace {

constexpr int kFailed = 125;

int fail(const char* what)
{
    std::fprintf(stderr, "onggi-runtime: %s: %s\n", what, std::strerror(errno));
    return kFailed;
}

bool isNullDevice(int fd)
{
    struct stat status {};
    return ::fstat(fd, &status) == 0 && S_ISCHR(status.st_mode) &&
           status.st_rdev == ::makedev(1, 3);
}

// An empty file in memory: read, it ends at once; what the runtime has to say goes nowhere.
bool replaceNullStreams()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (!isNullDevice(fd))
            continue;
        const int file = ::memfd_create("null", MFD_CLOEXEC);
        if (file < 0 || ::dup2(file, fd) < 0)
            return false;
        ::close(file);
    }
    return true;
}

bool hide(const char* point)
{
    return ::unshare(CLONE_NEWNS) == 0 &&
           ::mount(nullptr, "/", nullptr, MS_SLAVE | MS_REC, nullptr) == 0 &&
           ::umount2(point, MNT_DETACH) == 0;
}

} // namespace

int main(int argc, char** argv)
{
    int at = 1;
    const char* hidden = nullptr;
    if (at + 1 < argc && std::strcmp(argv[at], "--hide") == 0) {
        hidden = argv[at + 1];
        at += 2;
    }
    if (at + 1 >= argc || std::strcmp(argv[at], "--") != 0) {
        std::fputs(
            "onggi-runtime: usage: onggi-runtime [--hide MOUNTPOINT] -- RUNTIME ARGUMENT...\n",
            stderr);
        return kFailed;
    }
    if (!replaceNullStreams())
        return fail("memfd_create");
    if (hidden != nullptr && !hide(hidden))
        return fail(hidden);
    ::execv(argv[at + 1], argv + at + 1);
    return fail(argv[at + 1]);
}
