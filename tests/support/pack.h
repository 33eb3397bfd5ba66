// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compresses the blobs of tests.
#pragma once

#include <string>
#include <string_view>

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <zstd.h>

namespace onggi::test {

inline std::string gzip(std::string_view text)
{
    std::string out(text.size() + 100'000, '\0');
    isal_zstream stream;
    isal_deflate_stateless_init(&stream);
    stream.gzip_flag = IGZIP_GZIP;
    stream.end_of_stream = 1;
    stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<std::uint32_t>(text.size());
    stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream.avail_out = static_cast<std::uint32_t>(out.size());
    isal_deflate_stateless(&stream);
    out.resize(stream.total_out);
    return out;
}

constexpr std::size_t kGzipHeader = 10;
enum GzipField { GzipHeaderCrc = 2, GzipExtra = 4, GzipName = 8, GzipComment = 16 };

// The same gzip member with optional fields in its header (RFC 1952).
inline std::string withGzipFields(std::string_view member, int fields)
{
    std::string header(member.substr(0, kGzipHeader));
    header[3] = static_cast<char>(fields);
    if (fields & GzipExtra)
        header += std::string("\6\0AB\2\0xy", 8);
    if (fields & GzipName)
        header += std::string("layer.tar\0", 10);
    if (fields & GzipComment)
        header += std::string("made by hand\0", 13);
    if (fields & GzipHeaderCrc) {
        const unsigned crc = crc32_gzip_refl(
            0, reinterpret_cast<const unsigned char*>(header.data()), header.size());
        header += static_cast<char>(crc & 0xff);
        header += static_cast<char>(crc >> 8 & 0xff);
    }
    return header + std::string(member.substr(kGzipHeader));
}

inline std::string zstd(std::string_view text)
{
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

} // namespace onggi::test
