// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compiling a filter takes libseccomp about as long as starting a container takes otherwise. It is
// the same for all containers, so it is done once and handed to crun ready-made. The rules follow
// crun's reading of the runtime configuration.

#include <cctype>
#include <cerrno>
#include <cstring>
#include <memory>

#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <seccomp.h>
#include <sys/mman.h>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/run/seccomp.h"

namespace onggi {

namespace {

constexpr std::string_view kWhat = "the seccomp profile";
constexpr std::size_t kMaxArguments = 6;

[[noreturn]] void refuse(const std::string& why)
{
    throw Error(Code::DocumentInvalid, std::string(kWhat), why);
}

void check(int result, const std::string& what)
{
    if (result < 0)
        refuse(what + ": " + std::strerror(-result));
}

std::uint32_t actionOf(const std::string& name, std::uint16_t number)
{
    if (name == "SCMP_ACT_ALLOW")
        return SCMP_ACT_ALLOW;
    if (name == "SCMP_ACT_ERRNO")
        return SCMP_ACT_ERRNO(number);
    if (name == "SCMP_ACT_KILL" || name == "SCMP_ACT_KILL_THREAD")
        return SCMP_ACT_KILL_THREAD;
    if (name == "SCMP_ACT_KILL_PROCESS")
        return SCMP_ACT_KILL_PROCESS;
    if (name == "SCMP_ACT_LOG")
        return SCMP_ACT_LOG;
    if (name == "SCMP_ACT_TRAP")
        return SCMP_ACT_TRAP;
    refuse("unknown action " + name);
}

std::uint16_t numberOf(const Json& object, const char* name)
{
    return static_cast<std::uint16_t>(object.value(name, std::uint64_t(EPERM)));
}

scmp_compare comparisonOf(const std::string& name)
{
    constexpr std::pair<std::string_view, scmp_compare> kNames[] = {
        {"SCMP_CMP_NE", SCMP_CMP_NE},
        {"SCMP_CMP_LT", SCMP_CMP_LT},
        {"SCMP_CMP_LE", SCMP_CMP_LE},
        {"SCMP_CMP_EQ", SCMP_CMP_EQ},
        {"SCMP_CMP_GE", SCMP_CMP_GE},
        {"SCMP_CMP_GT", SCMP_CMP_GT},
        {"SCMP_CMP_MASKED_EQ", SCMP_CMP_MASKED_EQ}};
    for (const auto& [known, comparison] : kNames) {
        if (known == name)
            return comparison;
    }
    refuse("unknown comparison " + name);
}

std::vector<scmp_arg_cmp> argumentsOf(const Json& rule)
{
    std::vector<scmp_arg_cmp> arguments;
    for (const Json& item : rule.value("args", Json::array())) {
        scmp_arg_cmp argument{};
        argument.arg = item.at("index").get<unsigned>();
        argument.op = comparisonOf(item.at("op"));
        argument.datum_a = item.at("value").get<std::uint64_t>();
        argument.datum_b = item.value("valueTwo", std::uint64_t(0));
        if (argument.arg >= kMaxArguments)
            refuse("a system call has six arguments");
        arguments.push_back(argument);
    }
    return arguments;
}

// Several conditions on one argument are alternatives, on several they hold together.
bool areAlternatives(const std::vector<scmp_arg_cmp>& arguments)
{
    unsigned seen = 0;
    for (const scmp_arg_cmp& argument : arguments) {
        if ((seen & (1U << argument.arg)) != 0)
            return true;
        seen |= 1U << argument.arg;
    }
    return false;
}

void addRule(scmp_filter_ctx context, const Json& rule, std::uint32_t defaultAction)
{
    const std::uint32_t action = actionOf(rule.at("action"), numberOf(rule, "errnoRet"));
    if (action == defaultAction)
        return;
    const std::vector<scmp_arg_cmp> arguments = argumentsOf(rule);
    for (const Json& item : rule.at("names")) {
        const std::string name = item;
        const int call = ::seccomp_syscall_resolve_name(name.c_str());
        if (call == __NR_SCMP_ERROR)
            continue; // of another architecture, or newer than libseccomp
        if (!areAlternatives(arguments)) {
            check(::seccomp_rule_add_array(context, action, call,
                                           static_cast<unsigned>(arguments.size()),
                                           arguments.data()),
                  name);
            continue;
        }
        for (const scmp_arg_cmp& argument : arguments)
            check(::seccomp_rule_add_array(context, action, call, 1, &argument), name);
    }
}

void addArchitectures(scmp_filter_ctx context, const Json& names)
{
    for (const Json& item : names) {
        std::string name = item.get<std::string>();
        name.erase(0, std::string_view("SCMP_ARCH_").size());
        for (char& letter : name)
            letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        const std::uint32_t architecture = ::seccomp_arch_resolve_name(name.c_str());
        if (architecture == 0)
            refuse("unknown architecture " + name);
        const int result = ::seccomp_arch_add(context, architecture);
        if (result != -EEXIST)
            check(result, name);
    }
}

std::string base64(const std::string& bytes)
{
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                         reinterpret_cast<const unsigned char*>(bytes.data()),
                                         static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

} // namespace

std::string compileSeccomp(const Json& resolved)
{
    const std::uint32_t defaultAction =
        actionOf(resolved.at("defaultAction"), numberOf(resolved, "defaultErrnoRet"));
    const std::unique_ptr<void, decltype(&::seccomp_release)> context(::seccomp_init(defaultAction),
                                                                      &::seccomp_release);
    if (!context)
        refuse("libseccomp refuses it");
    addArchitectures(context.get(), resolved.at("architectures"));
    for (const Json& rule : resolved.at("syscalls"))
        addRule(context.get(), rule, defaultAction);
    const Fd file(::memfd_create("seccomp", MFD_CLOEXEC));
    if (!file)
        throw systemError(errno, "seccomp", "memfd_create");
    check(::seccomp_export_bpf(context.get(), file.get()), "export");
    std::string program(fileSize(file.get(), "seccomp"), '\0');
    readFullyAt(file.get(), std::as_writable_bytes(std::span(program)), 0, "seccomp");
    return base64(program);
}

} // namespace onggi
