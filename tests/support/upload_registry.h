// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The push side of a registry that lies in memory: a handler for FaultServer that is right where
// the test does not make it wrong.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "engine/core/sha256.h"
#include "tests/support/fault_server.h"

namespace onggi::test {

// From several threads. Repositories are not told apart but for what may be mounted.
class UploadRegistry {
public:
    FaultReply operator()(const FaultRequest& request)
    {
        const std::lock_guard lock(m_mutex);
        const std::string path = request.target.substr(0, request.target.find('?'));
        if (path.ends_with("/blobs/uploads/"))
            return open(request);
        if (path.find("/blobs/uploads/") != std::string::npos)
            return upload(request, path.substr(path.rfind('/') + 1));
        if (request.isBlob())
            return head(path.substr(path.rfind('/') + 1));
        if (request.method == "PUT")
            return store(request, path.substr(path.rfind('/') + 1));
        return reply(404);
    }

    void addBlob(const std::string& bytes)
    {
        const std::lock_guard lock(m_mutex);
        m_blobs[Sha256::of(bytes).text()] = bytes;
    }
    // Where the answer to a mount may be yes.
    void allowMounts() { m_allowsMounts = true; }
    void loseUploads()
    {
        const std::lock_guard lock(m_mutex);
        m_uploads.clear();
    }

    std::string blob(const std::string& digest) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_blobs.find(digest);
        return found == m_blobs.end() ? std::string() : found->second;
    }
    std::string manifest(const std::string& name) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_manifests.find(name);
        return found == m_manifests.end() ? std::string() : found->second;
    }
    std::size_t openUploads() const
    {
        const std::lock_guard lock(m_mutex);
        return m_uploads.size();
    }

private:
    static FaultReply reply(int status,
                            std::vector<std::pair<std::string, std::string>> headers = {})
    {
        FaultReply reply;
        reply.status = status;
        reply.headers = std::move(headers);
        return reply;
    }

    static std::string parameter(const std::string& target, const std::string& name)
    {
        const std::size_t at = target.find(name + '=');
        if (at == std::string::npos)
            return {};
        const std::size_t from = at + name.size() + 1;
        std::string value = target.substr(from, target.find('&', from) - from);
        for (std::size_t colon; (colon = value.find("%3A")) != std::string::npos;)
            value.replace(colon, 3, ":");
        return value;
    }

    FaultReply open(const FaultRequest& request)
    {
        const std::string mount = parameter(request.target, "mount");
        if (!mount.empty() && m_allowsMounts)
            return reply(201, {{"Docker-Content-Digest", mount}, {"Location", "/v2/x/" + mount}});
        const std::string name = "upload" + std::to_string(++m_count);
        m_uploads[name];
        return state(202, name);
    }

    FaultReply upload(const FaultRequest& request, const std::string& name)
    {
        const auto found = m_uploads.find(name);
        if (found == m_uploads.end())
            return reply(404);
        if (request.method == "DELETE") {
            m_uploads.erase(found);
            return reply(204);
        }
        if (request.method == "GET")
            return state(204, name);
        const std::string range = request.header("Content-Range");
        if (!range.empty() && std::stoul(range) != found->second.size())
            return state(416, name);
        found->second += request.body;
        if (request.isCut || request.method == "PATCH")
            return state(202, name);
        const std::string digest = parameter(request.target, "digest");
        const std::string bytes = found->second;
        m_uploads.erase(found);
        if (Sha256::of(bytes).text() != digest)
            return reply(400);
        m_blobs[digest] = bytes;
        return reply(201, {{"Docker-Content-Digest", digest}});
    }

    FaultReply state(int status, const std::string& name)
    {
        const std::size_t size = m_uploads[name].size();
        return reply(
            status, {{"Location", "/v2/x/blobs/uploads/" + name + "?state=" + std::to_string(size)},
                     {"Range", "0-" + std::to_string(size > 0 ? size - 1 : 0)}});
    }

    FaultReply head(const std::string& digest) const
    {
        const auto found = m_blobs.find(digest);
        if (found == m_blobs.end())
            return reply(404);
        FaultReply there = reply(200);
        there.body = found->second;
        return there;
    }

    FaultReply store(const FaultRequest& request, const std::string& name)
    {
        m_manifests[name] = request.body;
        return reply(201, {{"Docker-Content-Digest", Sha256::of(request.body).text()}});
    }

    mutable std::mutex m_mutex;
    bool m_allowsMounts = false;
    int m_count = 0;
    std::map<std::string, std::string> m_uploads;
    std::map<std::string, std::string> m_blobs;
    std::map<std::string, std::string> m_manifests;
};

} // namespace onggi::test
