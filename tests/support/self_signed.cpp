// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A certificate that can be its own authority, valid for an hour around now.

#include "tests/support/self_signed.h"

#include <stdexcept>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace onggi::test {

namespace {

void addExtension(X509* certificate, int id, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
    if (!extension)
        throw std::runtime_error("cannot make a certificate");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

} // namespace

SelfSigned makeSelfSigned()
{
    SelfSigned made;
    made.key.reset(EVP_EC_gen("P-256"));
    made.certificate.reset(X509_new());
    X509* certificate = made.certificate.get();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, made.key.get());
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    addExtension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(certificate, NID_subject_alt_name, "IP:127.0.0.1");
    if (X509_sign(certificate, made.key.get(), EVP_sha256()) == 0)
        throw std::runtime_error("cannot sign a certificate");
    return made;
}

void writeCertificate(const X509& certificate, const std::string& file)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new_file(file.c_str(), "w"), BIO_free);
    if (!out || PEM_write_bio_X509(out.get(), &certificate) == 0)
        throw std::runtime_error("cannot write the certificate " + file);
}

void writeSelfSigned(const std::string& certificateFile, const std::string& keyFile)
{
    const SelfSigned made = makeSelfSigned();
    writeCertificate(*made.certificate, certificateFile);
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new_file(keyFile.c_str(), "w"),
                                                        BIO_free);
    if (!out || PEM_write_bio_PrivateKey(out.get(), made.key.get(), nullptr, nullptr, 0, nullptr,
                                         nullptr) == 0)
        throw std::runtime_error("cannot write the key " + keyFile);
}

} // namespace onggi::test
