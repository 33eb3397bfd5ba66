// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What KTar must not get to see while it reads a tar's headers: more of them than a person's
// desktop should hold, and whatever it would understand otherwise than the helper does (extended
// names and sizes, formats that it does not know), so that an archive could show one thing and be
// another. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace onggi {

class TarGuard {
public:
    // Of headers and names. The default is about 65,000 members.
    explicit TarGuard(std::int64_t bytes = 32 << 20)
        : m_bytes(bytes)
    {
    }

    // What KTar reads next, in the pieces in which it does: a header, or what follows one. False:
    // no more of it.
    bool accept(std::string_view piece);
    // Why; null while all was accepted.
    const char* refusal() const noexcept { return m_refusal; }

private:
    const char* problemOf(std::string_view header);
    const char* problemOfLongName(std::string_view header, std::uint64_t size);
    const char* problemOfExtension(std::uint64_t size);

    std::int64_t m_bytes;
    std::int64_t m_inName = 0;  // bytes of a long name, with its padding, that are still to come
    bool m_isNamed = false;     // by a long name, which the next header has
    bool m_isExtension = false; // comes next
    const char* m_refusal = nullptr;
};

} // namespace onggi
