// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Signals are a Session's and blocked here; the child gets them back as they usually are. The end
// to read from is kept until tar has ended: a reader that stops early would else make tar fail.

#include "helper/ctl/directory_tar.h"

#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "helper/ctl/usual_signals.h"

namespace onggi::ctl {

namespace {

// What the child is started with.
struct Spawn {
    explicit Spawn(int output)
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    }
    ~Spawn()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    Spawn(const Spawn&) = delete;
    Spawn& operator=(const Spawn&) = delete;

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

} // namespace

DirectoryTar::DirectoryTar(const std::string& directory)
    : m_directory(directory)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0)
        throw systemError(errno, directory, "pipe");
    m_archive = OwnedFd(ends[0]);
    const OwnedFd output(ends[1]);
    const Spawn spawn(output.get());
    std::string words[] = {"tar", "-C", directory, "-cf", "-", "--", "."};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                         words[4].data(), words[5].data(), words[6].data(), nullptr};
    const int failure =
        ::posix_spawnp(&m_pid, "tar", &spawn.actions, &spawn.attributes, arguments, environ);
    if (failure != 0) {
        m_pid = -1;
        throw systemError(failure, directory, "start tar");
    }
}

DirectoryTar::~DirectoryTar()
{
    m_archive.reset();
    if (m_pid < 0)
        return;
    // Nobody reads the rest.
    ::kill(m_pid, SIGTERM);
    waitForEnd();
}

OwnedFd DirectoryTar::archive() const
{
    OwnedFd archive(::fcntl(m_archive.get(), F_DUPFD_CLOEXEC, 3));
    if (!archive)
        throw systemError(errno, m_directory, "dup");
    return archive;
}

void DirectoryTar::finish()
{
    const UsualSignals usual;
    char rest[65536];
    ssize_t got = 0;
    do {
        got = ::read(m_archive.get(), rest, sizeof rest);
    } while (got > 0 || (got < 0 && errno == EINTR));
    if (got < 0)
        throw systemError(errno, m_directory, "read");
    if (waitForEnd() != 0)
        throw Error(Code::SystemIo, "reading " + m_directory, "tar could not read all of it");
}

int DirectoryTar::waitForEnd() noexcept
{
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
    return status;
}

} // namespace onggi::ctl
