// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text to digest and back.

#include "engine/image/digest.h"

#include <cstring>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::string_view kPrefix = "sha256:";
constexpr std::string_view kDigits = "0123456789abcdef";

char digitAt(const Digest::Raw& raw, std::size_t place) noexcept
{
    const auto byte = std::to_integer<std::size_t>(raw[place / 2]);
    return kDigits[place % 2 == 0 ? byte >> 4 : byte & 0xf];
}

} // namespace

std::optional<Digest> Digest::fromHex(std::string_view hex) noexcept
{
    Raw raw;
    if (hex.size() != raw.size() * 2)
        return std::nullopt;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const std::size_t high = kDigits.find(hex[2 * i]);
        const std::size_t low = kDigits.find(hex[2 * i + 1]);
        if (high == kDigits.npos || low == kDigits.npos)
            return std::nullopt;
        raw[i] = static_cast<std::byte>(high << 4 | low);
    }
    return Digest(raw);
}

std::optional<Digest> Digest::parse(std::string_view text) noexcept
{
    if (!text.starts_with(kPrefix))
        return std::nullopt;
    return fromHex(text.substr(kPrefix.size()));
}

Digest Digest::require(std::string_view text)
{
    if (const auto digest = parse(text))
        return *digest;
    throw Error(Code::DigestInvalid, std::string(text.substr(0, 128)));
}

std::string Digest::hex() const
{
    std::string text(m_raw.size() * 2, '0');
    for (std::size_t i = 0; i < text.size(); ++i)
        text[i] = digitAt(m_raw, i);
    return text;
}

bool Digest::beginsWith(std::string_view digits) const noexcept
{
    if (digits.size() > m_raw.size() * 2)
        return false;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (digits[i] != digitAt(m_raw, i))
            return false;
    }
    return true;
}

std::string Digest::text() const
{
    return std::string(kPrefix) + hex();
}

std::string Digest::shortHex() const
{
    return hex().substr(0, 12);
}

} // namespace onggi

std::size_t std::hash<onggi::Digest>::operator()(const onggi::Digest& digest) const noexcept
{
    // Its bytes are evenly distributed already.
    std::size_t value;
    std::memcpy(&value, digest.raw().data(), sizeof value);
    return value;
}
