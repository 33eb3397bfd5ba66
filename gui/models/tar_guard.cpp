// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Follows KTar's reading (KArchive 6.13, ktar.cpp): a header block; behind one called
// "././@LongLink" a name and its padding; behind an extended header exactly one block, whatever its
// size. What the helper makes of headers is in engine/layer/tar_header.cpp.

#include "gui/models/tar_guard.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace onggi {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::uint64_t kLongestName = 512; // "blobs/sha256/…" has 77
constexpr std::string_view kLongName("././@LongLink\0", 14);
// Records that say what a member is called, or how long it is.
constexpr std::string_view kTelling[] = {" path=", " linkpath=", " size=", " GNU.sparse",
                                         " SCHILY.realsize="};

constexpr const char* kOtherFormat = "it uses a form of tar that is not read here";

// Octal with blanks around it; nothing for anything else.
std::optional<std::uint64_t> sizeOf(std::string_view header)
{
    std::string_view field = header.substr(124, 12);
    field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
    std::uint64_t size = 0;
    while (!field.empty() && field[0] >= '0' && field[0] <= '7') {
        size = size << 3 | static_cast<unsigned>(field[0] - '0');
        field.remove_prefix(1);
    }
    const bool isWhole = field.find_first_not_of(std::string_view(" \0", 2)) == field.npos;
    return isWhole ? std::optional(size) : std::nullopt;
}

bool isZero(std::string_view block)
{
    return block.find_first_not_of('\0') == block.npos;
}

} // namespace

bool TarGuard::accept(std::string_view piece)
{
    if (m_refusal)
        return false;
    m_bytes -= static_cast<std::int64_t>(piece.size());
    if (m_bytes < 0)
        m_refusal = "it lists too many files";
    else if (m_inName > 0)
        m_inName -= static_cast<std::int64_t>(piece.size());
    else if (piece.size() != kBlock)
        return true; // its end
    else if (std::exchange(m_isExtension, false))
        m_refusal =
            std::ranges::any_of(kTelling,
                                [&](std::string_view key) { return piece.find(key) != piece.npos; })
                ? kOtherFormat
                : nullptr;
    else
        m_refusal = problemOf(piece);
    return !m_refusal;
}

const char* TarGuard::problemOf(std::string_view header)
{
    const char type = header[156];
    const bool hasPrefix = header[345] != '\0';
    if (header[0] == '\0' && !hasPrefix) // KTar's end, and the helper's
        return isZero(header) ? nullptr : kOtherFormat;
    if (!header.substr(257).starts_with("ustar")) // nor would KTar, but for tars of the seventies
        return "it is no tar archive, or it is damaged";
    const std::optional<std::uint64_t> size = sizeOf(header);
    if (!size)
        return kOtherFormat;
    const bool isNamed = std::exchange(m_isNamed, false);
    if (header.starts_with(kLongName) || type == 'L' || type == 'K')
        return problemOfLongName(header, *size);
    if (hasPrefix && (isNamed || header.substr(257, 6) != std::string_view("ustar\0", 6)))
        return kOtherFormat;
    if (type == 'x' || type == 'g')
        return isNamed ? kOtherFormat : problemOfExtension(*size);
    const bool isKnown = type == '\0' || (type >= '0' && type <= '7');
    return isKnown ? nullptr : kOtherFormat;
}

const char* TarGuard::problemOfLongName(std::string_view header, std::uint64_t size)
{
    const bool isLong = header[156] == 'L' || header[156] == 'K';
    if (!header.starts_with(kLongName) || !isLong || size < 2)
        return kOtherFormat;
    if (size > kLongestName)
        return "a name in it is too long";
    m_inName = kBlock;
    m_isNamed = true;
    return nullptr;
}

const char* TarGuard::problemOfExtension(std::uint64_t size)
{
    m_isExtension = true;
    return size == 0 || size > kBlock ? kOtherFormat : nullptr;
}

} // namespace onggi
