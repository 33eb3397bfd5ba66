// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A file that another process still writes, read as far as it has come.
//
// How far that is arrives through a pipe, as numbers of 64 bits in the machine's byte order: the
// length so far, with the highest bit set when it is the final one. What follows the final one in
// the pipe is whatever the two sides agreed on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace onggi {

constexpr std::uint64_t kFinalLength = std::uint64_t(1) << 63;

class GrowingFile {
public:
    // Follows `fd` (not owned), told by `control` (not owned). `subject` names the file in errors.
    GrowingFile(int fd, int control, std::string_view subject);
    // A file that is whole already.
    GrowingFile(int fd, std::string_view subject);

    // Reads what is there at `offset`, at least one byte, waiting for it; nothing only at the end.
    // Throws Error(SystemIo) when the writer gave up.
    std::size_t readAt(std::uint64_t offset, std::span<std::byte> bytes);
    // Reads all of `bytes`, waiting; false where the file ends before.
    bool readFullyAt(std::uint64_t offset, std::span<std::byte> bytes);
    // Waits for the end, and returns the length.
    std::uint64_t finalLength();

private:
    void hearMore();

    int m_fd;
    int m_control;
    std::string m_subject;
    std::uint64_t m_length = 0;
    bool m_isFinal = false;
};

} // namespace onggi
