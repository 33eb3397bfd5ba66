// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A registry that takes uploads, a server in front of it that may break them, and a client.
#pragma once

#include <atomic>
#include <cstring>
#include <memory>
#include <string>

#include "tests/engine/registry/faulty_calls.h"
#include "tests/support/upload_registry.h"

namespace onggi::test {

inline constexpr std::size_t kLarge = 6'000'000; // more than one request takes

inline BlobReader readerOf(const std::string& bytes)
{
    return [&bytes](std::uint64_t offset, std::span<std::byte> buffer) {
        std::memcpy(buffer.data(), bytes.data() + offset, buffer.size());
        return buffer.size();
    };
}

// The bytes that a progress has heard of.
class Heard : public ProgressSink {
public:
    void stepBegan(std::uint64_t, std::uint64_t, StepKind, std::string_view,
                   Bytes) noexcept override
    {
    }
    void stepAdvanced(std::uint64_t, Bytes bytes, Bytes) noexcept override { done = bytes.count(); }
    void stepEnded(std::uint64_t) noexcept override {}
    std::atomic<std::uint64_t> done = 0;
};

inline std::string methodsOf(const FaultServer& server)
{
    std::string text;
    for (const FaultRequest& request : server.requests())
        text += (text.empty() ? "" : " ") + request.method;
    return text;
}

class FaultyUploads : protected FaultyCalls {
protected:
    void begin()
    {
        m_registry = std::make_unique<UploadRegistry>();
        m_server = std::make_unique<FaultServer>(
            [this](const FaultRequest& request) { return (*m_registry)(request); });
        m_heard = std::make_shared<Heard>();
    }
    void end() { m_server.reset(); }

    Reference other(const std::string& path) const
    {
        return Reference::parse(m_server->domain() + '/' + path);
    }
    void answer(FaultServer::Handler handler) { m_server->setHandler(std::move(handler)); }
    void pushBy(RegistryClient& client, const FaultServer& server, const std::string& blob)
    {
        Progress progress(m_heard, StepKind::Upload, "it", Bytes(blob.size()));
        client.pushBlob(referenceTo(server), describe(blob), readerOf(blob), progress, {});
    }
    void push(const std::string& blob)
    {
        RegistryClient client(m_transfer, impatient());
        pushBy(client, *m_server, blob);
    }
    Code refusedBy(RegistryClient& client, const FaultServer& server, const std::string& blob)
    {
        try {
            pushBy(client, server, blob);
        } catch (const Error& error) {
            return error.code();
        }
        return Code::StoreNotFound;
    }
    Code refused(const std::string& blob)
    {
        RegistryClient client(m_transfer, impatient());
        return refusedBy(client, *m_server, blob);
    }

    std::unique_ptr<UploadRegistry> m_registry;
    std::unique_ptr<FaultServer> m_server;
    std::shared_ptr<Heard> m_heard;
};

} // namespace onggi::test
