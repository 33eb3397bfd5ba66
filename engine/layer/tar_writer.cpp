// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A plain ustar header wherever it can say everything; else a pax header before it. The ustar
// header then still holds what fits, for tools that know no pax.

#include "engine/layer/tar_writer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>
#include <cstring>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::size_t kBlock = 512;

// Fields of a header: where, and how long.
struct Field {
    std::size_t offset;
    std::size_t size;
};
constexpr Field kName{0, 100};
constexpr Field kMode{100, 8};
constexpr Field kUid{108, 8};
constexpr Field kGid{116, 8};
constexpr Field kSize{124, 12};
constexpr Field kTime{136, 12};
constexpr Field kChecksum{148, 8};
constexpr Field kType{156, 1};
constexpr Field kLink{157, 100};
constexpr Field kMagic{257, 8};
constexpr Field kMajor{329, 8};
constexpr Field kMinor{337, 8};

using Header = std::array<char, kBlock>;

// Whether the digits of the field, but its closing NUL, can say it.
bool fits(std::uint64_t value, Field field)
{
    return value >> (3 * (field.size - 1)) == 0;
}

void putNumber(Header& header, Field field, std::uint64_t value)
{
    if (!fits(value, field))
        value = 0;
    for (std::size_t i = field.size - 1; i-- > 0; value >>= 3)
        header[field.offset + i] = static_cast<char>('0' + (value & 7));
}

void putText(Header& header, Field field, std::string_view text)
{
    std::memcpy(header.data() + field.offset, text.data(), std::min(text.size(), field.size));
}

void putChecksum(Header& header)
{
    std::memset(header.data() + kChecksum.offset, ' ', kChecksum.size);
    unsigned sum = 0;
    for (const char byte : header)
        sum += static_cast<unsigned char>(byte);
    std::snprintf(header.data() + kChecksum.offset, kChecksum.size, "%06o", sum);
}

bool isPlain(std::string_view text, Field field)
{
    return text.size() <= field.size &&
           std::ranges::all_of(text, [](char c) { return c > 0 && c < 0x7f; });
}

// The length counts its own digits.
void addRecord(std::string& records, std::string_view key, std::string_view value)
{
    const std::size_t rest = key.size() + value.size() + 3; // ' ', '=' and '\n'
    std::size_t length = rest + 1;
    while (std::to_string(length).size() + rest != length)
        length = std::to_string(length).size() + rest;
    records += std::to_string(length);
    records.append(" ").append(key).append("=").append(value).append("\n");
}

std::string timeText(Time time)
{
    char text[48];
    // Behind the point it always counts upwards; before 1970 the number itself is negative.
    std::int64_t seconds = time.seconds;
    std::uint32_t nanoseconds = time.nanoseconds;
    const bool isNegative = seconds < 0;
    if (isNegative) {
        seconds = -seconds;
        if (nanoseconds > 0) {
            --seconds;
            nanoseconds = 1'000'000'000 - nanoseconds;
        }
    }
    std::snprintf(text, sizeof text, nanoseconds == 0 ? "%s%lld" : "%s%lld.%09u",
                  isNegative ? "-" : "", static_cast<long long>(seconds), nanoseconds);
    return text;
}

char typeByte(const TarEntry& entry)
{
    if (entry.isHardLink)
        return '1';
    switch (entry.type) {
    case NodeType::Regular:
        return '0';
    case NodeType::Symlink:
        return '2';
    case NodeType::CharacterDevice:
        return '3';
    case NodeType::BlockDevice:
        return '4';
    case NodeType::Directory:
        return '5';
    case NodeType::Fifo:
        return '6';
    default:
        throw Error(Code::LayerUnsupported, entry.path, "tar archives hold no sockets");
    }
}

std::string recordsOf(const TarEntry& entry, std::string_view path)
{
    std::string records;
    const Metadata& meta = entry.meta;
    if (!isPlain(path, kName))
        addRecord(records, "path", path);
    if (!isPlain(entry.target, kLink))
        addRecord(records, "linkpath", entry.target);
    if (!fits(entry.size, kSize))
        addRecord(records, "size", std::to_string(entry.size));
    if (!fits(meta.uid, kUid))
        addRecord(records, "uid", std::to_string(meta.uid));
    if (!fits(meta.gid, kGid))
        addRecord(records, "gid", std::to_string(meta.gid));
    if (meta.modified.nanoseconds != 0 || meta.modified.seconds < 0 ||
        !fits(static_cast<std::uint64_t>(meta.modified.seconds), kTime))
        addRecord(records, "mtime", timeText(meta.modified));
    for (const Xattr& xattr : meta.xattrs)
        addRecord(records, "SCHILY.xattr." + xattr.name, xattr.value);
    return records;
}

} // namespace

void TarWriter::entry(const TarEntry& entry)
{
    put(entry, {});
}

void TarWriter::sparseFile(const TarEntry& entry, std::span<const TarPiece> pieces)
{
    // A file that ends in a hole has an empty piece there.
    const bool endsInHole =
        pieces.empty() || pieces.back().offset + pieces.back().length < entry.size;
    std::string map = std::to_string(pieces.size() + (endsInHole ? 1 : 0)) + '\n';
    TarEntry stored = entry;
    stored.size = 0;
    for (const TarPiece& piece : pieces) {
        map += std::to_string(piece.offset) + '\n' + std::to_string(piece.length) + '\n';
        stored.size += piece.length;
    }
    if (endsInHole)
        map += std::to_string(entry.size) + "\n0\n";
    map.resize((map.size() + kBlock - 1) / kBlock * kBlock);
    stored.size += map.size();
    stored.path = "GNUSparseFile.0/file"; // for tools that know no such files
    std::string records;
    addRecord(records, "GNU.sparse.major", "1");
    addRecord(records, "GNU.sparse.minor", "0");
    addRecord(records, "GNU.sparse.name", entry.path);
    addRecord(records, "GNU.sparse.realsize", std::to_string(entry.size));
    put(stored, std::move(records));
    data(std::as_bytes(std::span(map)));
}

void TarWriter::put(const TarEntry& entry, std::string records)
{
    assert(m_missing == 0);
    pad();
    std::string path = entry.path.empty() ? "." : entry.path;
    if (entry.type == NodeType::Directory && !entry.isHardLink && !path.ends_with('/'))
        path += '/';
    const char type = typeByte(entry);
    records += recordsOf(entry, path);
    if (!records.empty()) {
        Header extension{};
        putText(extension, kName, "././@PaxHeader");
        putNumber(extension, kMode, 0);
        putNumber(extension, kUid, 0);
        putNumber(extension, kGid, 0);
        putNumber(extension, kSize, records.size());
        putNumber(extension, kTime, 0);
        putText(extension, kType, "x");
        putText(extension, kMagic, std::string_view("ustar\00000", 8));
        putChecksum(extension);
        m_sink(std::as_bytes(std::span(extension)));
        m_sink(std::as_bytes(std::span(records)));
        m_padding = (kBlock - records.size() % kBlock) % kBlock;
        pad();
    }
    const bool hasBody = type == '0';
    Header header{};
    putText(header, kName, path);
    putNumber(header, kMode, entry.meta.mode & 07777);
    putNumber(header, kUid, entry.meta.uid);
    putNumber(header, kGid, entry.meta.gid);
    putNumber(header, kSize, hasBody ? entry.size : 0);
    putNumber(header, kTime,
              static_cast<std::uint64_t>(std::max<std::int64_t>(entry.meta.modified.seconds, 0)));
    putText(header, kType, std::string_view(&type, 1));
    putText(header, kLink, entry.target);
    putText(header, kMagic, std::string_view("ustar\00000", 8));
    putNumber(header, kMajor, entry.major);
    putNumber(header, kMinor, entry.minor);
    putChecksum(header);
    m_sink(std::as_bytes(std::span(header)));
    if (hasBody) {
        m_missing = entry.size;
        m_padding = (kBlock - entry.size % kBlock) % kBlock;
    }
}

void TarWriter::data(std::span<const std::byte> bytes)
{
    passed(bytes.size());
    m_sink(bytes);
}

void TarWriter::passed(std::uint64_t bytes)
{
    assert(bytes <= m_missing);
    m_missing -= bytes;
}

void TarWriter::finish()
{
    assert(m_missing == 0);
    m_padding += 2 * kBlock;
    pad();
}

void TarWriter::pad()
{
    static constexpr std::array<std::byte, kBlock> kZeros{};
    while (m_padding > 0) {
        const std::uint64_t count = std::min<std::uint64_t>(m_padding, kBlock);
        m_sink(std::span(kZeros).first(count));
        m_padding -= count;
    }
}

} // namespace onggi
