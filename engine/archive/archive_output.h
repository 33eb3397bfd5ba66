// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where an archive goes that is written for somebody else: a descriptor of theirs, as fast as the
// kernel copies, or through a compressor.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

#include "engine/core/fd.h"
#include "engine/core/progress.h"
#include "engine/layer/compress.h"
#include "engine/layer/handed_output.h"

namespace onggi {

// Belongs to one thread. All throw Cancelled when a stop is requested, also while nobody reads the
// other end of a pipe.
class ArchiveOutput {
public:
    virtual ~ArchiveOutput() = default;
    virtual void write(std::span<const std::byte> bytes) = 0;
    // The first `length` bytes of a file. Advances the progress. `name` names the file in errors;
    // one that is shorter is Error(StoreCorrupt).
    virtual void copy(int file, std::uint64_t length, std::string_view name) = 0;
    virtual void finish() = 0;
};

// A regular file at its present offset, or a pipe. Keeps no reference to `output` of a pipe: it is
// opened again, so that the caller's own descriptor never turns non-blocking. Throws
// Error(SystemIo) when the reader has gone and when the file system is full.
class DescriptorOutput final : public ArchiveOutput {
public:
    DescriptorOutput(const Fd& output, Progress& progress, std::stop_token stop);

    void write(std::span<const std::byte> bytes) override;
    void copy(int file, std::uint64_t length, std::string_view name) override;
    void finish() override {}

private:
    // How many bytes went, 0 where the kernel does not copy between these two.
    std::size_t copyInKernel(int file, std::uint64_t& offset, std::uint64_t length);

    HandedOutput m_output;
    bool m_copiesRanges = true; // copy_file_range(2) works here
    bool m_splices = true;      // splice(2) and sendfile(2) do
    std::vector<std::byte> m_buffer;
    Progress& m_progress;
    std::stop_token m_stop;
};

class CompressedOutput final : public ArchiveOutput {
public:
    // `inner` outlives the object and is finished with it; it should have a progress of its own.
    CompressedOutput(Compression kind, ArchiveOutput& inner, Progress& progress,
                     std::stop_token stop);

    void write(std::span<const std::byte> bytes) override;
    void copy(int file, std::uint64_t length, std::string_view name) override;
    void finish() override;

private:
    ArchiveOutput& m_inner;
    std::unique_ptr<Compressor> m_compressor;
    std::vector<std::byte> m_buffer;
    Progress& m_progress;
    std::stop_token m_stop;
};

} // namespace onggi
