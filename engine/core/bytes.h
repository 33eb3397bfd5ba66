// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A number of bytes, as a type of its own, and how it is written.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace onggi {

// Never negative, 64 bit. Which bytes are counted (content, tar, disk, transferred) is for the name
// of the variable to say. Registries, archives and plans may say any size: sums stop at the
// largest.
class Bytes {
public:
    constexpr Bytes() noexcept = default;
    constexpr explicit Bytes(std::uint64_t count) noexcept
        : m_count(count)
    {
    }

    constexpr std::uint64_t count() const noexcept { return m_count; }

    constexpr Bytes& operator+=(Bytes other) noexcept
    {
        const std::uint64_t sum = m_count + other.m_count;
        m_count = sum < m_count ? ~std::uint64_t(0) : sum;
        return *this;
    }
    // The difference must not be negative.
    constexpr Bytes& operator-=(Bytes other) noexcept
    {
        m_count -= other.m_count;
        return *this;
    }
    friend constexpr Bytes operator+(Bytes a, Bytes b) noexcept { return a += b; }
    friend constexpr Bytes operator-(Bytes a, Bytes b) noexcept { return a -= b; }
    friend constexpr auto operator<=>(Bytes, Bytes) noexcept = default;

private:
    std::uint64_t m_count = 0;
};

// A size in the SI unit that people are shown it in: whole bytes, one decimal for kB and MB, two
// from GB on. Never rounded up to 1000 of a unit.
struct ScaledSize {
    double value = 0;
    int decimals = 0;
    const char* unit = "B";
};
ScaledSize scaledSize(Bytes bytes) noexcept;

// In SI units for people who read English: "17 B", "1.2 kB", "84.8 MB", "1.12 GB".
std::string humanSize(Bytes bytes);

} // namespace onggi
