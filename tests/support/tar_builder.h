// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tars made by hand, byte by byte, so that tests can also make what no tool writes.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace onggi::test {

class TarBuilder {
public:
    struct Entry {
        std::string name;
        char type = '0';
        std::string content = {};
        unsigned mode = 0644;
        std::uint64_t uid = 0;
        std::uint64_t gid = 0;
        std::uint64_t mtime = 0;
        std::string link = {};
        unsigned major = 0;
        unsigned minor = 0;
        std::vector<std::pair<std::string, std::string>> pax = {};
        std::int64_t size = -1; // what the header says; -1: the content's
        bool wrongChecksum = false;
        bool isGnu = false; // "ustar  " instead of POSIX's magic
        // What stands in the header instead, by offset. The checksum is made after that.
        std::vector<std::pair<std::size_t, std::string>> patches = {};
    };

    TarBuilder& add(const Entry& entry)
    {
        if (!entry.pax.empty()) {
            std::string records;
            for (const auto& [key, value] : entry.pax)
                records += record(key, value);
            addRaw({.name = "PaxHeaders/x", .type = 'x', .content = records});
        }
        return addRaw(entry);
    }
    TarBuilder& dir(std::string name, unsigned mode = 0755)
    {
        return add({.name = std::move(name), .type = '5', .mode = mode});
    }
    TarBuilder& file(std::string name, std::string content = {})
    {
        return add({.name = std::move(name), .content = std::move(content)});
    }
    TarBuilder& link(std::string name, std::string target)
    {
        return add({.name = std::move(name), .type = '1', .link = std::move(target)});
    }
    TarBuilder& symlink(std::string name, std::string target)
    {
        return add({.name = std::move(name), .type = '2', .mode = 0777, .link = std::move(target)});
    }
    // GNU's header of a long name ('L') or link target ('K') of the entry that follows.
    TarBuilder& longName(char type, std::string name)
    {
        name += '\0';
        return addRaw(
            {.name = "././@LongLink", .type = type, .content = std::move(name), .isGnu = true});
    }
    // The header and padded content of one entry, without extended headers.
    TarBuilder& addRaw(const Entry& entry)
    {
        std::string header(512, '\0');
        const auto put = [&](std::size_t at, std::size_t size, std::string_view text) {
            std::memcpy(header.data() + at, text.data(), std::min(size, text.size()));
        };
        put(0, 100, entry.name);
        put(100, 8, octal(entry.mode, 7));
        put(108, 8, octal(entry.uid, 7));
        put(116, 8, octal(entry.gid, 7));
        put(124, 12,
            octal(entry.size >= 0 ? static_cast<std::uint64_t>(entry.size) : entry.content.size(),
                  11));
        put(136, 12, octal(entry.mtime, 11));
        put(148, 8, "        ");
        header[156] = entry.type;
        put(157, 100, entry.link);
        put(257, 8,
            entry.isGnu ? std::string_view("ustar  \0", 8) : std::string_view("ustar\00000", 8));
        put(329, 8, octal(entry.major, 7));
        put(337, 8, octal(entry.minor, 7));
        for (const auto& [at, text] : entry.patches)
            put(at, text.size(), text);
        unsigned sum = entry.wrongChecksum ? 1 : 0;
        for (const char byte : header)
            sum += static_cast<unsigned char>(byte);
        put(148, 7, octal(sum, 6));
        m_bytes += header + entry.content;
        return pad();
    }
    TarBuilder& raw(std::string_view bytes)
    {
        m_bytes += bytes;
        return *this;
    }
    TarBuilder& pad()
    {
        m_bytes.resize((m_bytes.size() + 511) / 512 * 512);
        return *this;
    }
    static std::string record(std::string_view key, std::string_view value)
    {
        const std::size_t rest = key.size() + value.size() + 3;
        std::size_t length = rest + 1;
        while (std::to_string(length).size() + rest != length)
            length = std::to_string(length).size() + rest;
        return std::to_string(length) + ' ' + std::string(key) + '=' + std::string(value) + '\n';
    }

    // A number as GNU tar has those that octal digits have no room for, negative ones too.
    static std::string base256(std::int64_t value, std::size_t size)
    {
        std::string field(size, value < 0 ? '\xff' : '\0');
        for (std::size_t at = size; at > 1 && at + 8 > size; --at, value >>= 8)
            field[at - 1] = static_cast<char>(value & 0xff);
        field[0] = static_cast<char>(static_cast<unsigned char>(field[0]) | 0x80);
        return field;
    }
    // A field of a header: `digits` octal digits.
    static std::string octal(std::uint64_t value, int digits)
    {
        char text[32];
        std::snprintf(text, sizeof text, "%0*llo", digits, static_cast<unsigned long long>(value));
        return text;
    }

    // Without the end.
    const std::string& bytes() const { return m_bytes; }
    std::string finished() const { return m_bytes + std::string(1024, '\0'); }

private:
    std::string m_bytes;
};

} // namespace onggi::test
