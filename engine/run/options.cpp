// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What Docker's users write behind the options of `run`, and what of it is refused.

#include "engine/run/options.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <csignal>
#include <limits>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/run/byte_text.h"

namespace onggi {

namespace {

constexpr std::uint64_t kMinMemory = 6U << 20;
constexpr std::size_t kMaxStrings = 10'000;
constexpr std::size_t kMaxBytes = 2U << 20; // what execve(2) takes, about
constexpr std::size_t kMaxPorts = 1000;
constexpr std::size_t kMaxName = 128;
constexpr std::size_t kMaxHostname = 63;

[[noreturn]] void refuse(std::string option, std::string why)
{
    throw Error(Code::RunOptionInvalid, std::move(option), std::move(why));
}

template <typename Number>
std::optional<Number> parseNumber(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

struct PortRange {
    std::uint16_t first = 0;
    std::uint16_t last = 0;

    unsigned count() const { return last - first + 1U; }
};

PortRange parsePortRange(std::string_view text, std::string_view whole)
{
    const std::size_t dash = text.find('-');
    const auto first = parseNumber<std::uint16_t>(text.substr(0, dash));
    const auto last = dash == text.npos ? first : parseNumber<std::uint16_t>(text.substr(dash + 1));
    if (!first || !last || *first == 0 || *last < *first)
        refuse("-p " + std::string(whole), "expected ports from 1 to 65535");
    return {*first, *last};
}

bool isAddress(std::string_view text)
{
    if (text.find(':') != text.npos)
        return text.find_first_not_of("0123456789abcdefABCDEF:.") == text.npos;
    unsigned dots = 0;
    while (true) {
        const std::size_t end = std::min(text.find('.'), text.size());
        if (!parseNumber<std::uint8_t>(text.substr(0, end)))
            return false;
        if (end == text.size())
            return dots == 3;
        ++dots;
        text.remove_prefix(end + 1);
    }
}

// Takes "ADDRESS:" off the front: "[::1]:" or "127.0.0.1:".
std::string takeAddress(std::string_view& rest, std::string_view whole)
{
    std::string_view address;
    if (rest.starts_with('[')) {
        const std::size_t end = rest.find("]:");
        if (end == rest.npos)
            refuse("-p " + std::string(whole), "expected [IPv6 address]:host port:container port");
        address = rest.substr(1, end - 1);
        rest.remove_prefix(end + 2);
    } else if (std::count(rest.begin(), rest.end(), ':') == 2) {
        const std::size_t end = rest.find(':');
        address = rest.substr(0, end);
        rest.remove_prefix(end + 1);
    } else {
        return {};
    }
    if (!isAddress(address))
        refuse("-p " + std::string(whole), "expected an IP address before the host port");
    return std::string(address);
}

struct SignalName {
    std::string_view name;
    int number;
};
constexpr std::array kSignals = std::to_array<SignalName>({
    {"HUP", SIGHUP},       {"INT", SIGINT},       {"QUIT", SIGQUIT},   {"ILL", SIGILL},
    {"TRAP", SIGTRAP},     {"ABRT", SIGABRT},     {"BUS", SIGBUS},     {"FPE", SIGFPE},
    {"KILL", SIGKILL},     {"USR1", SIGUSR1},     {"SEGV", SIGSEGV},   {"USR2", SIGUSR2},
    {"PIPE", SIGPIPE},     {"ALRM", SIGALRM},     {"TERM", SIGTERM},   {"CHLD", SIGCHLD},
    {"CONT", SIGCONT},     {"STOP", SIGSTOP},     {"TSTP", SIGTSTP},   {"TTIN", SIGTTIN},
    {"TTOU", SIGTTOU},     {"URG", SIGURG},       {"XCPU", SIGXCPU},   {"XFSZ", SIGXFSZ},
    {"VTALRM", SIGVTALRM}, {"PROF", SIGPROF},     {"WINCH", SIGWINCH}, {"IO", SIGIO},
    {"PWR", SIGPWR},       {"SYS", SIGSYS},       {"CLD", SIGCHLD},    {"IOT", SIGABRT},
    {"POLL", SIGIO},       {"STKFLT", SIGSTKFLT},
});

void checkBytes(const std::vector<std::string>& strings, const char* option)
{
    std::size_t total = 0;
    if (strings.size() > kMaxStrings)
        refuse(option, "too many");
    for (const std::string& text : strings) {
        total += text.size() + 1;
        if (text.find('\0') != text.npos)
            refuse(option, "it contains a zero byte");
    }
    if (total > kMaxBytes)
        refuse(option, "too long");
}

void checkName(const std::string& name)
{
    constexpr std::string_view kLetters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    if (name.empty())
        return;
    if (name.size() > kMaxName || name.size() < 2 || kLetters.find(name[0]) == kLetters.npos ||
        name.find_first_not_of(std::string(kLetters) + "_.-") != name.npos)
        refuse("--name " + name,
               "expected two or more letters, digits, '_', '.' or '-', the first one a "
               "letter or digit");
}

void checkHostname(const std::string& hostname)
{
    if (hostname.size() > kMaxHostname || hostname.starts_with('-') || hostname.starts_with('.') ||
        hostname.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") != hostname.npos)
        refuse("--hostname " + hostname, "expected at most 63 letters, digits, '.' or '-'");
}

template <typename Number>
Json numberOrNull(const std::optional<Number>& number)
{
    return number ? Json(*number) : Json();
}

std::optional<std::int64_t> optionalInteger(const Json& object, const char* name)
{
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_integer())
        return std::nullopt;
    return found->get<std::int64_t>();
}

Json portToJson(const PortMapping& port)
{
    return {{"hostAddress", port.hostAddress},
            {"hostPort", port.hostPort},
            {"containerPort", port.containerPort},
            {"protocol", port.protocol == PortProtocol::Udp ? "udp" : "tcp"}};
}

std::uint16_t portNumber(const Json& object, const char* name)
{
    const std::uint64_t value = requireUnsigned(object, name, "port");
    if (value > std::numeric_limits<std::uint16_t>::max())
        throw Error(Code::DocumentInvalid, "port", "not a port number");
    return static_cast<std::uint16_t>(value);
}

} // namespace

std::vector<PortMapping> parsePorts(std::string_view text)
{
    std::string_view rest = text;
    PortMapping port;
    if (const std::size_t slash = rest.find('/'); slash != rest.npos) {
        const std::string_view protocol = rest.substr(slash + 1);
        if (protocol != "tcp" && protocol != "udp")
            refuse("-p " + std::string(text), "expected tcp or udp behind the slash");
        port.protocol = protocol == "udp" ? PortProtocol::Udp : PortProtocol::Tcp;
        rest = rest.substr(0, slash);
    }
    port.hostAddress = takeAddress(rest, text);
    const std::size_t colon = rest.find(':');
    const PortRange inside =
        parsePortRange(colon == rest.npos ? rest : rest.substr(colon + 1), text);
    std::optional<PortRange> outside;
    if (colon != rest.npos && colon > 0)
        outside = parsePortRange(rest.substr(0, colon), text);
    if (outside && outside->count() != inside.count())
        refuse("-p " + std::string(text), "both ranges of ports must have the same length");
    if (inside.count() > kMaxPorts)
        refuse("-p " + std::string(text), "too many ports");
    std::vector<PortMapping> ports;
    for (unsigned i = 0; i < inside.count(); ++i) {
        port.containerPort = static_cast<std::uint16_t>(inside.first + i);
        port.hostPort = outside ? static_cast<std::uint16_t>(outside->first + i) : std::uint16_t(0);
        ports.push_back(port);
    }
    return ports;
}

std::string portText(const PortMapping& port)
{
    std::string text = port.hostAddress.empty() ? "0.0.0.0" : port.hostAddress;
    if (text.find(':') != text.npos)
        text = '[' + text + ']';
    text += ':' + std::to_string(port.hostPort) + "->" + std::to_string(port.containerPort);
    return text + (port.protocol == PortProtocol::Udp ? "/udp" : "/tcp");
}

NetworkMode parseNetworkMode(std::string_view text)
{
    if (text == "bridge" || text == "default")
        return NetworkMode::Bridge;
    if (text == "none")
        return NetworkMode::None;
    if (text == "host")
        return NetworkMode::Host;
    refuse("--network " + std::string(text), "expected bridge, none or host");
}

const char* networkModeName(NetworkMode mode) noexcept
{
    switch (mode) {
    case NetworkMode::None:
        return "none";
    case NetworkMode::Host:
        return "host";
    case NetworkMode::Bridge:
        break;
    }
    return "bridge";
}

Bytes parseMemory(std::string_view text)
{
    const std::string option = "--memory " + std::string(text);
    std::string_view number = text;
    unsigned shift = 0;
    if (!number.empty() && (number.back() == 'b' || number.back() == 'B'))
        number.remove_suffix(1);
    constexpr std::string_view kUnits = "kmgt";
    if (!number.empty()) {
        const std::size_t unit =
            kUnits.find(static_cast<char>(std::tolower(static_cast<unsigned char>(number.back()))));
        if (unit != kUnits.npos) {
            shift = 10 * (static_cast<unsigned>(unit) + 1);
            number.remove_suffix(1);
        }
    }
    const auto value = parseNumber<double>(number);
    const double bytes = value ? std::ldexp(*value, static_cast<int>(shift)) : -1;
    if (!(bytes > 0) || bytes > 9e18)
        refuse(option, "expected a size like 64m or 1.5g");
    if (bytes < double(kMinMemory))
        refuse(option, "a container needs at least 6m");
    return Bytes(static_cast<std::uint64_t>(bytes));
}

std::int64_t parseCpus(std::string_view text)
{
    const auto value = parseNumber<double>(text);
    if (!value || !(*value >= 0.01) || *value > 100'000)
        refuse("--cpus " + std::string(text), "expected a number like 1.5, at least 0.01");
    return std::llround(*value * 1000);
}

std::int64_t parsePidsLimit(std::string_view text)
{
    const auto value = parseNumber<std::int64_t>(text);
    if (!value || *value < -1 || *value > std::numeric_limits<std::int32_t>::max())
        refuse("--pids-limit " + std::string(text), "expected a number, or -1 for none");
    return *value <= 0 ? -1 : *value;
}

int parseSignal(std::string_view text)
{
    const auto refuseIt = [text] [[noreturn]] () {
        refuse("signal " + std::string(text), "expected a name like TERM or a number");
    };
    if (const auto number = parseNumber<int>(text)) {
        if (*number < 1 || *number > 64)
            refuseIt();
        return *number;
    }
    std::string name;
    for (const char c : text)
        name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (name.starts_with("SIG"))
        name.erase(0, 3);
    for (const SignalName& signal : kSignals) {
        if (signal.name == name)
            return signal.number;
    }
    // Real-time signals: the C library keeps the first two for itself, RTMIN is 34.
    constexpr int kFirst = 34;
    constexpr int kLast = 64;
    if (name == "RTMIN")
        return kFirst;
    if (name == "RTMAX")
        return kLast;
    const bool isUp = name.starts_with("RTMIN+");
    if (isUp || name.starts_with("RTMAX-")) {
        const auto distance = parseNumber<int>(std::string_view(name).substr(6));
        if (distance && *distance >= 0 && *distance <= kLast - kFirst)
            return isUp ? kFirst + *distance : kLast - *distance;
    }
    refuseIt();
    return 0;
}

bool needsPrivilege(const RunOptions& options) noexcept
{
    return options.network == NetworkMode::Host;
}

void validate(const RunOptions& options)
{
    checkBytes(options.arguments, "command");
    if (options.entrypoint)
        checkBytes(*options.entrypoint, "--entrypoint");
    checkBytes(options.environment, "--env");
    for (const std::string& variable : options.environment) {
        if (variable.find('=') == variable.npos || variable.starts_with('='))
            refuse("--env " + variable, "expected NAME=value");
    }
    checkBytes({options.workingDirectory}, "--workdir");
    if (!options.workingDirectory.empty() && !options.workingDirectory.starts_with('/'))
        refuse("--workdir " + options.workingDirectory, "expected an absolute path");
    checkBytes({options.user}, "--user");
    checkName(options.name);
    checkHostname(options.hostname);
    if (!options.ports.empty() && options.network != NetworkMode::Bridge)
        refuse("-p", "ports are published on the bridge network only");
    if (options.ports.size() > kMaxPorts)
        refuse("-p", "too many ports");
    for (const PortMapping& port : options.ports) {
        if (port.containerPort == 0 || (!port.hostAddress.empty() && !isAddress(port.hostAddress)))
            refuse("-p " + portText(port), "expected an address and ports from 1 to 65535");
    }
    if (options.memory && options.memory->count() < kMinMemory)
        refuse("--memory", "a container needs at least 6m");
    if (options.pidsLimit && (*options.pidsLimit < -1 || *options.pidsLimit == 0))
        refuse("--pids-limit", "expected a number, or -1 for none");
    if (options.milliCpus && *options.milliCpus < 10)
        refuse("--cpus", "expected at least 0.01");
}

std::string runOptionsToJson(const RunOptions& options)
{
    Json ports = Json::array();
    for (const PortMapping& port : options.ports)
        ports.push_back(portToJson(port));
    const Json document{
        {"arguments", bytesToJson(options.arguments)},
        {"entrypoint", options.entrypoint ? bytesToJson(*options.entrypoint) : Json()},
        {"name", bytesToText(options.name)},
        {"hostname", bytesToText(options.hostname)},
        {"environment", bytesToJson(options.environment)},
        {"workingDirectory", bytesToText(options.workingDirectory)},
        {"user", bytesToText(options.user)},
        {"interactive", options.isInteractive},
        {"terminal", options.hasTerminal},
        {"removedAtEnd", options.isRemovedAtEnd},
        {"readOnly", options.isReadOnly},
        {"network", networkModeName(options.network)},
        {"ports", ports},
        {"memory", options.memory ? Json(options.memory->count()) : Json()},
        {"pidsLimit", numberOrNull(options.pidsLimit)},
        {"milliCpus", numberOrNull(options.milliCpus)},
    };
    return document.dump();
}

RunOptions runOptionsFromJson(std::string_view text)
{
    constexpr std::string_view kWhat = "the options of a container";
    const Json document = parseJson(text, kWhat);
    RunOptions options;
    options.arguments = bytesFromJson(document, "arguments", kWhat);
    if (const auto found = document.find("entrypoint");
        found != document.end() && !found->is_null())
        options.entrypoint = bytesFromJson(document, "entrypoint", kWhat);
    options.name = textToBytes(optionalString(document, "name", kWhat));
    options.hostname = textToBytes(optionalString(document, "hostname", kWhat));
    options.environment = bytesFromJson(document, "environment", kWhat);
    options.workingDirectory = textToBytes(optionalString(document, "workingDirectory", kWhat));
    options.user = textToBytes(optionalString(document, "user", kWhat));
    options.isInteractive = optionalBool(document, "interactive", kWhat);
    options.hasTerminal = optionalBool(document, "terminal", kWhat);
    options.isRemovedAtEnd = optionalBool(document, "removedAtEnd", kWhat);
    options.isReadOnly = optionalBool(document, "readOnly", kWhat);
    options.network = parseNetworkMode(requireString(document, "network", kWhat));
    for (const Json& item : requireArray(document, "ports", kWhat)) {
        PortMapping port;
        port.hostAddress = optionalString(item, "hostAddress", kWhat);
        port.hostPort = portNumber(item, "hostPort");
        port.containerPort = portNumber(item, "containerPort");
        port.protocol =
            requireString(item, "protocol", kWhat) == "udp" ? PortProtocol::Udp : PortProtocol::Tcp;
        options.ports.push_back(std::move(port));
    }
    if (const auto memory = optionalInteger(document, "memory"); memory && *memory > 0)
        options.memory = Bytes(static_cast<std::uint64_t>(*memory));
    options.pidsLimit = optionalInteger(document, "pidsLimit");
    options.milliCpus = optionalInteger(document, "milliCpus");
    return options;
}

} // namespace onggi
