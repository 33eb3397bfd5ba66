// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A key and a certificate for 127.0.0.1 that nobody but itself has signed.
#pragma once

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace onggi::test {

struct SelfSigned {
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{nullptr, EVP_PKEY_free};
    std::unique_ptr<X509, decltype(&X509_free)> certificate{nullptr, X509_free};
};

SelfSigned makeSelfSigned();
// As PEM files.
void writeCertificate(const X509& certificate, const std::string& file);
void writeSelfSigned(const std::string& certificateFile, const std::string& keyFile);

} // namespace onggi::test
