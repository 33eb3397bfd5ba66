// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Conditions: "includes" must all hold (every capability, one of the architectures, at least the
// kernel), of "excludes" none may.

#include "engine/run/seccomp.h"

#include <array>

#include <sys/utsname.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::string_view kWhat = "the seccomp profile";

[[noreturn]] void refuse(const std::string& why)
{
    throw Error(Code::DocumentInvalid, std::string(kWhat), why);
}

struct Architecture {
    std::string_view go;
    std::string_view seccomp;
    std::string_view machine; // uname(2)
};
constexpr std::array kArchitectures = std::to_array<Architecture>({
    {"amd64", "SCMP_ARCH_X86_64", "x86_64"},
    {"386", "SCMP_ARCH_X86", "i686"},
    {"arm64", "SCMP_ARCH_AARCH64", "aarch64"},
    {"arm", "SCMP_ARCH_ARM", "armv7l"},
    {"ppc64le", "SCMP_ARCH_PPC64LE", "ppc64le"},
    {"riscv64", "SCMP_ARCH_RISCV64", "riscv64"},
    {"s390x", "SCMP_ARCH_S390X", "s390x"},
    {"mips64le", "SCMP_ARCH_MIPSEL64", "mips64"},
});

void requireKnownMembers(const Json& object, std::initializer_list<std::string_view> known)
{
    if (!object.is_object())
        refuse("expected an object");
    for (const auto& member : object.items()) {
        if (std::find(known.begin(), known.end(), member.key()) == known.end())
            refuse("unknown member " + member.key());
    }
}

bool isKernelAtLeast(const KernelVersion& kernel, const std::string& least)
{
    const KernelVersion wanted = parseKernelVersion(least);
    if (wanted == KernelVersion{})
        refuse("not a kernel version: " + least);
    return kernel >= wanted;
}

// An architecture's other ABIs have names of their own in conditions: an x86-64 process may be
// "x32" too.
bool isArchitecture(const std::string& name, const SeccompTarget& target)
{
    return name == target.architecture;
}

bool includesHold(const Json& conditions, const SeccompTarget& target)
{
    requireKnownMembers(conditions, {"caps", "arches", "minKernel"});
    for (const std::string& capability : optionalStrings(conditions, "caps", kWhat)) {
        if (!target.capabilities.contains(capability))
            return false;
    }
    const std::vector<std::string> arches = optionalStrings(conditions, "arches", kWhat);
    const auto isOurs = [&](const std::string& name) { return isArchitecture(name, target); };
    if (!arches.empty() && std::none_of(arches.begin(), arches.end(), isOurs))
        return false;
    const std::string least = optionalString(conditions, "minKernel", kWhat);
    return least.empty() || isKernelAtLeast(target.kernel, least);
}

bool excludesApply(const Json& conditions, const SeccompTarget& target)
{
    requireKnownMembers(conditions, {"caps", "arches", "minKernel"});
    for (const std::string& capability : optionalStrings(conditions, "caps", kWhat)) {
        if (target.capabilities.contains(capability))
            return true;
    }
    for (const std::string& name : optionalStrings(conditions, "arches", kWhat)) {
        if (isArchitecture(name, target))
            return true;
    }
    const std::string least = optionalString(conditions, "minKernel", kWhat);
    return !least.empty() && isKernelAtLeast(target.kernel, least);
}

bool applies(const Json& rule, const SeccompTarget& target)
{
    const auto includes = rule.find("includes");
    if (includes != rule.end() && !includes->is_null() && !includesHold(*includes, target))
        return false;
    const auto excludes = rule.find("excludes");
    return excludes == rule.end() || excludes->is_null() || !excludesApply(*excludes, target);
}

Json resolveArguments(const Json& arguments)
{
    Json resolved = Json::array();
    for (const Json& argument : arguments) {
        requireKnownMembers(argument, {"index", "value", "valueTwo", "op"});
        Json item{{"index", requireUnsigned(argument, "index", kWhat)},
                  {"value", requireUnsigned(argument, "value", kWhat)},
                  {"op", requireString(argument, "op", kWhat)}};
        if (argument.contains("valueTwo"))
            item["valueTwo"] = requireUnsigned(argument, "valueTwo", kWhat);
        resolved.push_back(std::move(item));
    }
    return resolved;
}

Json resolveRule(const Json& rule)
{
    Json names = Json::array();
    if (const std::string name = optionalString(rule, "name", kWhat); !name.empty())
        names.push_back(name);
    for (std::string& name : optionalStrings(rule, "names", kWhat))
        names.push_back(std::move(name));
    if (names.empty())
        refuse("a rule without names");
    Json resolved{{"names", std::move(names)}, {"action", requireString(rule, "action", kWhat)}};
    if (const auto number = rule.find("errnoRet"); number != rule.end() && !number->is_null())
        resolved["errnoRet"] = requireUnsigned(rule, "errnoRet", kWhat);
    if (const auto found = rule.find("args"); found != rule.end() && !found->is_null()) {
        Json arguments = resolveArguments(requireArray(rule, "args", kWhat));
        if (!arguments.empty())
            resolved["args"] = std::move(arguments);
    }
    return resolved;
}

Json resolveArchitectures(const Json& profile, const SeccompTarget& target)
{
    const auto known =
        std::find_if(kArchitectures.begin(), kArchitectures.end(),
                     [&](const Architecture& entry) { return entry.go == target.architecture; });
    if (known == kArchitectures.end())
        refuse("no rules for the architecture " + target.architecture);
    Json names = Json::array({std::string(known->seccomp)});
    const auto map = profile.find("archMap");
    if (map == profile.end())
        return names;
    for (const Json& entry : requireArray(profile, "archMap", kWhat)) {
        requireKnownMembers(entry, {"architecture", "subArchitectures"});
        if (requireString(entry, "architecture", kWhat) != known->seccomp)
            continue;
        for (std::string& name : optionalStrings(entry, "subArchitectures", kWhat))
            names.push_back(std::move(name));
    }
    return names;
}

} // namespace

Json resolveSeccomp(std::string_view profile, const SeccompTarget& target)
{
    const Json document = parseJson(profile, kWhat);
    requireKnownMembers(
        document, {"defaultAction", "defaultErrnoRet", "defaultErrno", "archMap", "syscalls"});
    Json resolved{{"defaultAction", requireString(document, "defaultAction", kWhat)},
                  {"architectures", resolveArchitectures(document, target)}};
    if (document.contains("defaultErrnoRet"))
        resolved["defaultErrnoRet"] = requireUnsigned(document, "defaultErrnoRet", kWhat);
    Json rules = Json::array();
    for (const Json& rule : requireArray(document, "syscalls", kWhat)) {
        requireKnownMembers(rule, {"name", "names", "action", "args", "comment", "includes",
                                   "excludes", "errnoRet", "errno"});
        if (applies(rule, target))
            rules.push_back(resolveRule(rule));
    }
    resolved["syscalls"] = std::move(rules);
    return resolved;
}

std::string nativeArchitecture()
{
    utsname name{};
    ::uname(&name);
    for (const Architecture& entry : kArchitectures) {
        if (entry.machine == name.machine)
            return std::string(entry.go);
    }
    return name.machine;
}

} // namespace onggi
