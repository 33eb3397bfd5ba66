// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The aliases and the order of preference are those of github.com/containerd/platforms
// (database.go, compare.go), so that an index gives the same image here as there.

#include "engine/image/platform.h"

#include <algorithm>

#include <sys/utsname.h>

#include "engine/core/error.h"

namespace onggi {

namespace {

struct Alias {
    std::string_view name;
    std::string_view architecture;
    std::string_view variant; // used where none is given
};

constexpr std::size_t kMaxText = 128;

constexpr Alias kAliases[] = {
    {"x86_64", "amd64", ""},  {"x86-64", "amd64", ""},   {"i386", "386", ""},
    {"i486", "386", ""},      {"i586", "386", ""},       {"i686", "386", ""},
    {"aarch64", "arm64", ""}, {"armhf", "arm", "v7"},    {"armel", "arm", "v6"},
    {"armv8l", "arm", "v7"},  {"armv7l", "arm", "v7"},   {"armv7", "arm", "v7"},
    {"armv6l", "arm", "v6"},  {"armv5tel", "arm", "v5"}, {"loongarch64", "loong64", ""},
};

constexpr std::string_view kArchitectures[] = {
    "386",    "amd64", "arm",     "arm64",   "loong64", "mips",    "mips64", "mips64le",
    "mipsle", "ppc64", "ppc64le", "riscv64", "s390x",   "sparc64", "wasm",
};

constexpr std::string_view kSystems[] = {"linux",   "windows", "darwin",
                                         "freebsd", "wasip1",  "macos"};

template <typename List>
bool contains(const List& list, std::string_view text)
{
    return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

bool isKnownArchitecture(std::string_view name)
{
    return contains(kArchitectures, name) ||
           std::any_of(std::begin(kAliases), std::end(kAliases),
                       [&](const Alias& alias) { return alias.name == name; });
}

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> parts;
    while (true) {
        const std::size_t slash = text.find('/');
        parts.emplace_back(text.substr(0, slash));
        if (slash == text.npos)
            return parts;
        text.remove_prefix(slash + 1);
    }
}

bool isWord(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    });
}

// "v7" is 7; 0 for what is not of this form.
int variantNumber(std::string_view variant)
{
    return variant.size() == 2 && variant[0] == 'v' && variant[1] >= '1' && variant[1] <= '9'
               ? variant[1] - '0'
               : 0;
}

std::string variantName(int number)
{
    return 'v' + std::to_string(number);
}

} // namespace

Platform Platform::normalised(std::string os, std::string architecture, std::string variant)
{
    Platform platform{lower(std::move(os)), lower(std::move(architecture)),
                      lower(std::move(variant))};
    if (platform.os == "macos")
        platform.os = "darwin";
    for (const Alias& alias : kAliases) {
        if (platform.architecture == alias.name) {
            platform.architecture = alias.architecture;
            if (platform.variant.empty())
                platform.variant = alias.variant;
            break;
        }
    }
    if (!platform.variant.empty() && platform.variant.front() >= '0' &&
        platform.variant.front() <= '9')
        platform.variant.insert(0, 1, 'v');
    // Each of these is what the architecture means without a variant.
    const bool isDefault = (platform.architecture == "arm64" && platform.variant == "v8") ||
                           (platform.architecture == "amd64" && platform.variant == "v1");
    if (isDefault)
        platform.variant.clear();
    if (platform.architecture == "arm" && platform.variant.empty())
        platform.variant = "v7";
    return platform;
}

Platform Platform::host()
{
    struct utsname name;
    ::uname(&name);
    return normalised("linux", name.machine, "");
}

Platform Platform::parse(std::string_view text)
{
    if (text.size() > kMaxText) // of slashes alone, the parts would be many
        throw Error(Code::PlatformInvalid, std::string(text.substr(0, kMaxText)));
    const std::vector<std::string> parts = split(text);
    for (const std::string& part : parts) {
        if (!isWord(lower(part)))
            throw Error(Code::PlatformInvalid, std::string(text.substr(0, kMaxText)));
    }
    const Platform own = host();
    if (parts.size() == 1) {
        const std::string word = lower(parts[0]);
        if (contains(kSystems, word))
            return normalised(word, own.architecture, own.variant);
        if (isKnownArchitecture(word))
            return normalised(own.os, word, "");
    } else if (parts.size() <= 3) {
        return normalised(parts[0], parts[1], parts.size() == 3 ? parts[2] : std::string());
    }
    throw Error(Code::PlatformInvalid, std::string(text.substr(0, kMaxText)));
}

std::string Platform::text() const
{
    std::string text = os + '/' + architecture;
    if (!variant.empty())
        text += '/' + variant;
    return text;
}

std::vector<Platform> Platform::acceptable() const
{
    std::vector<Platform> platforms{*this};
    const auto add = [&](const char* arch, int from) {
        for (int number = from; number >= 1; --number)
            platforms.push_back(normalised(os, arch, variantName(number)));
    };
    if (architecture == "amd64") {
        add("amd64", variantNumber(variant) - 1);
    } else if (architecture == "arm") {
        for (int number = variantNumber(variant) - 1; number >= 5; --number)
            platforms.push_back({os, "arm", variantName(number)});
    } else if (architecture == "arm64") {
        // Only what is written out: "v9" also runs "v8", which is the architecture without a
        // variant.
        for (int number = variantNumber(variant) - 1; number >= 8; --number)
            platforms.push_back(normalised(os, "arm64", variantName(number)));
        for (int number = 8; number >= 5; --number)
            platforms.push_back({os, "arm", variantName(number)});
    }
    return platforms;
}

} // namespace onggi
