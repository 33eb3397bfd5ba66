// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the tests of the client against a faulty server share: documents to serve, replies, and a
// client that does not wait long between tries.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/registry/client.h"
#include "engine/registry/transfer.h"
#include "tests/support/fault_server.h"
#include "tests/support/memory_registry.h"

namespace onggi::test {

using namespace std::chrono_literals;

inline constexpr const char* kManifestType = "application/vnd.oci.image.manifest.v1+json";
inline constexpr const char* kIndexType = "application/vnd.oci.image.index.v1+json";
inline constexpr const char* kConfigType = "application/vnd.oci.image.config.v1+json";

class Collected : public BlobSink {
public:
    void append(std::span<const std::byte> bytes) override
    {
        text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    std::string text;
};

inline std::string numbers(std::size_t size)
{
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i)
        text += std::to_string(i) + ' ';
    text.resize(size);
    return text;
}

inline Descriptor describe(const std::string& bytes,
                           std::string mediaType = "application/octet-stream")
{
    Descriptor descriptor;
    descriptor.mediaType = std::move(mediaType);
    descriptor.digest = Sha256::of(bytes);
    descriptor.size = Bytes(bytes.size());
    return descriptor;
}

inline Json json(const Descriptor& descriptor)
{
    return {{"mediaType", descriptor.mediaType},
            {"digest", descriptor.digest.text()},
            {"size", descriptor.size.count()}};
}

inline std::string manifestText()
{
    return Json{{"schemaVersion", 2},
                {"mediaType", kManifestType},
                {"config", json(describe("{}", kConfigType))},
                {"layers", Json::array()}}
        .dump();
}

inline std::string indexTo(const Descriptor& target)
{
    Json entry = json(target);
    entry["platform"] = {{"os", "linux"}, {"architecture", "amd64"}};
    return Json{{"schemaVersion", 2}, {"mediaType", kIndexType}, {"manifests", {entry}}}.dump();
}

inline FaultReply status(int code, const std::string& body = {})
{
    FaultReply reply;
    reply.status = code;
    reply.body = body;
    return reply;
}

inline FaultReply redirectTo(const std::string& location)
{
    FaultReply reply = status(307);
    reply.headers = {{"Location", location}};
    return reply;
}

inline std::string errorText(const std::string& code, const std::string& message)
{
    return Json{{"errors", {{{"code", code}, {"message", message}}}}}.dump();
}

inline std::string tokenText(const std::string& token, const char* name = "token")
{
    return Json{{name, token}}.dump();
}

inline FaultReply challenge(const std::string& value)
{
    FaultReply reply = status(401, errorText("UNAUTHORIZED", "who?"));
    reply.headers = {{"WWW-Authenticate", value}};
    return reply;
}

inline RegistryOptions impatient()
{
    RegistryOptions options;
    options.tlsVerify = false;
    options.retry = {3, 1ms, 2ms, 1min};
    return options;
}

inline const Platform kPlatform{"linux", "amd64", ""};

inline std::size_t countOf(const FaultServer& server, std::string_view part)
{
    const auto requests = server.requests();
    return static_cast<std::size_t>(std::ranges::count_if(
        requests, [&](const FaultRequest& request) { return request.target.contains(part); }));
}

// Each call has a client of its own, that knows nothing yet.
class FaultyCalls {
protected:
    static Reference referenceTo(const FaultServer& server)
    {
        return Reference::parse(server.domain() + "/x:1");
    }
    void fetchBlob(const FaultServer& server, const Descriptor& blob, BlobSink& sink,
                   Bytes from = {})
    {
        RegistryClient client(m_transfer, impatient());
        Progress progress;
        client.fetchBlob(referenceTo(server), blob, from, sink, progress, {});
    }
    Code refusedBlob(const FaultServer& server, const Descriptor& blob, BlobSink& sink,
                     Bytes from = {})
    {
        try {
            fetchBlob(server, blob, sink, from);
        } catch (const Error& error) {
            return error.code();
        }
        return Code::SystemIo;
    }
    FetchedManifest fetch(const FaultServer& server)
    {
        return RegistryClient(m_transfer, impatient())
            .fetchManifest(referenceTo(server), kPlatform, {});
    }
    Error refused(const Reference& reference, const RegistryOptions& options)
    {
        try {
            RegistryClient(m_transfer, options).fetchManifest(reference, kPlatform, {});
        } catch (const Error& error) {
            return error;
        }
        return Error(Code::SystemIo, "nothing was refused");
    }
    Error refused(const FaultServer& server, const RegistryOptions& options = impatient())
    {
        return refused(referenceTo(server), options);
    }
    static Code codeOf(RegistryClient& client, const Reference& reference)
    {
        try {
            client.fetchManifest(reference, kPlatform, {});
        } catch (const Error& error) {
            return error.code();
        }
        return Code::SystemIo;
    }

    Transfer m_transfer;
};

} // namespace onggi::test
