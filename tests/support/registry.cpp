// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Starts /usr/bin/docker-registry. A port that was free may be taken before the registry listens on
// it, so that a start is tried a few times. Pushing goes over the engine's own transfer.

#include "tests/support/registry.h"

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <QFile>
#include <nlohmann/json.hpp>

#include "engine/core/fd.h"
#include "engine/core/json.h"
#include "engine/core/sha256.h"
#include "engine/registry/auth.h"
#include "tests/support/self_signed.h"

namespace onggi::test {

namespace {

constexpr const char* kProgram = "/usr/bin/docker-registry";
// crypt(3) of Registry::kPassword by bcrypt, the one kind that the registry takes.
constexpr const char* kPasswordHash =
    "$2a$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW";

Json descriptorJson(const std::string& mediaType, std::string_view bytes)
{
    return {{"mediaType", mediaType}, {"digest", Sha256::of(bytes).text()}, {"size", bytes.size()}};
}

} // namespace

unsigned freePort()
{
    const Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), length) != 0 ||
        ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length) != 0)
        throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
}

ImageDocuments makeImage(const std::vector<LayerBlob>& layers, const Platform& platform)
{
    Json diffIds = Json::array();
    Json descriptors = Json::array();
    Json history = Json::array();
    for (const LayerBlob& layer : layers) {
        diffIds.push_back(layer.diffId.text());
        descriptors.push_back(descriptorJson(layer.mediaType, layer.bytes));
        history.push_back({{"created_by", "ADD " + layer.diffId.shortHex()}});
    }
    Json config = {{"architecture", platform.architecture},
                   {"os", platform.os},
                   {"config", {{"Cmd", {"/bin/sh"}}}},
                   {"rootfs", {{"type", "layers"}, {"diff_ids", diffIds}}},
                   {"history", history}};
    if (!platform.variant.empty())
        config["variant"] = platform.variant;
    ImageDocuments documents{config.dump(), {}, "application/vnd.oci.image.manifest.v1+json"};
    documents.manifest = Json{
        {"schemaVersion", 2},
        {"mediaType", documents.mediaType},
        {"config", descriptorJson("application/vnd.oci.image.config.v1+json", documents.config)},
        {"layers",
         descriptors}}.dump();
    return documents;
}

Registry::Registry(Tls tls, SignIn signIn)
    : m_tls(tls)
    , m_signIn(signIn)
{
    if (tls == Tls::SelfSigned)
        writeSelfSigned(certificateFile(), m_directory.filePath("key").toStdString());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(m_directory.filePath("log"));
    // It takes every variable that begins like this for a part of its configuration.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("REGISTRY_AUTH_FILE");
    m_process.setProcessEnvironment(environment);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    for (int tries = 0; tries < 5; ++tries) {
        if (start())
            return;
    }
    throw std::runtime_error(std::string(kProgram) + " does not start");
}

Registry::~Registry()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool Registry::start()
{
    m_port = freePort();
    QFile file(m_directory.filePath("config.yml"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        throw std::runtime_error("cannot write the registry's configuration");
    file.write(QByteArray::fromStdString("version: 0.1\n"
                                         "log: {level: error, accesslog: {disabled: true}}\n"
                                         "storage:\n"
                                         "  filesystem: {rootdirectory: " +
                                         storage() +
                                         "}\n"
                                         "  delete: {enabled: true}\n"
                                         "http:\n  addr: '" +
                                         domain() + "'\n"));
    if (m_tls == Tls::SelfSigned) {
        file.write(QByteArray::fromStdString("  tls: {certificate: " + certificateFile() +
                                             ", key: " + m_directory.filePath("key").toStdString() +
                                             "}\n"));
    }
    if (m_signIn == SignIn::Needed) {
        const QString users = m_directory.filePath("users");
        QFile list(users);
        if (!list.open(QIODevice::WriteOnly | QIODevice::Truncate))
            throw std::runtime_error("cannot write the registry's users");
        list.write(QByteArray(kUser) + ':' + kPasswordHash + '\n');
        file.write("auth:\n  htpasswd: {realm: jars, path: " + users.toUtf8() + "}\n");
    }
    file.close();
    m_process.start(kProgram, {"serve", file.fileName()});
    if (!m_process.waitForStarted())
        throw std::runtime_error(std::string("cannot execute ") + kProgram);
    HttpRequest ping;
    ping.url = url() + "/v2/";
    ping.tlsVerify = false;
    for (int tries = 0; tries < 1000; ++tries) {
        if (m_process.waitForFinished(10))
            return false;
        if (const auto answer = m_transfer.fetch(ping, Bytes(4096), {}); answer)
            return true;
    }
    throw std::runtime_error(std::string(kProgram) + " does not answer");
}

std::string Registry::url() const
{
    return (m_tls == Tls::No ? "http://" : "https://") + domain();
}

std::string Registry::domain() const
{
    return "127.0.0.1:" + std::to_string(m_port);
}

HttpResponse Registry::request(const std::string& method, const std::string& target,
                               const std::string& contentType, std::string_view body)
{
    HttpRequest request;
    request.tlsVerify = false;
    request.method = method;
    request.url = target;
    request.headers = {"Content-Type: " + contentType};
    if (m_signIn == SignIn::Needed)
        request.headers.push_back("Authorization: " + basicAuthorization(kUser, kPassword));
    request.body = std::string(body);
    const auto response = m_transfer.fetch(request, Bytes(1 << 20), {});
    if (!response)
        throw std::runtime_error(method + " " + target + ": " + response.error().text);
    if (!response->head.isSuccess())
        throw std::runtime_error(method + " " + target + ": " + response->body);
    return *response;
}

Descriptor Registry::pushBlob(const std::string& repository, std::string_view bytes,
                              const std::string& mediaType)
{
    const Digest digest = Sha256::of(bytes);
    const HttpResponse started =
        request("POST", url() + "/v2/" + repository + "/blobs/uploads/", "text/plain", "");
    std::string location(started.head.find("Location").value_or(""));
    if (location.starts_with('/'))
        location = url() + location;
    location += (location.find('?') == std::string::npos ? "?digest=" : "&digest=") + digest.text();
    request("PUT", location, "application/octet-stream", bytes);
    Descriptor descriptor;
    descriptor.mediaType = mediaType;
    descriptor.digest = digest;
    descriptor.size = Bytes(bytes.size());
    return descriptor;
}

Digest Registry::pushManifest(const std::string& repository, const std::string& name,
                              const std::string& mediaType, std::string_view bytes)
{
    request("PUT", url() + "/v2/" + repository + "/manifests/" + name, mediaType, bytes);
    return Sha256::of(bytes);
}

Digest Registry::pushImage(const std::string& repository, const std::string& tag,
                           const std::vector<LayerBlob>& layers, const Platform& platform)
{
    const ImageDocuments documents = makeImage(layers, platform);
    for (const LayerBlob& layer : layers)
        pushBlob(repository, layer.bytes, layer.mediaType);
    pushBlob(repository, documents.config);
    return pushManifest(repository, tag, documents.mediaType, documents.manifest);
}

} // namespace onggi::test
