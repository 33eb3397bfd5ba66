// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The levels are those at which a disk is not waited for: level 1 of ISA-L, level 3 of zstd.

#include "engine/layer/compress.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <isa-l/igzip_lib.h>
#include <zstd.h>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::size_t kOutput = 256 * 1024;
constexpr int kZstdLevel = 3;
constexpr int kMaxWorkers = 16;

class GzipCompressor final : public Compressor {
public:
    explicit GzipCompressor(ByteSink sink)
        : m_sink(std::move(sink))
        , m_output(kOutput)
        , m_levelBuffer(ISAL_DEF_LVL1_DEFAULT)
    {
        isal_deflate_init(&m_stream);
        m_stream.gzip_flag = IGZIP_GZIP;
        m_stream.level = 1;
        m_stream.level_buf = m_levelBuffer.data();
        m_stream.level_buf_size = static_cast<std::uint32_t>(m_levelBuffer.size());
        m_stream.flush = NO_FLUSH;
    }

    void write(std::span<const std::byte> bytes) override
    {
        while (!bytes.empty()) {
            const auto piece = bytes.first(std::min(bytes.size(), kPiece));
            bytes = bytes.subspan(piece.size());
            put(piece);
        }
    }

    void finish() override
    {
        m_stream.end_of_stream = 1;
        put({});
    }

private:
    static constexpr std::size_t kPiece = std::size_t(1) << 30; // lengths have 32 bits

    void put(std::span<const std::byte> bytes)
    {
        // ISA-L only reads what it is given.
        m_stream.next_in =
            const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes.data()));
        m_stream.avail_in = static_cast<std::uint32_t>(bytes.size());
        do {
            m_stream.next_out = reinterpret_cast<std::uint8_t*>(m_output.data());
            m_stream.avail_out = static_cast<std::uint32_t>(m_output.size());
            if (const int result = isal_deflate(&m_stream); result != COMP_OK)
                throw Error(Code::SystemLimit, "gzip", "error " + std::to_string(result));
            const std::size_t count = m_output.size() - m_stream.avail_out;
            if (count > 0)
                m_sink(std::span<const std::byte>(m_output).first(count));
        } while (m_stream.avail_out == 0 && m_stream.internal_state.state != ZSTATE_END);
    }

    ByteSink m_sink;
    std::vector<std::byte> m_output;
    std::vector<std::uint8_t> m_levelBuffer;
    isal_zstream m_stream{};
};

class ZstdCompressor final : public Compressor {
public:
    explicit ZstdCompressor(ByteSink sink)
        : m_sink(std::move(sink))
        , m_output(kOutput)
        , m_context(ZSTD_createCCtx())
    {
        if (!m_context)
            throw Error(Code::SystemLimit, "zstd", "no memory");
        const int cores = static_cast<int>(std::thread::hardware_concurrency());
        ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_compressionLevel, kZstdLevel);
        ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_checksumFlag, 1);
        // Refused by a library without threads: slower, nothing else.
        ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_nbWorkers,
                               std::clamp(cores, 1, kMaxWorkers));
    }

    void write(std::span<const std::byte> bytes) override
    {
        ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
        while (input.pos < input.size)
            put(input, ZSTD_e_continue);
    }

    void finish() override
    {
        ZSTD_inBuffer input{nullptr, 0, 0};
        while (put(input, ZSTD_e_end) != 0) {
        }
    }

private:
    std::size_t put(ZSTD_inBuffer& input, ZSTD_EndDirective end)
    {
        ZSTD_outBuffer output{m_output.data(), m_output.size(), 0};
        const std::size_t left = ZSTD_compressStream2(m_context.get(), &output, &input, end);
        if (ZSTD_isError(left) != 0)
            throw Error(Code::SystemLimit, "zstd", ZSTD_getErrorName(left));
        if (output.pos > 0)
            m_sink(std::span<const std::byte>(m_output).first(output.pos));
        return left;
    }

    struct FreeContext {
        void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    };
    ByteSink m_sink;
    std::vector<std::byte> m_output;
    std::unique_ptr<ZSTD_CCtx, FreeContext> m_context;
};

} // namespace

std::unique_ptr<Compressor> makeCompressor(Compression kind, ByteSink sink)
{
    if (kind == Compression::Zstd)
        return std::make_unique<ZstdCompressor>(std::move(sink));
    return std::make_unique<GzipCompressor>(std::move(sink));
}

} // namespace onggi
