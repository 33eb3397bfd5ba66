// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A memfd that is sealed against every change cannot be rewritten between a check and a use, and
// reading it cannot block. Secrets are overwritten when they are let go.

#include "helper/service/registry_access.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <span>

#include <fcntl.h>
#include <sys/stat.h>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr int kSeals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

[[noreturn]] void refuse(const char* why)
{
    throw Error(Code::ApiDescriptor, "access", why);
}

void wipe(std::string& text)
{
    ::explicit_bzero(text.data(), text.size());
    text.clear();
}

void wipe(CredentialsByScope& all)
{
    for (auto& [scope, credentials] : all) {
        wipe(credentials.password);
        wipe(credentials.identityToken);
    }
}

void wipe(CertificatesByHost& all)
{
    for (auto& [host, certificates] : all)
        wipe(certificates.key);
}

std::string readSealed(const Fd& fd)
{
    const int seals = ::fcntl(fd.get(), F_GET_SEALS);
    if (seals < 0 || (seals & kSeals) != kSeals)
        refuse("it is no memfd that is sealed against every change");
    struct stat status = {};
    if (::fstat(fd.get(), &status) != 0)
        refuse(std::strerror(errno));
    if (status.st_size < 0 || static_cast<std::size_t>(status.st_size) > kMaxAccessBytes)
        refuse("it is too long");
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    if (readFullyAt(fd.get(), std::as_writable_bytes(std::span(text)), 0, "access") != text.size())
        refuse("it ends early");
    return text;
}

std::optional<std::string> environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
}

QStringList certificateDirectories(const SystemPlaces& places)
{
    return {places.etc + QStringLiteral("/certs.d"), places.dockerCertificates};
}

} // namespace

JobAccess::JobAccess(const Fd& access, SystemPlaces places)
    : m_places(std::move(places))
{
    if (!access)
        return;
    std::string text = readSealed(access);
    try {
        m_document = AccessDocument::fromJson(text);
    } catch (...) {
        wipe(text);
        throw;
    }
    wipe(text);
}

JobAccess::~JobAccess()
{
    wipe(m_document.credentials);
    wipe(m_document.certificates);
}

std::shared_ptr<const RegistryAccess> JobAccess::get()
{
    const std::lock_guard lock(m_mutex);
    if (m_access)
        return m_access;
    const std::shared_ptr<RegistryAccess> access(new RegistryAccess, [](RegistryAccess* done) {
        wipe(done->credentials);
        wipe(done->userCertificates);
        wipe(done->systemCertificates);
        delete done;
    });
    const std::vector<NamedText> system = readSystemRegistries(m_places);
    access->system = RegistriesConf::parse(system);
    access->registries =
        effectiveRegistries(system, m_document.registries, m_document.replacesSystem);
    if (auto policy = systemPolicy(m_places))
        access->policies.push_back(std::move(*policy));
    if (m_document.policy)
        access->policies.push_back(TrustPolicy::parse(*m_document.policy));
    access->systemCertificates = readAllCertificates(certificateDirectories(m_places));
    access->userCertificates = m_document.certificates;
    access->proxies =
        m_document.proxies ? *m_document.proxies : Proxies::fromEnvironment(environment);
    access->credentials = m_document.credentials;
    m_access = access;
    return m_access;
}

std::optional<TrustPolicy> systemPolicy(const SystemPlaces& places)
{
    const auto file = readPolicy({places.etc, places.share});
    return file ? std::optional(TrustPolicy::parse(*file)) : std::nullopt;
}

} // namespace onggi
