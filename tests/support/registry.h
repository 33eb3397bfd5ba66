// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A real docker-registry on loopback for the length of a test: own directory, own port, plain HTTP,
// or TLS and with it HTTP/2.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <QProcess>
#include <QTemporaryDir>

#include "engine/image/descriptor.h"
#include "engine/image/platform.h"
#include "engine/registry/transfer.h"

namespace onggi::test {

// A layer as it is pushed: the blob, what it is, and the digest of the tar inside.
struct LayerBlob {
    std::string bytes;
    std::string mediaType = "application/vnd.oci.image.layer.v1.tar";
    Digest diffId;
};

// What a registry needs for one image of one platform.
struct ImageDocuments {
    std::string config;
    std::string manifest;
    std::string mediaType; // of the manifest
};

// A config and an OCI manifest for these layers, base first.
ImageDocuments makeImage(const std::vector<LayerBlob>& layers,
                         const Platform& platform = Platform::host());

class Registry {
public:
    enum class Tls { No, SelfSigned };
    enum class SignIn { NotNeeded, Needed };

    // The one user whom a registry that needs a sign-in knows.
    static constexpr const char* kUser = "bob";
    static constexpr const char* kPassword = "open sesame";

    // Starts it and waits until it answers. Throws std::runtime_error.
    explicit Registry(Tls tls = Tls::No, SignIn signIn = SignIn::NotNeeded);
    // Ends it; should the test crash, the kernel does.
    ~Registry();

    // "127.0.0.1:PORT", the domain of references. Without TLS only tlsVerify = false may speak to
    // it.
    std::string domain() const;
    std::string url() const;
    // PEM file for TransferOptions::caFile, where TLS is spoken.
    std::string certificateFile() const
    {
        return m_directory.filePath("certificate").toStdString();
    }
    // The storage directory, for tests that damage what lies there.
    std::string storage() const { return m_directory.filePath("data").toStdString(); }

    // All throw std::runtime_error with the registry's answer.
    Descriptor pushBlob(const std::string& repository, std::string_view bytes,
                        const std::string& mediaType = "application/octet-stream");
    // `name` is a tag or a digest.
    Digest pushManifest(const std::string& repository, const std::string& name,
                        const std::string& mediaType, std::string_view bytes);
    // Layers, config and manifest under one tag; the manifest's digest.
    Digest pushImage(const std::string& repository, const std::string& tag,
                     const std::vector<LayerBlob>& layers,
                     const Platform& platform = Platform::host());

private:
    bool start();
    HttpResponse request(const std::string& method, const std::string& target,
                         const std::string& contentType, std::string_view body);

    const Tls m_tls;
    const SignIn m_signIn;
    QTemporaryDir m_directory;
    QProcess m_process;
    unsigned m_port = 0;
    Transfer m_transfer;
};

// A TCP port of loopback that was free a moment ago.
unsigned freePort();

} // namespace onggi::test
