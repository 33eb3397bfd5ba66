// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Only what decides where an entry begins, where its body lies and what it is called is parsed
// here; its metadata are libarchive's.

#include "engine/layer/tar_header.h"

#include <array>
#include <charconv>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::uint64_t kBlock = 512;
constexpr std::uint64_t kMaxExtension = 1024 * 1024;
constexpr int kMaxExtensions = 32;

// Fields of a header block.
constexpr std::size_t kSizeField = 124;
constexpr std::size_t kSizeLength = 12;
constexpr std::size_t kChecksumField = 148;
constexpr std::size_t kTypeField = 156;

using Block = std::array<std::byte, kBlock>;

bool isZero(const Block& block)
{
    for (const std::byte byte : block) {
        if (byte != std::byte(0))
            return false;
    }
    return true;
}

// Octal with optional blanks around it, or base 256; neither is ever negative here.
std::optional<std::uint64_t> parseNumber(std::string_view field)
{
    constexpr std::uint64_t kMost = std::uint64_t(1) << 62;
    std::uint64_t value = 0;
    if (static_cast<unsigned char>(field[0]) & 0x80) {
        if (static_cast<unsigned char>(field[0]) != 0x80)
            return std::nullopt;
        for (const char byte : field.substr(1)) {
            if (value >= kMost >> 8)
                return std::nullopt;
            value = value << 8 | static_cast<unsigned char>(byte);
        }
        return value;
    }
    std::size_t at = 0;
    while (at < field.size() && field[at] == ' ')
        ++at;
    for (; at < field.size() && field[at] >= '0' && field[at] <= '7'; ++at)
        value = value << 3 | static_cast<unsigned>(field[at] - '0');
    for (; at < field.size(); ++at) {
        if (field[at] != ' ' && field[at] != '\0')
            return std::nullopt;
    }
    return value;
}

std::uint64_t parseDecimal(std::string_view text, const std::string& subject)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value >> 62 != 0)
        throw Error(Code::LayerCorrupt, subject, "an extended header has a wrong number in it");
    return value;
}

// Seconds with a fraction, as pax has times; digits beyond nanoseconds are dropped.
Time parseTime(std::string_view text, const std::string& subject)
{
    const bool isNegative = text.starts_with('-');
    text.remove_prefix(isNegative ? 1 : 0);
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string fraction(text.substr(std::min(point + 1, text.size())));
    Time time;
    time.seconds = static_cast<std::int64_t>(parseDecimal(text.substr(0, point), subject));
    if (!fraction.empty()) {
        parseDecimal(fraction.substr(0, 18), subject); // nothing but digits
        fraction.resize(9, '0');
        time.nanoseconds = static_cast<std::uint32_t>(parseDecimal(fraction, subject));
    }
    if (isNegative) {
        time.seconds = -time.seconds;
        if (time.nanoseconds > 0) {
            --time.seconds;
            time.nanoseconds = 1'000'000'000 - time.nanoseconds;
        }
    }
    return time;
}

struct Walk {
    GrowingFile& tar;
    std::string subject;
    TarHeader header;
    std::optional<std::uint64_t> paxSize;

    Block readBlock(std::uint64_t position)
    {
        Block block;
        if (!tar.readFullyAt(position, block))
            throw Error(Code::LayerTruncated, subject, "its archive ends within a header");
        return block;
    }

    [[noreturn]] void refuse(const char* what) const
    {
        throw Error(Code::LayerCorrupt, subject, what);
    }

    void checkChecksum(const Block& block) const
    {
        const std::string_view text(reinterpret_cast<const char*>(block.data()), block.size());
        const auto claimed = parseNumber(text.substr(kChecksumField, 8));
        std::int64_t plain = 8 * ' ';
        std::int64_t asSigned = 8 * ' '; // how some old tools count
        for (std::size_t i = 0; i < block.size(); ++i) {
            if (i >= kChecksumField && i < kChecksumField + 8)
                continue;
            plain += static_cast<unsigned char>(text[i]);
            asSigned += static_cast<signed char>(text[i]);
        }
        if (!claimed || (static_cast<std::int64_t>(*claimed) != plain &&
                         static_cast<std::int64_t>(*claimed) != asSigned))
            refuse("a header's checksum is wrong");
    }

    // "LENGTH KEY=VALUE\n", one after the other.
    void readRecords(std::string_view body)
    {
        while (!body.empty() && body[0] != '\0') {
            const std::size_t space = std::min(body.find(' '), body.size());
            const std::uint64_t length = parseDecimal(body.substr(0, space), subject);
            if (length <= space + 1 || length > body.size() || body[length - 1] != '\n')
                refuse("an extended header is malformed");
            const std::string_view record = body.substr(space + 1, length - space - 2);
            body.remove_prefix(length);
            const std::size_t equals = record.find('=');
            if (equals == record.npos || equals == 0)
                refuse("an extended header is malformed");
            noteRecord(record.substr(0, equals), record.substr(equals + 1));
        }
    }

    void noteRecord(std::string_view key, std::string_view value)
    {
        if (key == "path" || key == "linkpath" || key == "GNU.sparse.name") {
            if (value.find('\0') != value.npos)
                throw Error(Code::LayerUnsafeName, std::string(value.substr(0, value.find('\0'))),
                            "a name with a NUL byte in it");
            if (key == "linkpath")
                header.link = value;
        } else if (key == "mtime") {
            header.modified = parseTime(value, subject);
        } else if (key == "size") {
            paxSize = parseDecimal(value, subject);
        } else if (key == "SUN.holesdata") {
            throw Error(Code::LayerUnsupported, subject, "a sparse file as Solaris stores it");
        }
        if (key.starts_with("GNU.sparse.") || key == "SCHILY.realsize")
            header.isSparse = true;
    }

    void readExtension(char type, std::uint64_t position, std::uint64_t size)
    {
        if (size > kMaxExtension)
            throw Error(Code::LayerTooLarge, subject, "an extended header is above 1 MiB");
        if (type == 'g')
            return; // of all that follow: no engine applies them
        std::string body(size, '\0');
        if (!tar.readFullyAt(position, std::as_writable_bytes(std::span(body))))
            throw Error(Code::LayerTruncated, subject, "its archive ends within a header");
        if (type == 'x')
            readRecords(body);
    }

    void run(std::uint64_t position)
    {
        for (int count = 0; count <= kMaxExtensions; ++count) {
            const Block block = readBlock(position);
            const std::string_view text(reinterpret_cast<const char*>(block.data()), block.size());
            checkChecksum(block);
            const auto size = parseNumber(text.substr(kSizeField, kSizeLength));
            if (!size)
                refuse("a header has a wrong size in it");
            position += kBlock;
            const char type = text[kTypeField];
            if (type == 'V')
                // libarchive would go on to the next entry and not say so.
                throw Error(Code::LayerUnsupported, subject, "a volume label of GNU tar");
            if (type != 'x' && type != 'g' && type != 'L' && type != 'K') {
                header.type = type;
                header.isSparse = header.isSparse || type == 'S';
                header.body = position;
                header.size = paxSize.value_or(*size);
                return;
            }
            readExtension(type, position, *size);
            position += (*size + kBlock - 1) / kBlock * kBlock;
        }
        refuse("too many extended headers");
    }
};

} // namespace

TarHeader walkTarHeaders(GrowingFile& tar, std::uint64_t position, std::string_view subject)
{
    Walk walk{tar, std::string(subject), {}, {}};
    walk.run(position);
    return walk.header;
}

void checkTarEnd(GrowingFile& tar, std::uint64_t position, std::string_view subject)
{
    Block block;
    if (!tar.readFullyAt(position, block))
        return; // no mark of the end: some tools leave it out
    if (!isZero(block))
        throw Error(Code::LayerCorrupt, std::string(subject), "a header is damaged");
    if (tar.readFullyAt(position + kBlock, block) && !isZero(block))
        throw Error(Code::LayerCorrupt, std::string(subject), "entries follow its end");
}

} // namespace onggi
