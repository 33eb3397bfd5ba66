// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// SHA-256, fed in pieces. The work is OpenSSL's.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "engine/image/digest.h"

namespace onggi {

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void update(std::span<const std::byte> bytes);
    // The digest of all that was fed; the object then starts afresh.
    Digest finish();

    static Digest of(std::span<const std::byte> bytes);
    static Digest of(std::string_view bytes);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace onggi
