// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the policy strictly, as a setting that was skipped could be the one that forbids, and finds
// the scope that counts for an image: the most exact one, alone.

#include "engine/registry/trust_policy.h"

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"

namespace onggi {

class TrustPolicy::Reader {
public:
    explicit Reader(const NamedText& file)
        : m_file(file)
    {
    }

    TrustPolicy read() const
    {
        if (m_file.text.size() > kMaxConfigurationBytes)
            refuse("the file is too long");
        const Json root = parseJson(m_file.text, m_file.name);
        if (!root.is_object())
            refuse("it is not an object");
        TrustPolicy policy;
        policy.m_file = m_file.name;
        for (const auto& [key, value] : root.items()) {
            if (key == "default")
                policy.m_default = requirements(value, "default");
            else if (key == "transports")
                policy.m_transports = transports(value);
            else
                refuse("unknown member \"" + key + "\"");
        }
        if (policy.m_default.empty())
            refuse("it has no \"default\"");
        return policy;
    }

private:
    [[noreturn]] void refuse(const std::string& cause) const
    {
        throw Error(Code::DocumentInvalid, m_file.name, cause);
    }

    std::map<std::string, Scopes> transports(const Json& value) const
    {
        if (!value.is_object())
            refuse("\"transports\" is not an object");
        std::map<std::string, Scopes> all;
        for (const auto& [transport, scopes] : value.items()) {
            if (!scopes.is_object())
                refuse("\"" + transport + "\" is not an object of scopes");
            Scopes& read = all[transport];
            for (const auto& [scope, list] : scopes.items())
                read.emplace(scope, requirements(list, scope));
        }
        return all;
    }

    Requirements requirements(const Json& list, const std::string& scope) const
    {
        if (!list.is_array() || list.empty())
            refuse("the requirements of \"" + scope + "\" are not a list of some");
        Requirements kinds;
        for (const Json& item : list)
            kinds.push_back(kind(item, scope));
        return kinds;
    }

    Kind kind(const Json& item, const std::string& scope) const
    {
        const std::string type = requireString(item, "type", m_file.name);
        if (type == "signedBy")
            return Kind::SignedBy;
        if (type == "sigstoreSigned")
            return Kind::SigstoreSigned;
        if (type != "insecureAcceptAnything" && type != "reject")
            refuse("unknown type of requirement of \"" + scope + "\": " + type);
        if (item.size() != 1)
            refuse("more than a type in \"" + type + "\" of \"" + scope + "\"");
        return type == "reject" ? Kind::Reject : Kind::Accept;
    }

    const NamedText& m_file;
};

TrustPolicy TrustPolicy::parse(const NamedText& file)
{
    return Reader(file).read();
}

namespace {

// The scopes that an image falls under, the most exact one first.
std::vector<std::string> scopesOf(const Reference& reference)
{
    const std::string repository = reference.repository();
    std::vector<std::string> scopes;
    if (reference.digest)
        scopes.push_back(repository + '@' + reference.digest->text());
    if (!reference.tag.empty())
        scopes.push_back(repository + ':' + reference.tag);
    for (std::string name = repository;; name.resize(name.rfind('/'))) {
        scopes.push_back(name);
        if (name.find('/') == std::string::npos)
            break;
    }
    std::string_view host = std::string_view(reference.domain);
    host = host.substr(0, host.starts_with('[') ? 0 : host.find(':'));
    for (auto dot = host.find('.'); dot != host.npos; dot = host.find('.', dot + 1))
        scopes.push_back('*' + std::string(host.substr(dot)));
    return scopes;
}

} // namespace

void TrustPolicy::require(const Requirements& requirements, const std::string& subject,
                          const std::string& scope) const
{
    const auto refuse = [&](const std::string& cause) {
        throw Error(Code::RegistryForbidden, subject, m_file + ", " + scope + ": " + cause);
    };
    for (const Kind kind : requirements) {
        switch (kind) {
        case Kind::Accept:
            break;
        case Kind::Reject:
            refuse("reject");
            break;
        case Kind::SignedBy:
            refuse("signedBy asks for a signature, and none can be verified here");
            break;
        case Kind::SigstoreSigned:
            refuse("sigstoreSigned asks for a signature, and none can be verified here");
            break;
        }
    }
}

void TrustPolicy::requirePullable(const Reference& reference) const
{
    const auto transport = m_transports.find("docker");
    if (transport == m_transports.end())
        return require(m_default, reference.text(), "default");
    std::vector<std::string> scopes = scopesOf(reference);
    scopes.emplace_back();
    for (const std::string& scope : scopes) {
        if (const auto found = transport->second.find(scope); found != transport->second.end())
            return require(found->second, reference.text(), "docker scope \"" + scope + '"');
    }
    require(m_default, reference.text(), "default");
}

void TrustPolicy::requireLoadable(std::string_view transport, const std::string& name) const
{
    const auto found = m_transports.find(std::string(transport));
    if (found != m_transports.end()) {
        // Other scopes are paths, which an archive that comes as a descriptor does not have.
        if (const auto all = found->second.find(""); all != found->second.end())
            return require(all->second, name, std::string(transport) + " scope \"\"");
    }
    require(m_default, name, "default");
}

} // namespace onggi
