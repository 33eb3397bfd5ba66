// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The document's JSON. Its reader believes nothing: a client may send anything.

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/registry/access.h"

namespace onggi {

namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMaxFiles = 256;
constexpr std::size_t kMaxHosts = 64;
constexpr std::size_t kMaxCredentials = 64;
constexpr std::size_t kMaxProxyBytes = 4096;
constexpr std::size_t kMaxSecretBytes = 64 << 10;
constexpr std::string_view kWhat = "the access document";

[[noreturn]] void refuse(const std::string& cause)
{
    throw Error(Code::ApiInvalidArgument, "access", cause);
}

// The names alone are told: values may be secrets.
void requireMembers(const Json& object, const std::set<std::string>& known)
{
    if (!object.is_object())
        refuse("something in it is not an object");
    for (const auto& [key, value] : object.items()) {
        if (!known.contains(key))
            refuse("unknown member \"" + key + "\"");
    }
}

bool isPrintableAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

std::string boundedText(const Json& object, const char* name, std::size_t most)
{
    std::string text = optionalString(object, name, kWhat);
    if (text.size() > most)
        refuse(std::string("\"") + name + "\" is too long");
    return text;
}

Json toJson(const NamedText& file)
{
    return {{"name", file.name}, {"text", file.text}};
}

NamedText fileFrom(const Json& object)
{
    requireMembers(object, {"name", "text"});
    return {boundedText(object, "name", 4096), boundedText(object, "text", kMaxConfigurationBytes)};
}

Json toJson(const HostCertificates& certificates)
{
    return {{"authorities", certificates.authorities},
            {"certificate", certificates.certificate},
            {"key", certificates.key}};
}

HostCertificates certificatesFrom(const Json& object)
{
    requireMembers(object, {"authorities", "certificate", "key"});
    HostCertificates certificates{boundedText(object, "authorities", kMaxConfigurationBytes),
                                  boundedText(object, "certificate", kMaxConfigurationBytes),
                                  boundedText(object, "key", kMaxConfigurationBytes)};
    if (certificates.certificate.empty() != certificates.key.empty())
        refuse("a client's certificate goes with its key");
    return certificates;
}

std::string proxyFrom(const Json& object, const char* name)
{
    std::string url = boundedText(object, name, kMaxProxyBytes);
    if (!isPrintableAscii(url))
        refuse(std::string("the proxy \"") + name + "\" is no URL");
    return url;
}

Proxies proxiesFrom(const Json& object)
{
    requireMembers(object, {"http", "https", "no"});
    return {proxyFrom(object, "http"), proxyFrom(object, "https"),
            boundedText(object, "no", kMaxProxyBytes)};
}

Json toJson(const Credentials& credentials)
{
    Json object = Json::object();
    if (!credentials.username.empty())
        object["username"] = credentials.username;
    if (!credentials.password.empty())
        object["password"] = credentials.password;
    if (!credentials.identityToken.empty())
        object["identityToken"] = credentials.identityToken;
    return object;
}

Credentials credentialsFrom(const Json& object)
{
    requireMembers(object, {"username", "password", "identityToken"});
    Credentials credentials{boundedText(object, "username", kMaxSecretBytes),
                            boundedText(object, "password", kMaxSecretBytes),
                            boundedText(object, "identityToken", kMaxSecretBytes)};
    // RFC 7617 §2: what stands before the first colon is the name.
    if (credentials.identityToken.empty() && credentials.username.find(':') != std::string::npos)
        refuse("a user's name has no colon");
    return credentials;
}

template <typename Value, typename Make>
std::map<std::string, Value> mapFrom(const Json& object, const char* name, std::size_t most,
                                     Make make)
{
    std::map<std::string, Value> values;
    const auto member = object.find(name);
    if (member == object.end())
        return values;
    if (!member->is_object() || member->size() > most)
        refuse(std::string("\"") + name + "\" is no object, or too large a one");
    for (const auto& [key, value] : member->items()) {
        if (key.empty() || key.size() > 512 || !isPrintableAscii(key))
            refuse(std::string("\"") + name + "\" has a name that is none");
        values.emplace(key, make(value));
    }
    return values;
}

template <typename Value>
Json mapToJson(const std::map<std::string, Value>& values)
{
    Json object = Json::object();
    for (const auto& [key, value] : values)
        object[key] = toJson(value);
    return object;
}

AccessDocument documentFrom(const Json& root)
{
    requireMembers(root, {"version", "registries", "replacesSystem", "policy", "certificates",
                          "proxies", "credentials"});
    if (requireUnsigned(root, "version", kWhat) != kVersion)
        refuse("its version is not known here");
    AccessDocument document;
    if (const auto files = root.find("registries"); files != root.end()) {
        if (!files->is_array() || files->size() > kMaxFiles)
            refuse("\"registries\" is no list, or too long a one");
        for (const Json& file : *files)
            document.registries.push_back(fileFrom(file));
    }
    document.replacesSystem = optionalBool(root, "replacesSystem", kWhat);
    if (const auto policy = root.find("policy"); policy != root.end())
        document.policy = fileFrom(*policy);
    document.certificates =
        mapFrom<HostCertificates>(root, "certificates", kMaxHosts, certificatesFrom);
    if (const auto proxies = root.find("proxies"); proxies != root.end())
        document.proxies = proxiesFrom(*proxies);
    document.credentials =
        mapFrom<Credentials>(root, "credentials", kMaxCredentials, credentialsFrom);
    return document;
}

} // namespace

std::string AccessDocument::toJson() const
{
    Json root = {{"version", kVersion}};
    if (!registries.empty()) {
        Json files = Json::array();
        for (const NamedText& file : registries)
            files.push_back(onggi::toJson(file));
        root["registries"] = std::move(files);
    }
    if (replacesSystem)
        root["replacesSystem"] = true;
    if (policy)
        root["policy"] = onggi::toJson(*policy);
    if (!certificates.empty())
        root["certificates"] = mapToJson(certificates);
    if (proxies) {
        root["proxies"] = {{"http", proxies->http}, {"https", proxies->https}, {"no", proxies->no}};
    }
    if (!credentials.empty())
        root["credentials"] = mapToJson(credentials);
    try {
        return root.dump();
    } catch (const Json::exception&) {
        refuse("a file of the user's is not UTF-8");
    }
}

AccessDocument AccessDocument::fromJson(std::string_view text)
{
    if (text.size() > kMaxAccessBytes)
        refuse("it is too long");
    try {
        return documentFrom(parseJson(text, kWhat));
    } catch (const Error& error) {
        if (error.code() == Code::ApiInvalidArgument)
            throw;
        // What a parser says may quote what stands in the document.
        refuse("it is no JSON of the kind that engine/registry/access.h describes");
    }
}

} // namespace onggi
