// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the words of the command line become RunOptions; what they mean is decided in
// engine/run/options.

#include "helper/ctl/commands/run_options.h"

#include <cstdlib>

#include <unistd.h>

#include "containers_interface.h"
#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/image/pull_policy.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

// "NAME" alone takes the value that it has here, and nothing where it has none.
std::vector<std::string> resolveEnvironment(const std::vector<std::string>& entries)
{
    std::vector<std::string> resolved;
    for (const std::string& entry : entries) {
        if (entry.find('=') != std::string::npos)
            resolved.push_back(entry);
        else if (const char* value = std::getenv(entry.c_str()))
            resolved.push_back(entry + "=" + value);
    }
    return resolved;
}

struct KnownImage {
    Serial serial = 0;
    bool isNamedById = false; // which no registry is asked for
};

std::optional<KnownImage> knownByName(const StoreView& view, const std::string& image)
{
    try {
        const FoundImage found = findImage(view, image);
        const bool isNamedById = found.tag.empty() && image.find('@') == std::string::npos;
        return KnownImage{view.images[found.image].serial, isNamedById};
    } catch (const Error& error) {
        if (error.code() != Code::StoreNotFound)
            throw;
        return std::nullopt;
    }
}

std::optional<KnownImage> knownImage(const StoreView& view, const std::string& image)
{
    if (const auto known = knownByName(view, image))
        return known;
    // A short name may be another registry's, which the name as it stands does not say.
    for (const std::string& candidate : candidatesOf(image)) {
        if (const auto known = knownByName(view, candidate))
            return known;
    }
    return std::nullopt;
}

void requirePolicy(const std::string& policy)
{
    if (!pullPolicyFromName(policy))
        throw UsageError("wrong arguments: --pull is one of always, missing, newer and never: " +
                         printable(policy));
}

} // namespace

void addRunOptions(Syntax syntax, RunWords& words)
{
    // -h is --hostname here, as with other engines.
    syntax.freeShortHelp();
    syntax.takeRest();
    RunOptions& options = words.options;
    syntax.flag("-i,--interactive", options.isInteractive, "send standard input to the container");
    syntax.flag("-t,--tty", options.hasTerminal, "give the container a terminal");
    syntax.flag("--rm", options.isRemovedAtEnd, "remove the container when it has ended");
    syntax.value("--name", options.name, "the container's name", "NAME");
    syntax.value("-h,--hostname", options.hostname, "the container's host name", "NAME");
    syntax.list("-e,--env", words.environment, "set an environment variable", "NAME[=VALUE]");
    syntax.value("-w,--workdir", options.workingDirectory, "the working directory inside", "PATH");
    syntax.value("-u,--user", options.user, "the user inside", "NAME|UID[:GROUP|GID]");
    syntax.value("--entrypoint", words.entrypoint, "instead of the image's entry point", "COMMAND");
    syntax.list("-p,--publish", words.ports, "make a port reachable from outside",
                "[[ADDRESS:]PORT:]PORT[/udp]");
    syntax.value("--network,--net", words.network, "bridge, none or host", "NETWORK");
    syntax.value("-m,--memory", words.memory, "the most memory it may use", "BYTES");
    syntax.value("--pids-limit", words.pidsLimit, "the most processes it may have", "COUNT");
    syntax.value("--cpus", words.cpus, "the most processors it may use", "COUNT");
    syntax.flag("--read-only", options.isReadOnly, "a root file system that cannot be written");
    addPullChoices(syntax, words.pull);
    words.pull.policy = pullPolicyName(PullPolicy::Missing);
    syntax.value("--pull", words.pull.policy,
                 "ask the registry always, for a missing image (as without this option), or never;"
                 " newer: always, but keep the image that is here if the registry fails",
                 kPullPolicies);
}

RunRequest readRunOptions(const Syntax& syntax, const RunWords& words)
{
    const std::vector<std::string> rest = syntax.rest(1);
    requirePolicy(words.pull.policy);
    RunRequest request{rest[0], words.options};
    RunOptions& options = request.options;
    options.arguments.assign(rest.begin() + 1, rest.end());
    options.environment = resolveEnvironment(words.environment);
    if (words.entrypoint)
        options.entrypoint = words.entrypoint->empty()
                                 ? std::vector<std::string>()
                                 : std::vector<std::string>{*words.entrypoint};
    for (const std::string& text : words.ports) {
        const std::vector<PortMapping> ports = parsePorts(text);
        options.ports.insert(options.ports.end(), ports.begin(), ports.end());
    }
    if (!words.network.empty())
        options.network = parseNetworkMode(words.network);
    if (!words.memory.empty())
        options.memory = parseMemory(words.memory);
    if (!words.pidsLimit.empty())
        options.pidsLimit = parsePidsLimit(words.pidsLimit);
    if (!words.cpus.empty())
        options.milliCpus = parseCpus(words.cpus);
    validate(options);
    return request;
}

Serial obtainImage(Session& session, const std::string& image, const PullChoices& choices)
{
    const std::optional<KnownImage> known = knownImage(session.readStore(), image);
    const PullPolicy policy = pullPolicyFromName(choices.policy).value_or(PullPolicy::Always);
    if (known && (!asksAboutPresent(policy) || known->isNamedById))
        return known->serial;
    if (policy == PullPolicy::Never)
        throw Error(Code::StoreNotFound, image, "it was not to be pulled");
    const auto view = makeProgressView(STDERR_FILENO);
    const PulledImage pulled = pullImage(session, image, choices, *view);
    if (!pulled.warning.empty())
        printError("onggictl: the image that is here was kept: " + pulled.warning + "\n");
    return pulled.serial;
}

QDBusPendingReply<QDBusObjectPath>
createContainer(Session& session, Serial image, const RunRequest& request, const QVariantMap& more)
{
    QVariantMap options = toWire(request.options);
    options.insert(more);
    return session.containers().Create(image, toText(request.image), toText(request.options.name),
                                       toByteStrings(request.options.arguments), options);
}

} // namespace onggi::ctl
