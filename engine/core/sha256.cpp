// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Wraps OpenSSL's EVP interface. A failure in it is out of memory or a broken library, nothing that
// a caller could handle.

#include "engine/core/sha256.h"

#include <new>

#include <openssl/evp.h>

namespace onggi {

struct Sha256::Context {
    EVP_MD_CTX* evp = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(evp); }
};

namespace {

void check(int result)
{
    if (result != 1)
        throw std::bad_alloc();
}

} // namespace

Sha256::Sha256()
    : m_context(std::make_unique<Context>())
{
    check(m_context->evp ? EVP_DigestInit_ex(m_context->evp, EVP_sha256(), nullptr) : 0);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes)
{
    check(EVP_DigestUpdate(m_context->evp, bytes.data(), bytes.size()));
}

Digest Sha256::finish()
{
    Digest::Raw raw;
    check(
        EVP_DigestFinal_ex(m_context->evp, reinterpret_cast<unsigned char*>(raw.data()), nullptr));
    check(EVP_DigestInit_ex(m_context->evp, EVP_sha256(), nullptr));
    return Digest(raw);
}

Digest Sha256::of(std::span<const std::byte> bytes)
{
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

Digest Sha256::of(std::string_view bytes)
{
    return of(std::as_bytes(std::span(bytes)));
}

} // namespace onggi
