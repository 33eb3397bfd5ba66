// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which call copies is found out by trying: copy_file_range(2) shares blocks where a file system
// can, sendfile(2) and splice(2) pass pages of the cache on, read and write do everywhere.

#include "engine/archive/archive_output.h"

#include <algorithm>
#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/layer/control_pipe.h"

namespace onggi {

namespace {

constexpr std::size_t kPiece = std::size_t(1) << 20;
constexpr std::size_t kKernelPiece = std::size_t(8) << 20; // a cancellation waits for no more
constexpr int kPipeSize = 1 << 20;

// Not what a caller could mend: these two files, or this kernel, cannot do it that way.
bool isNotPossible(int number)
{
    return number == EINVAL || number == EXDEV || number == EBADF || number == EOPNOTSUPP ||
           number == ENOSYS || number == EPERM || number == ETXTBSY;
}

void readPiece(int file, std::span<std::byte> piece, std::uint64_t offset, std::string_view name)
{
    if (readFullyAt(file, piece, offset, name) < piece.size())
        throw Error(Code::StoreCorrupt, std::string(name), "its file is too short");
}

} // namespace

DescriptorOutput::DescriptorOutput(const Fd& output, Progress& progress, std::stop_token stop)
    : m_output(output.get(), "the archive", stop)
    , m_progress(progress)
    , m_stop(std::move(stop))
{
    // Smaller where the user's pipes are limited: slower, nothing else.
    if (m_output.isPipe())
        ::fcntl(m_output.get(), F_SETPIPE_SZ, kPipeSize);
}

void DescriptorOutput::write(std::span<const std::byte> bytes)
{
    m_output.write(bytes);
}

std::size_t DescriptorOutput::copyInKernel(int file, std::uint64_t& offset, std::uint64_t length)
{
    while (m_splices) {
        throwIfCancelled(m_stop);
        const std::size_t piece = std::min<std::uint64_t>(length, kKernelPiece);
        auto from = static_cast<off_t>(offset);
        const bool isRange = !m_output.isPipe() && m_copiesRanges;
        ssize_t count = 0;
        if (isRange)
            count = ::copy_file_range(file, &from, m_output.get(), nullptr, piece, 0);
        else if (m_output.isPipe())
            count = ::splice(file, &from, m_output.get(), nullptr, piece,
                             SPLICE_F_NONBLOCK | SPLICE_F_MOVE);
        else
            count = ::sendfile(m_output.get(), file, &from, piece);
        if (count > 0) {
            offset += static_cast<std::uint64_t>(count);
            return static_cast<std::size_t>(count);
        }
        if (count < 0 && errno == EAGAIN)
            m_output.waitForRoom();
        else if (count < 0 && errno == EINTR)
            continue;
        else if (count < 0 && !isNotPossible(errno))
            m_output.fail(errno);
        else
            (isRange ? m_copiesRanges : m_splices) = false;
    }
    return 0;
}

void DescriptorOutput::copy(int file, std::uint64_t length, std::string_view name)
{
    const SigpipeGuard guard;
    std::uint64_t offset = 0;
    while (offset < length) {
        throwIfCancelled(m_stop);
        std::size_t count = copyInKernel(file, offset, length - offset);
        if (count == 0) {
            m_buffer.resize(kPiece);
            const auto piece =
                std::span(m_buffer).first(std::min<std::uint64_t>(length - offset, kPiece));
            readPiece(file, piece, offset, name);
            write(piece);
            count = piece.size();
            offset += count;
        }
        m_progress.advance(Bytes(count));
    }
}

CompressedOutput::CompressedOutput(Compression kind, ArchiveOutput& inner, Progress& progress,
                                   std::stop_token stop)
    : m_inner(inner)
    , m_compressor(
          makeCompressor(kind, [&inner](std::span<const std::byte> bytes) { inner.write(bytes); }))
    , m_progress(progress)
    , m_stop(std::move(stop))
{
}

void CompressedOutput::write(std::span<const std::byte> bytes)
{
    throwIfCancelled(m_stop);
    m_compressor->write(bytes);
}

void CompressedOutput::copy(int file, std::uint64_t length, std::string_view name)
{
    m_buffer.resize(kPiece);
    for (std::uint64_t offset = 0; offset < length;) {
        const auto piece =
            std::span(m_buffer).first(std::min<std::uint64_t>(length - offset, kPiece));
        readPiece(file, piece, offset, name);
        write(piece);
        m_progress.advance(Bytes(piece.size()));
        offset += piece.size();
    }
}

void CompressedOutput::finish()
{
    m_compressor->finish();
    m_inner.finish();
}

} // namespace onggi
