// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One loop per format. A blob is a sequence of gzip members or zstd frames; what follows the last
// one and starts no further one is damage, also when it is zeros.

#include "engine/layer/decompress.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <isa-l/igzip_lib.h>
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
        if (compression == BlobCompression::Detect)
            compression = detect();
        switch (compression) {
        case BlobCompression::Gzip:
            inflateGzip();
            break;
        case BlobCompression::Zstd:
            inflateZstd();
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

    // The source gives the first bytes together, unless there are fewer in all.
    BlobCompression detect()
    {
        const auto at = [this](std::size_t i) {
            return i < m_input.size() ? static_cast<unsigned>(m_input[i]) : 0x100;
        };
        if (at(0) == 0x1f && at(1) == 0x8b)
            return BlobCompression::Gzip;
        if ((at(0) == 0x28 && at(1) == 0xb5 && at(2) == 0x2f && at(3) == 0xfd) ||
            ((at(0) & 0xf0) == 0x50 && at(1) == 0x2a && at(2) == 0x4d && at(3) == 0x18))
            return BlobCompression::Zstd;
        return BlobCompression::None;
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
            // ISA-L gives back what it has read ahead, also in an earlier call: that lies in the same
            // piece, unless the stream is damaged.
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
