// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Nothing in a header matters for a layer, so that it is read only to be left out; its checksum is
// compared where it has one.

#include "engine/layer/gzip_header.h"

#include <cstdint>

#include <isa-l/crc.h>

namespace onggi {

namespace {

constexpr unsigned kDeflate = 8;
constexpr int kFixedRest = 6; // the time, extra flags and the system
enum Flag : unsigned { HeaderCrc = 2, Extra = 4, Name = 8, Comment = 16 };

class Header {
public:
    explicit Header(const std::function<std::byte()>& next)
        : m_next(next)
    {
    }

    unsigned byte()
    {
        const auto value = std::to_integer<unsigned char>(m_next());
        m_crc = crc32_gzip_refl(m_crc, &value, 1);
        return value;
    }
    unsigned number()
    {
        const unsigned low = byte();
        return low | byte() << 8;
    }
    void skip(unsigned count)
    {
        while (count-- > 0)
            byte();
    }
    void skipText()
    {
        while (byte() != 0) {
        }
    }
    std::uint32_t crc() const noexcept { return m_crc; }

private:
    const std::function<std::byte()>& m_next;
    std::uint32_t m_crc = 0;
};

} // namespace

const char* skipGzipHeader(const std::function<std::byte()>& next)
{
    Header header(next);
    if (header.byte() != 0x1f || header.byte() != 0x8b)
        return "it is not compressed by gzip";
    if (header.byte() != kDeflate)
        return "its gzip stream is of an unknown kind";
    const unsigned flags = header.byte();
    header.skip(kFixedRest);
    if (flags & Extra)
        header.skip(header.number());
    if (flags & Name)
        header.skipText();
    if (flags & Comment)
        header.skipText();
    if (flags & HeaderCrc) {
        const unsigned expected = header.crc() & 0xffff;
        if (header.number() != expected)
            return "the header of its gzip stream is damaged";
    }
    return nullptr;
}

} // namespace onggi
