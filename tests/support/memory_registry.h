// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The pull side of a registry that lies in memory: a handler for FaultServer that is right where
// the test does not make it wrong.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/sha256.h"
#include "tests/support/fault_server.h"

namespace onggi::test {

// Filled before it serves; serving is const and may happen from several threads. Repositories are
// not told apart.
class MemoryRegistry {
public:
    // Under its digest.
    Digest addBlob(std::string bytes)
    {
        const Digest digest = Sha256::of(bytes);
        m_blobs[digest.text()] = std::move(bytes);
        return digest;
    }
    // Under its digest and `tag`.
    Digest addManifest(const std::string& tag, const std::string& mediaType, std::string bytes)
    {
        const Digest digest = Sha256::of(bytes);
        m_manifests[tag] = {mediaType, bytes};
        m_manifests[digest.text()] = {mediaType, std::move(bytes)};
        return digest;
    }

    // What the list of tags says, in this order; manifests do not have to be there.
    void setTags(std::vector<std::string> tags) { m_tags = std::move(tags); }

    FaultReply operator()(const FaultRequest& request) const
    {
        if (request.target.find("/tags/list") != std::string::npos)
            return pageOfTags(request.target);
        const std::string name = request.target.substr(request.target.rfind('/') + 1);
        if (!request.isBlob()) {
            const auto found = m_manifests.find(name);
            if (found == m_manifests.end())
                return missing("MANIFEST_UNKNOWN");
            FaultReply reply;
            reply.headers = {{"Content-Type", found->second.first},
                             {"Docker-Content-Digest", Sha256::of(found->second.second).text()}};
            reply.body = found->second.second;
            return reply;
        }
        const auto found = m_blobs.find(name);
        return found == m_blobs.end() ? missing("BLOB_UNKNOWN")
                                      : part(found->second, request.header("Range"));
    }

private:
    static FaultReply missing(const std::string& code)
    {
        FaultReply reply;
        reply.status = 404;
        reply.body = R"({"errors":[{"code":")" + code + R"(","message":"unknown"}]})";
        return reply;
    }

    // From ?last= (which comes last) on, ?n= of them; a Link where there are more.
    FaultReply pageOfTags(const std::string& target) const
    {
        const auto parameter = [&target](const std::string& name) {
            const auto at = target.find(name + '=');
            const auto from = at == std::string::npos ? target.size() : at + name.size() + 1;
            return target.substr(from, target.find('&', from) - from);
        };
        const std::string last = parameter("last");
        const std::string count = parameter("n");
        auto from = std::find(m_tags.begin(), m_tags.end(), last);
        from = from == m_tags.end() ? m_tags.begin() : from + 1;
        const auto left = static_cast<std::size_t>(m_tags.end() - from);
        const std::size_t size = count.empty() ? left : std::min(left, std::stoul(count));
        std::string list;
        for (std::size_t i = 0; i < size; ++i)
            list += (i == 0 ? "\"" : ",\"") + from[static_cast<std::ptrdiff_t>(i)] + '"';
        FaultReply reply;
        reply.body = R"({"name":"x","tags":[)" + list + "]}";
        if (size < left)
            reply.headers = {{"Link", '<' + target.substr(0, target.find('?')) + "?n=" + count +
                                          "&last=" + from[static_cast<std::ptrdiff_t>(size) - 1] +
                                          ">; rel=\"next\""}};
        return reply;
    }

    // "bytes=N-" is the only form of Range that the engine sends.
    static FaultReply part(const std::string& blob, const std::string& range)
    {
        FaultReply reply;
        if (range.empty()) {
            reply.body = blob;
            return reply;
        }
        const std::size_t from = std::stoul(range.substr(range.find('=') + 1));
        reply.status = 206;
        reply.body = blob.substr(from);
        reply.headers = {{"Content-Range", "bytes " + std::to_string(from) + "-" +
                                               std::to_string(blob.size() - 1) + "/" +
                                               std::to_string(blob.size())}};
        return reply;
    }

    std::map<std::string, std::string> m_blobs;
    std::vector<std::string> m_tags;
    std::map<std::string, std::pair<std::string, std::string>> m_manifests;
};

} // namespace onggi::test
