// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One loop per format. A blob is a sequence of gzip members, zstd frames, or streams of xz or
// bzip2; what follows the last one and starts no further one is damage, also when it is zeros,
// except for those that may pad xz.

#include "engine/layer/decompress.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <bzlib.h>
#include <isa-l/igzip_lib.h>
#include <lzma.h>
#include <zstd.h>

#include "engine/core/error.h"
#include "engine/layer/gzip_header.h"
#include "engine/layer/limits.h"

namespace onggi {

namespace {

// Large enough that a call costs nothing, small enough to stay in the processor's cache.
constexpr std::size_t kOutput = 256 * 1024;
// The window that a decoder must support by RFC 8878 is 8 MiB; what zstd itself takes by default is
// this.
constexpr int kZstdWindowLog = 27;

class Stream {
public:
    Stream(const ByteSource& source, std::uint64_t limit, std::string_view subject,
           const ByteSink& sink, std::uint64_t ratio)
        : m_source(source)
        , m_limit(limit)
        , m_ratio(ratio)
        , m_subject(subject)
        , m_sink(sink)
    {
    }

    std::uint64_t run(BlobCompression compression)
    {
        refill();
        switch (detected(compression)) {
        case BlobCompression::Gzip:
            inflateGzip();
            break;
        case BlobCompression::Zstd:
            inflateZstd();
            break;
        case BlobCompression::Xz:
            inflateXz();
            break;
        case BlobCompression::Bzip2:
            inflateBzip2();
            break;
        default:
            for (; !m_input.empty(); refill())
                put(std::exchange(m_input, {}));
        }
        return m_total;
    }

private:
    // False at the end.
    bool refill()
    {
        m_piece = m_source();
        m_input = m_piece;
        m_received += m_input.size();
        return !m_input.empty();
    }

    std::byte nextByte()
    {
        if (m_input.empty() && !refill())
            truncated();
        const std::byte byte = m_input[0];
        m_input = m_input.subspan(1);
        return byte;
    }

    BlobCompression detected(BlobCompression asked) const
    {
        if (asked != BlobCompression::Detect && asked != BlobCompression::DetectAny)
            return asked;
        const BlobCompression found = compressionOf(m_input);
        const bool isOfLayers = found == BlobCompression::Gzip || found == BlobCompression::Zstd;
        return isOfLayers || asked == BlobCompression::DetectAny ? found : BlobCompression::None;
    }

    void put(std::span<const std::byte> bytes)
    {
        if (bytes.empty())
            return;
        if (bytes.size() > m_limit - m_total)
            throw Error(Code::LayerTooLarge, m_subject,
                        "it unpacks to more than " + std::to_string(m_limit) + " bytes");
        m_total += bytes.size();
        checkRatio();
        m_sink(bytes);
    }

    // By what was read of the blob so far: nobody waits for the end of a bomb.
    void checkRatio() const
    {
        const std::uint64_t used = m_received - m_input.size();
        if (m_ratio == 0 || m_total <= kFreeOfRatio || (m_total - 1) / m_ratio < used)
            return;
        throw Error(Code::LayerTooLarge, m_subject,
                    "a byte of it unpacks to more than " + std::to_string(m_ratio));
    }

    [[noreturn]] void corrupt(const char* what) const
    {
        throw Error(Code::LayerCorrupt, m_subject, what);
    }
    [[noreturn]] void truncated() const
    {
        throw Error(Code::LayerTruncated, m_subject, "its compressed stream ends too early");
    }
    [[noreturn]] void tooMuchMemory() const
    {
        throw Error(Code::LayerTooLarge, m_subject, "unpacking it needs too much memory");
    }

    void inflateGzip()
    {
        const auto state = std::make_unique<inflate_state>();
        std::vector<std::byte> output(kOutput);
        bool isFirst = true;
        while (!m_input.empty()) {
            if (static_cast<unsigned>(m_input[0]) != 0x1f)
                corrupt(isFirst ? "it is not compressed by gzip"
                                : "bytes follow its compressed stream");
            if (const char* what = skipGzipHeader([this] { return nextByte(); }))
                corrupt(what);
            isal_inflate_init(state.get());
            state->crc_flag = ISAL_GZIP_NO_HDR_VER;
            inflateMember(*state, output);
            isFirst = false;
            if (m_input.empty())
                refill();
        }
        if (isFirst)
            truncated();
    }

    void inflateMember(inflate_state& state, std::span<std::byte> output)
    {
        for (;;) {
            state.next_in = reinterpret_cast<std::uint8_t*>(const_cast<std::byte*>(m_input.data()));
            state.avail_in = static_cast<std::uint32_t>(m_input.size());
            state.next_out = reinterpret_cast<std::uint8_t*>(output.data());
            state.avail_out = static_cast<std::uint32_t>(output.size());
            const int result = isal_inflate(&state);
            const std::size_t made = output.size() - state.avail_out;
            put(output.first(made));
            // ISA-L gives back what it has read ahead, also in an earlier call: that lies in the
            // same piece, unless the stream is damaged.
            const auto* const next = reinterpret_cast<const std::byte*>(state.next_in);
            if ((result != ISAL_DECOMP_OK && result != ISAL_END_INPUT) || next < m_piece.data())
                corrupt("its gzip stream is damaged");
            m_input = {next, state.avail_in};
            if (state.block_state == ISAL_BLOCK_FINISH)
                return;
            // A full output may hide more that needs no input.
            if (m_input.empty() && state.avail_out > 0 && !refill())
                truncated();
        }
    }

    void inflateZstd()
    {
        const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                           &ZSTD_freeDCtx);
        if (!context)
            throw Error(Code::SystemLimit, m_subject, "no memory for a zstd decoder");
        ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kZstdWindowLog);
        std::vector<std::byte> output(kOutput);
        std::size_t pending = 1; // what zstd still wants; 0 between frames
        while (!m_input.empty()) {
            ZSTD_inBuffer in{m_input.data(), m_input.size(), 0};
            ZSTD_outBuffer out{output.data(), output.size(), 0};
            pending = ZSTD_decompressStream(context.get(), &out, &in);
            m_input = m_input.subspan(in.pos);
            put(std::span(output).first(out.pos));
            if (ZSTD_isError(pending))
                corrupt(ZSTD_getErrorName(pending));
            if (m_input.empty() && out.pos < out.size)
                refill();
            else if (m_input.empty())
                drainZstd(*context, output, pending);
        }
        if (pending != 0)
            truncated();
    }

    // The input is used up, but the output was full: there may be more.
    void drainZstd(ZSTD_DCtx& context, std::span<std::byte> output, std::size_t& pending)
    {
        while (pending != 0) {
            ZSTD_inBuffer in{nullptr, 0, 0};
            ZSTD_outBuffer out{output.data(), output.size(), 0};
            pending = ZSTD_decompressStream(&context, &out, &in);
            put(output.first(out.pos));
            if (ZSTD_isError(pending))
                corrupt(ZSTD_getErrorName(pending));
            if (out.pos < out.size)
                break;
        }
        refill();
    }

    void inflateXz()
    {
        lzma_stream stream = LZMA_STREAM_INIT;
        const std::unique_ptr<lzma_stream, decltype(&lzma_end)> end(&stream, &lzma_end);
        if (lzma_stream_decoder(&stream, kXzMemory, LZMA_CONCATENATED) != LZMA_OK)
            tooMuchMemory();
        std::vector<std::byte> output(kOutput);
        for (;;) {
            const bool isLast = m_input.empty() && !refill();
            stream.next_in = reinterpret_cast<const std::uint8_t*>(m_input.data());
            stream.avail_in = m_input.size();
            stream.next_out = reinterpret_cast<std::uint8_t*>(output.data());
            stream.avail_out = output.size();
            const lzma_ret result = lzma_code(&stream, isLast ? LZMA_FINISH : LZMA_RUN);
            m_input = m_input.last(stream.avail_in);
            put(std::span(output).first(output.size() - stream.avail_out));
            if (result == LZMA_STREAM_END)
                return;
            if (result == LZMA_BUF_ERROR)
                truncated();
            if (result == LZMA_MEM_ERROR || result == LZMA_MEMLIMIT_ERROR)
                tooMuchMemory();
            if (result != LZMA_OK)
                corrupt("its xz stream is damaged");
        }
    }

    void inflateBzip2()
    {
        std::vector<std::byte> output(kOutput);
        do {
            bz_stream stream{};
            if (BZ2_bzDecompressInit(&stream, 0, 0) != BZ_OK)
                tooMuchMemory();
            const std::unique_ptr<bz_stream, decltype(&BZ2_bzDecompressEnd)> end(
                &stream, &BZ2_bzDecompressEnd);
            inflateBzip2Stream(stream, output);
        } while (!m_input.empty() || refill());
    }

    void inflateBzip2Stream(bz_stream& stream, std::span<std::byte> output)
    {
        for (;;) {
            stream.next_in = reinterpret_cast<char*>(const_cast<std::byte*>(m_input.data()));
            stream.avail_in = static_cast<unsigned>(m_input.size());
            stream.next_out = reinterpret_cast<char*>(output.data());
            stream.avail_out = static_cast<unsigned>(output.size());
            const int result = BZ2_bzDecompress(&stream);
            m_input = m_input.last(stream.avail_in);
            put(output.first(output.size() - stream.avail_out));
            if (result == BZ_STREAM_END)
                return;
            if (result == BZ_MEM_ERROR)
                tooMuchMemory();
            if (result != BZ_OK)
                corrupt("its bzip2 stream is damaged");
            // A full output may hide more that needs no input.
            if (m_input.empty() && stream.avail_out > 0 && !refill())
                truncated();
        }
    }

    const ByteSource& m_source;
    std::uint64_t m_limit;
    std::uint64_t m_ratio;
    std::string m_subject;
    const ByteSink& m_sink;
    std::span<const std::byte> m_piece; // what the source gave last,
    std::span<const std::byte> m_input; // and what is left of it
    std::uint64_t m_received = 0;
    std::uint64_t m_total = 0;
};

} // namespace

std::uint64_t decompress(const ByteSource& source, BlobCompression compression, std::uint64_t limit,
                         std::string_view subject, const ByteSink& sink, std::uint64_t ratio)
{
    return Stream(source, limit, subject, sink, ratio).run(compression);
}

} // namespace onggi
