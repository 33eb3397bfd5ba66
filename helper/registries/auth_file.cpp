// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An entry's "auth" is base64 of "user:password"; a user called <token> has an identity token
// instead of a password, as has an entry with "identitytoken".

#include "helper/registries/auth_file.h"

#include <utility>

#include <QByteArray>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "helper/api/convert.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxEntries = 1000;
constexpr std::string_view kTokenUser = "<token>";

[[noreturn]] void refuse(const std::string& file, const std::string& cause)
{
    throw Error(Code::DocumentInvalid, file, cause);
}

// A parser's words may quote what stands in the file: only that it cannot be read is told.
Json parseQuietly(const NamedText& file)
{
    if (file.text.size() > kMaxAuthFileBytes)
        refuse(file.name, "the file is too long");
    try {
        Json root = parseJson(file.text, file.name);
        if (root.is_object())
            return root;
    } catch (const Error&) {
        // Told below.
    }
    refuse(file.name, "it is no JSON object");
}

const Json* member(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string textOf(const Json& entry, const char* name, const std::string& file)
{
    const Json* value = member(entry, name);
    if (value && !value->is_string())
        refuse(file, std::string("\"") + name + "\" of an entry is not a text");
    return value ? value->get<std::string>() : std::string();
}

// Nothing for an entry that only says that a program has the credentials.
std::optional<Credentials> credentialsOf(const Json& entry, const std::string& key,
                                         const std::string& file)
{
    if (!entry.is_object())
        refuse(file, "the entry of " + key + " is not an object");
    Credentials credentials;
    credentials.username = textOf(entry, "username", file);
    credentials.password = textOf(entry, "password", file);
    credentials.identityToken = textOf(entry, "identitytoken", file);
    if (const std::string encoded = textOf(entry, "auth", file); !encoded.empty()) {
        const auto decoded = QByteArray::fromBase64Encoding(
            toByteArray(encoded), QByteArray::AbortOnBase64DecodingErrors);
        const auto colon = decoded.decoded.indexOf(':');
        if (!decoded || colon < 0)
            refuse(file, "\"auth\" of " + key + " is not base64 of user:password");
        credentials.username = decoded.decoded.left(colon).toStdString();
        credentials.password = decoded.decoded.mid(colon + 1).toStdString();
        while (credentials.password.ends_with('\0'))
            credentials.password.pop_back(); // old versions of Docker have filled up with these
    }
    if (credentials.username == kTokenUser && credentials.identityToken.empty())
        credentials.identityToken = std::exchange(credentials.password, {});
    if (credentials.identityToken.empty() &&
        (credentials.username.empty() || credentials.password.empty()))
        return std::nullopt;
    return credentials;
}

void readEntries(AuthFile& read, const Json& entries)
{
    if (!entries.is_object() || entries.size() > kMaxEntries)
        refuse(read.name, "\"auths\" is not an object, or too large a one");
    for (const auto& [key, entry] : entries.items()) {
        if (auto credentials = credentialsOf(entry, key, read.name))
            read.credentials.insert_or_assign(scopeOfKey(key), std::move(*credentials));
    }
}

Json parseOrNew(const NamedText& file)
{
    return file.text.find_first_not_of(" \t\r\n") == std::string::npos ? Json::object()
                                                                       : parseQuietly(file);
}

} // namespace

AuthFile AuthFile::parse(const NamedText& file, AuthFormat format)
{
    AuthFile read;
    read.name = file.name;
    const Json root = parseOrNew(file);
    if (format == AuthFormat::Legacy) {
        readEntries(read, root);
        return read;
    }
    if (const Json* entries = member(root, "auths"))
        readEntries(read, *entries);
    if (const Json* helpers = member(root, "credHelpers")) {
        if (!helpers->is_object() || helpers->size() > kMaxEntries)
            refuse(file.name, "\"credHelpers\" is not an object, or too large a one");
        for (const auto& [key, program] : helpers->items()) {
            if (!program.is_string())
                refuse(file.name, "the helper of " + key + " is not a text");
            read.helpers.emplace(scopeOfKey(key), program.get<std::string>());
        }
    }
    read.store = textOf(root, "credsStore", file.name);
    return read;
}

std::string AuthFile::helperOf(const std::string& host) const
{
    const auto own = helpers.find(host);
    return own == helpers.end() ? store : own->second;
}

std::string scopeOfKey(std::string_view key)
{
    bool hasScheme = false;
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (key.starts_with(scheme)) {
            key.remove_prefix(scheme.size());
            hasScheme = true;
        }
    }
    std::string host(key.substr(0, key.find('/')));
    std::string path(key.substr(host.size()));
    while (path.ends_with('/'))
        path.pop_back();
    // What follows the host of a URL is an API's version and no namespace.
    if (hasScheme && (path == "/v1" || path == "/v2"))
        path.clear();
    if (host == "index.docker.io" || host == "registry-1.docker.io")
        host = "docker.io";
    return host + path;
}

std::string hostOfScope(const std::string& scope)
{
    return scope.substr(0, scope.find('/'));
}

std::string withCredentials(const NamedText& file, const std::string& scope,
                            const Credentials& credentials)
{
    Json root = parseOrNew(file);
    Json& entries = root["auths"];
    if (!entries.is_null() && !entries.is_object())
        refuse(file.name, "\"auths\" is not an object");
    Json entry = Json::object();
    const bool isToken = !credentials.identityToken.empty();
    const std::string pair =
        (isToken ? std::string(kTokenUser) : credentials.username) + ":" + credentials.password;
    entry["auth"] = toByteArray(pair).toBase64().toStdString();
    if (isToken)
        entry["identitytoken"] = credentials.identityToken;
    entries[scope] = std::move(entry);
    return root.dump(4) + "\n";
}

RemovedCredentials withoutCredentials(const NamedText& file,
                                      const std::optional<std::string>& scope)
{
    Json root = parseOrNew(file);
    const auto entries = root.find("auths");
    if (entries == root.end() || !entries->is_object())
        return {file.text, false};
    Json kept = Json::object();
    for (const auto& [key, entry] : entries->items()) {
        if (scope && scopeOfKey(key) != *scope)
            kept[key] = entry;
    }
    const bool hasChanged = kept.size() != entries->size();
    *entries = std::move(kept);
    return {hasChanged ? root.dump(4) + "\n" : file.text, hasChanged};
}

} // namespace onggi
