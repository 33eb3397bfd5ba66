// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Waiting is reading the control pipe: whoever writes the file sends a number now and then, not for
// every byte, and the end of the pipe before a final number means that nothing more will come.

#include "engine/layer/growing_file.h"

#include <algorithm>
#include <cstring>

#include "engine/core/error.h"
#include "engine/core/fd.h"

namespace onggi {

GrowingFile::GrowingFile(int fd, int control, std::string_view subject)
    : m_fd(fd)
    , m_control(control)
    , m_subject(subject)
{
}

GrowingFile::GrowingFile(int fd, std::string_view subject)
    : m_fd(fd)
    , m_control(-1)
    , m_subject(subject)
    , m_length(fileSize(fd, subject))
    , m_isFinal(true)
{
}

std::size_t GrowingFile::readAt(std::uint64_t offset, std::span<std::byte> bytes)
{
    while (offset >= m_length) {
        if (m_isFinal)
            return 0;
        hearMore();
    }
    const std::uint64_t count = std::min<std::uint64_t>(bytes.size(), m_length - offset);
    if (onggi::readFullyAt(m_fd, bytes.first(count), offset, m_subject) != count)
        throw Error(Code::SystemIo, "reading " + m_subject, "the file was cut short meanwhile");
    return count;
}

bool GrowingFile::readFullyAt(std::uint64_t offset, std::span<std::byte> bytes)
{
    while (!bytes.empty()) {
        const std::size_t count = readAt(offset, bytes);
        if (count == 0)
            return false;
        bytes = bytes.subspan(count);
        offset += count;
    }
    return true;
}

std::uint64_t GrowingFile::finalLength()
{
    while (!m_isFinal)
        hearMore();
    return m_length;
}

void GrowingFile::hearMore()
{
    std::byte raw[sizeof(std::uint64_t)];
    if (readFully(m_control, raw, m_subject) != sizeof raw)
        throw Error(Code::SystemIo, "reading " + m_subject, "whoever wrote it gave up");
    std::uint64_t value;
    std::memcpy(&value, raw, sizeof value);
    m_isFinal = (value & kFinalLength) != 0;
    m_length = std::max(m_length, value & ~kFinalLength);
}

} // namespace onggi
