// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compresses what archives may be compressed by, and layers may not.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include <bzlib.h>
#include <lzma.h>

namespace onggi::test {

inline std::string xz(std::string_view text)
{
    std::string out(lzma_stream_buffer_bound(text.size()), '\0');
    std::size_t size = 0;
    if (lzma_easy_buffer_encode(
            0, LZMA_CHECK_CRC64, nullptr, reinterpret_cast<const std::uint8_t*>(text.data()),
            text.size(), reinterpret_cast<std::uint8_t*>(out.data()), &size, out.size()) != LZMA_OK)
        throw std::logic_error("xz has no room");
    out.resize(size);
    return out;
}

// The same stream asking for a dictionary of 4 GiB (The .xz File Format, 3.1 and 5.3.1).
inline std::string withLargestDictionary(std::string stream)
{
    constexpr std::size_t kBlock = 12; // behind the stream's header
    auto* const header = reinterpret_cast<std::uint8_t*>(stream.data()) + kBlock;
    const std::size_t length = header[0] * std::size_t(4); // without its checksum
    stream[stream.find("\x21\x01", kBlock + 2) + 2] = 40;
    const std::uint32_t sum = lzma_crc32(header, length, 0);
    for (unsigned i = 0; i < 4; ++i)
        header[length + i] = static_cast<std::uint8_t>(sum >> (8 * i));
    return stream;
}

inline std::string bzip2(std::string_view text)
{
    std::string out(text.size() + text.size() / 100 + 600, '\0');
    auto size = static_cast<unsigned>(out.size());
    if (BZ2_bzBuffToBuffCompress(out.data(), &size, const_cast<char*>(text.data()),
                                 static_cast<unsigned>(text.size()), 9, 0, 0) != BZ_OK)
        throw std::logic_error("bzip2 has no room");
    out.resize(size);
    return out;
}

} // namespace onggi::test
