// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a confined container is. Every container has a user namespace, so that its root is nobody on
// the host; capabilities, seccomp, masked and read-only paths come on top, as containers-common
// ships them.

#include "engine/run/spec.h"

#include <unordered_map>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/run/containers.h"

namespace onggi {

namespace {

constexpr const char* kPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
constexpr std::size_t kHostnameOfId = 12;
// What execve(2) takes, about; and all ports of both protocols.
constexpr std::size_t kMaxBytes = 2U << 20;
constexpr std::size_t kMaxStrings = 2U << 16;

bool isUtf8(const std::string& text)
{
    try {
        static_cast<void>(Json(text).dump());
        return true;
    } catch (const Json::type_error&) {
        return false;
    }
}

const std::string& requireText(const std::string& text, const char* what)
{
    if (!isUtf8(text))
        throw Error(Code::RunOptionInvalid, std::string(what) + ' ' + text,
                    "it is not UTF-8, which the runtime could not pass on unaltered");
    return text;
}

Json requireTexts(const std::vector<std::string>& texts, const char* what)
{
    Json array = Json::array();
    for (const std::string& text : texts)
        array.push_back(requireText(text, what));
    return array;
}

std::string_view nameOf(std::string_view variable)
{
    return variable.substr(0, variable.find('='));
}

// In the order in which their names first came. Found by these: an image may say a million.
class Environment {
public:
    void set(std::string variable)
    {
        const auto [place, isNew] =
            m_places.try_emplace(std::string(nameOf(variable)), m_variables.size());
        if (isNew)
            m_variables.push_back(std::move(variable));
        else
            m_variables[place->second] = std::move(variable);
    }
    bool has(const std::string& name) const { return m_places.contains(name); }
    std::vector<std::string> take() { return std::move(m_variables); }

private:
    std::vector<std::string> m_variables;
    std::unordered_map<std::string, std::size_t> m_places;
};

Json mountEntry(const char* destination, const char* type, const char* source,
                std::vector<std::string> options)
{
    return {{"destination", destination}, {"type", type}, {"source", source}, {"options", options}};
}

Json makeMounts(const SpecInputs& inputs)
{
    Json mounts = Json::array({
        mountEntry("/proc", "proc", "proc", {"nosuid", "noexec", "nodev"}),
        mountEntry("/dev", "tmpfs", "tmpfs", {"nosuid", "strictatime", "mode=755", "size=65536k"}),
        mountEntry("/dev/pts", "devpts", "devpts",
                   {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"}),
        mountEntry("/dev/shm", "tmpfs", "shm",
                   {"nosuid", "noexec", "nodev", "mode=1777", "size=65536k"}),
        mountEntry("/dev/mqueue", "mqueue", "mqueue", {"nosuid", "noexec", "nodev"}),
        mountEntry("/sys", "sysfs", "sysfs", {"nosuid", "noexec", "nodev", "ro"}),
    });
    if (inputs.cgroups.mode == CgroupMode::V2)
        mounts.push_back(mountEntry("/sys/fs/cgroup", "cgroup", "cgroup",
                                    {"nosuid", "noexec", "nodev", "relatime", "ro"}));
    for (const char* name : {"hosts", "hostname", "resolv.conf"}) {
        const std::string destination = std::string("/etc/") + name;
        mounts.push_back(mountEntry(destination.c_str(), "bind", name,
                                    {"bind", "private", "nosuid", "nodev", "noexec"}));
    }
    return mounts;
}

Json makeNamespaces(const SpecInputs& inputs)
{
    std::vector<const char*> types{"user", "pid", "ipc", "uts", "mount"};
    if (inputs.options.network != NetworkMode::Host)
        types.push_back("network");
    if (inputs.cgroups.mode == CgroupMode::V2)
        types.push_back("cgroup");
    Json namespaces = Json::array();
    for (const char* type : types)
        namespaces.push_back({{"type", type}});
    return namespaces;
}

Json makeCapabilities(const ContainerUser& user)
{
    // Nothing inheritable (CVE-2022-24769), and nothing at once for a user who is not root.
    const Json own = user.uid == 0 ? Json(defaultCapabilities()) : Json::array();
    return {{"bounding", defaultCapabilities()},
            {"effective", own},
            {"permitted", own},
            {"inheritable", Json::array()},
            {"ambient", Json::array()}};
}

Json makeUser(const ContainerUser& user)
{
    return {{"uid", user.uid}, {"gid", user.gid}, {"umask", 022}, {"additionalGids", user.groups}};
}

Json makeProcess(const SpecInputs& inputs)
{
    const RunOptions& options = inputs.options;
    return {
        {"terminal", options.hasTerminal},
        {"user", makeUser(inputs.user)},
        {"args", requireTexts(commandOf(inputs.image, options), "argument")},
        {"env",
         requireTexts(environmentOf(inputs.image, options, inputs.hostname, inputs.user.home),
                      "--env")},
        {"cwd", requireText(workingDirectoryOf(inputs.image, options), "--workdir")},
        {"capabilities", makeCapabilities(inputs.user)},
        {"rlimits", Json::array({{{"type", "RLIMIT_NOFILE"},
                                  {"hard", inputs.openFiles},
                                  {"soft", inputs.openFiles}}})},
        {"noNewPrivileges", false},
    };
}

Json makeLinux(const SpecInputs& inputs)
{
    const Json mapping = Json::array(
        {{{"containerID", 0}, {"hostID", inputs.range.first}, {"size", inputs.range.count}}});
    Json section{
        {"uidMappings", mapping},
        {"gidMappings", mapping},
        {"namespaces", makeNamespaces(inputs)},
        {"cgroupsPath", cgroupsPath(inputs.cgroups, inputs.id)},
        {"resources", cgroupResources(inputs.cgroups, inputs.options)},
        {"seccomp", inputs.seccomp},
        {"maskedPaths",
         {"/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys",
          "/proc/latency_stats", "/proc/sched_debug", "/proc/scsi", "/proc/timer_list",
          "/proc/timer_stats", "/sys/dev/block", "/sys/devices/virtual/powercap", "/sys/firmware",
          "/sys/fs/selinux"}},
        {"readonlyPaths",
         {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"}},
    };
    if (inputs.options.network != NetworkMode::Host) {
        // In a network namespace of its own any user may listen on any port, and ping.
        const std::string last = std::to_string(inputs.range.count - 1);
        section["sysctl"] = {{"net.ipv4.ip_unprivileged_port_start", "0"},
                             {"net.ipv4.ping_group_range", "0 " + last}};
    }
    return section;
}

} // namespace

const std::vector<std::string>& defaultCapabilities()
{
    static const std::vector<std::string> names{
        "CAP_CHOWN",   "CAP_DAC_OVERRIDE",     "CAP_FOWNER",    "CAP_FSETID",
        "CAP_KILL",    "CAP_NET_BIND_SERVICE", "CAP_SETFCAP",   "CAP_SETGID",
        "CAP_SETPCAP", "CAP_SETUID",           "CAP_SYS_CHROOT"};
    return names;
}

void requireRunnable(const RunDefaults& image)
{
    const auto require = [](const std::vector<std::string>& texts, const char* what) {
        std::size_t bytes = 0;
        for (const std::string& text : texts)
            bytes += text.size() + 1;
        if (texts.size() > kMaxStrings || bytes > kMaxBytes)
            throw Error(Code::RunOptionInvalid, std::string("the image's ") + what,
                        "it is longer than a program can be given");
    };
    std::vector<std::string> labels;
    for (const auto& [name, value] : image.labels)
        labels.push_back(name + value);
    require(image.entrypoint, "entry point");
    require(image.command, "command");
    require(image.environment, "environment");
    require({image.workingDirectory, image.user, image.stopSignal}, "user and directory");
    require(image.exposedPorts, "ports");
    require(image.volumes, "volumes");
    require(labels, "labels");
}

std::vector<std::string> commandOf(const RunDefaults& image, const RunOptions& options)
{
    std::vector<std::string> command = options.entrypoint ? *options.entrypoint : image.entrypoint;
    const bool takesImageCommand = options.arguments.empty() && !options.entrypoint;
    const std::vector<std::string>& rest = takesImageCommand ? image.command : options.arguments;
    command.insert(command.end(), rest.begin(), rest.end());
    if (command.empty() || command[0].empty())
        throw Error(Code::RunOptionInvalid, "no command",
                    "neither the image nor the command line names one");
    return command;
}

std::vector<std::string> environmentOf(const RunDefaults& image, const RunOptions& options,
                                       std::string_view hostname, std::string_view home)
{
    Environment environment;
    environment.set(std::string("PATH=") + kPath);
    environment.set("HOSTNAME=" + std::string(hostname));
    if (options.hasTerminal)
        environment.set("TERM=xterm");
    for (const std::string& variable : image.environment) {
        // Some images carry entries that are no assignments; they mean nothing.
        if (variable.find('=') != variable.npos && !variable.starts_with('='))
            environment.set(variable);
    }
    for (const std::string& variable : options.environment)
        environment.set(variable);
    if (!environment.has("HOME"))
        environment.set("HOME=" + std::string(home));
    return environment.take();
}

std::string workingDirectoryOf(const RunDefaults& image, const RunOptions& options)
{
    if (!options.workingDirectory.empty())
        return options.workingDirectory;
    if (image.workingDirectory.starts_with('/'))
        return image.workingDirectory;
    return '/' + image.workingDirectory;
}

Json makeSpec(const SpecInputs& inputs)
{
    Json spec{
        {"ociVersion", "1.0.2"},
        {"hostname",
         inputs.hostname.empty() ? inputs.id.substr(0, kHostnameOfId) : inputs.hostname},
        {"root", {{"path", "root"}, {"readonly", inputs.options.isReadOnly}}},
        {"process", makeProcess(inputs)},
        {"mounts", makeMounts(inputs)},
        {"linux", makeLinux(inputs)},
    };
    if (!inputs.seccompProgram.empty())
        spec["annotations"]["run.oci.seccomp_bpf_data"] = inputs.seccompProgram;
    return spec;
}

Json makeExecProcess(const Json& spec, const ExecOptions& options, const ContainerUser& user)
{
    Json process = requireMember(spec, "process", "the container's configuration");
    process["args"] = requireTexts(options.arguments, "argument");
    process["terminal"] = options.hasTerminal;
    process["user"] = makeUser(user);
    process["capabilities"] = makeCapabilities(user);
    if (!options.workingDirectory.empty())
        process["cwd"] = requireText(options.workingDirectory, "--workdir");
    Environment environment;
    for (const Json& variable : requireArray(process, "env", "the container's configuration")) {
        if (!options.user.empty() && nameOf(variable.get_ref<const std::string&>()) == "HOME")
            continue;
        environment.set(variable.get<std::string>());
    }
    if (options.hasTerminal)
        environment.set("TERM=xterm");
    if (!options.user.empty())
        environment.set("HOME=" + user.home);
    for (const std::string& variable : options.environment)
        environment.set(variable);
    process["env"] = requireTexts(environment.take(), "--env");
    return process;
}

} // namespace onggi
