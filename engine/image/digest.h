// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The digest of content: of a blob, a config (an image's id), an uncompressed layer (diffID) or a
// chain. OCI image specification, descriptor.md, "Digests". Only sha256 is known; any other
// algorithm is refused.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace onggi {

class Digest {
public:
    using Raw = std::array<std::byte, 32>;

    // All zero: no digest of anything known.
    constexpr Digest() noexcept = default;
    constexpr explicit Digest(const Raw& raw) noexcept
        : m_raw(raw)
    {
    }

    // "sha256:" and 64 lower-case hexadecimal digits; nothing else.
    static std::optional<Digest> parse(std::string_view text) noexcept;
    // The 64 digits alone.
    static std::optional<Digest> fromHex(std::string_view hex) noexcept;
    // As parse(), but throws Error(DigestInvalid) naming the text.
    static Digest require(std::string_view text);

    const Raw& raw() const noexcept { return m_raw; }
    std::string hex() const;
    // Whether these are the first of its digits.
    bool beginsWith(std::string_view digits) const noexcept;
    std::string text() const;     // "sha256:…"
    std::string shortHex() const; // 12 digits, as people are shown it

    friend constexpr auto operator<=>(const Digest&, const Digest&) noexcept = default;

private:
    Raw m_raw{};
};

} // namespace onggi

template <>
struct std::hash<onggi::Digest> {
    std::size_t operator()(const onggi::Digest& digest) const noexcept;
};
