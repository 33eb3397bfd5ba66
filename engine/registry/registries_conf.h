// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// containers-registries.conf(5), version 2: which registries a short name is looked for in, and
// from where a reference is pulled in the end. A pure value; whoever reads the files hands their
// text over.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/image/reference.h"

namespace onggi {

constexpr std::size_t kMaxConfigurationBytes = 256 << 10; // of one file

// What a file is called in errors, and what stands in it.
struct NamedText {
    std::string name;
    std::string text;
};

// One place to ask for a reference.
struct RegistrySource {
    Reference reference;     // as it is asked for there: domain and path may be other ones
    bool isInsecure = false; // plain HTTP and certificates that do not verify are accepted
    bool isMirror = false;

    friend bool operator==(const RegistrySource&, const RegistrySource&) = default;
};

class RegistriesConf {
public:
    // Nothing configured: short names are docker.io's, every registry is asked itself.
    RegistriesConf() = default;

    // Later files count over earlier ones, as registries.conf.d does: their lists and settings
    // replace, their [[registry]] tables replace those of the same prefix, their aliases those of
    // the same name. Throws Error(DocumentInvalid) naming file and line.
    static RegistriesConf parse(const std::vector<NamedText>& files);

    // The references that a text as a user types it stands for, in the order in which they are
    // tried; one, unless it is a short name without an alias and several registries are searched.
    // Throws Error(ReferenceInvalid): no reference, or a short name that is ambiguous or resolves
    // to nothing.
    std::vector<Reference> candidates(std::string_view text) const;

    // Mirrors in their order, the registry itself last. Throws Error(RegistryForbidden) where it is
    // blocked, Error(ReferenceInvalid) where a rewritten name is none.
    std::vector<RegistrySource> sources(const Reference& reference) const;

    // Where a reference is pushed, and repositories are searched: the registry of that name itself,
    // whose mirrors and other location are for pulls. Throws Error(RegistryForbidden).
    RegistrySource destination(const Reference& reference) const;

    // Where credentials are kept, in the order in which they are looked for: names of credential
    // helpers, and kAuthFiles for the files of containers-auth.json(5).
    static constexpr std::string_view kAuthFiles = "containers-auth.json";
    const std::vector<std::string>& credentialHelpers() const { return m_credentialHelpers; }

    // Throws Error(RegistryForbidden) naming prefix and file.
    void refuseBlocked(const Reference& reference) const;

private:
    enum class ShortNames { Permissive, Enforcing, Disabled };
    enum class PullFromMirror { All, DigestOnly, TagOnly };
    struct Mirror {
        std::string location;
        bool isInsecure = false;
        std::optional<PullFromMirror> pull;
    };
    struct Entry {
        std::string prefix;
        std::string location; // empty: where the reference says
        bool isInsecure = false;
        bool isBlocked = false;
        bool areMirrorsByDigestOnly = false;
        std::vector<Mirror> mirrors;
        std::string file;
    };
    class Reader;
    struct Match {
        const Entry* entry = nullptr;
        std::size_t length = 0; // of the reference's text that the prefix covers
    };

    Match find(const std::string& text) const;

    std::optional<std::vector<std::string>> m_searched;
    std::vector<std::string> m_credentialHelpers{std::string(kAuthFiles)};
    ShortNames m_shortNames = ShortNames::Permissive;
    std::map<std::string, std::string> m_aliases;
    std::vector<Entry> m_entries;
};

} // namespace onggi
