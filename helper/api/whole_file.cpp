// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The name changes hands in one step. The file gets the mode that the kernel gives new files, so
// the process's umask need not be known.

#include "helper/api/whole_file.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <random>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr int kAttempts = 100;
constexpr int kLetters = 6;

std::string anySuffix()
{
    static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random;
    std::uniform_int_distribution<std::size_t> letter(0, sizeof kAlphabet - 2);
    std::string suffix = ".";
    for (int at = 0; at < kLetters; ++at)
        suffix += kAlphabet[letter(random)];
    return suffix;
}

void requireReplaceable(const std::string& path)
{
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode))
        throw Error(Code::SystemIo, path, "it is no regular file");
}

} // namespace

WholeFile::WholeFile(const std::string& path)
    : m_path(path)
{
    requireReplaceable(path);
    std::error_code ignored;
    const std::filesystem::path real = std::filesystem::canonical(path, ignored);
    if (!ignored)
        m_path = real.string();
    for (int attempt = 0; m_fd < 0 && attempt < kAttempts; ++attempt) {
        const std::string name = m_path + anySuffix();
        m_fd = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (m_fd >= 0)
            m_temporary = name;
        else if (errno != EEXIST)
            break;
    }
    if (m_fd < 0)
        throw systemError(errno, m_path, "create");
}

WholeFile::~WholeFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

int WholeFile::takeDescriptor() noexcept
{
    return std::exchange(m_fd, -1);
}

void WholeFile::publish()
{
    if (std::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        throw systemError(errno, m_path, "rename");
    m_temporary.clear();
}

} // namespace onggi
