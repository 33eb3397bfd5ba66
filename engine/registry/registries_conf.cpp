// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the TOML. What is known is checked strictly; keys that are not known are skipped, as a
// newer version of the format may have them. What the settings lead to is decided in
// registry_sources.cpp.

#include "engine/registry/registries_conf.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/registry/toml_text.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxEntries = 4096;
constexpr std::size_t kMaxMirrors = 64;
constexpr std::size_t kMaxSearched = 64;
constexpr std::size_t kMaxNameBytes = 512;

// Whether Reference::parse() takes the text before the first slash for a registry.
bool namesRegistry(std::string_view text)
{
    const std::string_view host = text.substr(0, text.find('/'));
    return host == "localhost" || host.find_first_of(".:[") != std::string_view::npos;
}

bool hasOnlyNameCharacters(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view(".-_:/@[]").find(c) != std::string_view::npos;
    });
}

} // namespace

class RegistriesConf::Reader {
public:
    Reader(RegistriesConf& conf, const NamedText& file)
        : m_conf(conf)
        , m_file(file)
    {
    }

    void read()
    {
        if (m_file.text.size() > kMaxConfigurationBytes)
            refuseAt(m_file, toml::source_position{1, 1}, "the file is too long");
        const toml::table root = parseToml(m_file);
        refuseVersion1(root);
        readSearch(root);
        readHelpers(root);
        readAliases(root);
        readRegistries(root);
    }

private:
    [[noreturn]] void refuse(const toml::node& node, const std::string& cause) const
    {
        refuseAt(m_file, node, cause);
    }

    void refuseVersion1(const toml::table& root) const
    {
        if (const toml::node* old = root.get("registries")) {
            refuse(*old, "this is version 1 of the format, which is not read any more: write "
                         "unqualified-search-registries and [[registry]] as "
                         "containers-registries.conf(5) says");
        }
    }

    const std::string& string(const toml::node& node, const char* key) const
    {
        const auto* text = node.as_string();
        if (!text || text->get().size() > kMaxNameBytes)
            refuse(node, std::string("\"") + key + "\" is not a text, or too long a one");
        return text->get();
    }

    bool flag(const toml::table& table, const char* key) const
    {
        const toml::node* node = table.get(key);
        if (!node)
            return false;
        const auto* value = node->as_boolean();
        if (!value)
            refuse(*node, std::string("\"") + key + "\" is neither true nor false");
        return value->get();
    }

    // Without a scheme, and without slashes at the end; empty where it is not there.
    std::string name(const toml::table& table, const char* key) const
    {
        const toml::node* node = table.get(key);
        if (!node)
            return {};
        std::string text = string(*node, key);
        if (text.find("://") != std::string::npos)
            refuse(*node, std::string("\"") + key + "\" has a scheme: write host[:port][/path]");
        while (text.ends_with('/'))
            text.pop_back();
        if (!hasOnlyNameCharacters(text.starts_with("*.") ? text.substr(1) : text))
            refuse(*node, std::string("\"") + key + "\" is no host[:port][/path]");
        return text;
    }

    void readSearch(const toml::table& root)
    {
        if (const toml::node* node = root.get("unqualified-search-registries")) {
            const toml::array* list = node->as_array();
            if (!list || list->size() > kMaxSearched)
                refuse(*node,
                       "\"unqualified-search-registries\" is not a list of a few registries");
            m_conf.m_searched.emplace();
            for (const toml::node& item : *list) {
                const std::string& registry = string(item, "unqualified-search-registries");
                if (!namesRegistry(registry) || !hasOnlyNameCharacters(registry) ||
                    registry.find("://") != std::string::npos)
                    refuse(item, "no registry: " + registry);
                m_conf.m_searched->push_back(registry);
            }
        }
        const toml::node* mode = root.get("short-name-mode");
        if (!mode)
            return;
        const std::string& text = string(*mode, "short-name-mode");
        if (text == "enforcing")
            m_conf.m_shortNames = ShortNames::Enforcing;
        else if (text == "permissive")
            m_conf.m_shortNames = ShortNames::Permissive;
        else if (text == "disabled")
            m_conf.m_shortNames = ShortNames::Disabled;
        else
            refuse(*mode, "\"short-name-mode\" is none of enforcing, permissive and disabled");
    }

    void readHelpers(const toml::table& root)
    {
        const toml::node* node = root.get("credential-helpers");
        if (!node)
            return;
        const toml::array* list = node->as_array();
        if (!list || list->empty() || list->size() > kMaxSearched)
            refuse(*node, "\"credential-helpers\" is not a list of a few names");
        m_conf.m_credentialHelpers.clear();
        for (const toml::node& item : *list)
            m_conf.m_credentialHelpers.push_back(string(item, "credential-helpers"));
    }

    void readAliases(const toml::table& root)
    {
        const toml::node* node = root.get("aliases");
        if (!node)
            return;
        const toml::table* aliases = node->as_table();
        if (!aliases || aliases->size() > kMaxEntries)
            refuse(*node, "\"aliases\" is not a table, or too long a one");
        for (const auto& [key, value] : *aliases) {
            const std::string alias(key.str());
            const std::string& target = string(value, "aliases");
            const bool hasRegistry = alias.find('/') != std::string::npos && namesRegistry(alias);
            if (hasRegistry || alias.find_first_of(":@") != std::string::npos)
                refuse(value, "an alias is a name without registry and tag: " + alias);
            if (target.empty()) {
                m_conf.m_aliases.erase(alias); // as an earlier file's alias is taken back
                continue;
            }
            if (!namesRegistry(target) || !isRepository(target))
                refuse(value, "an alias stands for registry/name without a tag: " + target);
            m_conf.m_aliases[alias] = target;
        }
    }

    static bool isRepository(const std::string& text)
    {
        try {
            const Reference reference = Reference::parse(text);
            return !reference.digest && text.find(':', text.find('/')) == std::string::npos;
        } catch (const Error&) {
            return false;
        }
    }

    void readRegistries(const toml::table& root)
    {
        const toml::node* node = root.get("registry");
        if (!node)
            return;
        const toml::array* tables = node->as_array();
        if (!tables || tables->size() > kMaxEntries)
            refuse(*node, "\"registry\" is not a list of [[registry]] tables");
        std::map<std::string, Entry> read;
        for (const toml::node& item : *tables) {
            Entry entry = readEntry(item);
            const auto [known, isNew] = read.emplace(entry.prefix, entry);
            if (!isNew && (known->second.isBlocked != entry.isBlocked ||
                           known->second.isInsecure != entry.isInsecure))
                refuse(item, "two [[registry]] tables disagree about " + entry.prefix);
            known->second = std::move(entry);
        }
        for (auto& [prefix, entry] : read) {
            std::erase_if(m_conf.m_entries,
                          [&](const Entry& earlier) { return earlier.prefix == prefix; });
            m_conf.m_entries.push_back(std::move(entry));
        }
    }

    Entry readEntry(const toml::node& node) const
    {
        const toml::table* table = node.as_table();
        if (!table)
            refuse(node, "\"registry\" is not a list of [[registry]] tables");
        Entry entry;
        entry.file = m_file.name;
        entry.prefix = name(*table, "prefix");
        entry.location = name(*table, "location");
        if (entry.prefix.empty() && entry.location.empty())
            refuse(node, "a [[registry]] has neither prefix nor location");
        if (entry.prefix.empty())
            entry.prefix = entry.location;
        const bool isWildcard = entry.prefix.starts_with("*.");
        if (entry.location.empty() && !isWildcard)
            refuse(node, "a [[registry]] has no location, and its prefix is no *.host");
        if (isWildcard && entry.prefix.find_first_of("/:@*", 1) != std::string::npos)
            refuse(node, "a prefix with a wildcard is *.host and nothing else: " + entry.prefix);
        if (entry.location.starts_with("*"))
            refuse(node, "a location has no wildcard");
        entry.isInsecure = flag(*table, "insecure");
        entry.isBlocked = flag(*table, "blocked");
        entry.areMirrorsByDigestOnly = flag(*table, "mirror-by-digest-only");
        if (const toml::node* mirrors = table->get("mirror"))
            entry.mirrors = readMirrors(*mirrors, entry.areMirrorsByDigestOnly);
        return entry;
    }

    std::vector<Mirror> readMirrors(const toml::node& node, bool areByDigestOnly) const
    {
        const toml::array* tables = node.as_array();
        if (!tables || tables->size() > kMaxMirrors)
            refuse(node, "\"mirror\" is not a list of a few [[registry.mirror]] tables");
        std::vector<Mirror> mirrors;
        for (const toml::node& item : *tables) {
            const toml::table* table = item.as_table();
            if (!table)
                refuse(item, "\"mirror\" is not a list of [[registry.mirror]] tables");
            Mirror mirror{name(*table, "location"), flag(*table, "insecure"), {}};
            if (mirror.location.empty() || mirror.location.starts_with("*"))
                refuse(item, "a mirror has no location");
            if (const toml::node* pull = table->get("pull-from-mirror")) {
                if (areByDigestOnly)
                    refuse(*pull, "mirror-by-digest-only and pull-from-mirror exclude each other");
                mirror.pull = pullFromMirror(*pull);
            }
            mirrors.push_back(std::move(mirror));
        }
        return mirrors;
    }

    PullFromMirror pullFromMirror(const toml::node& node) const
    {
        const std::string& text = string(node, "pull-from-mirror");
        if (text == "all" || text.empty())
            return PullFromMirror::All;
        if (text == "digest-only")
            return PullFromMirror::DigestOnly;
        if (text == "tag-only")
            return PullFromMirror::TagOnly;
        refuse(node, "\"pull-from-mirror\" is none of all, digest-only and tag-only");
    }

    RegistriesConf& m_conf;
    const NamedText& m_file;
};

RegistriesConf RegistriesConf::parse(const std::vector<NamedText>& files)
{
    RegistriesConf conf;
    for (const NamedText& file : files)
        Reader(conf, file).read();
    return conf;
}

} // namespace onggi
