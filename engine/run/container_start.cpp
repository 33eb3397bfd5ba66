// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From a container's record to a running process. Whatever fails on the way, everything that was
// made for the start is taken down again by the same code that takes down what has ended.

#include <cerrno>
#include <csignal>
#include <ctime>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/lineage/chain_id.h"
#include "engine/mount/mount_api.h"
#include "engine/run/conmon.h"
#include "engine/run/containers_private.h"
#include "engine/run/program_file.h"
#include "engine/run/seccomp.h"
#include "engine/run/spec.h"

namespace onggi {

namespace {

constexpr std::uint64_t kOpenFiles = 1U << 20;
constexpr std::size_t kMaxProfile = 4U << 20;
constexpr std::size_t kMaxResolvConf = 64U << 10;
constexpr auto kConmonPatience = std::chrono::seconds(10);

std::uint64_t openFileLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) < 0)
        return 1024;
    return std::min<std::uint64_t>(limit.rlim_max, kOpenFiles);
}

// What systemd-resolved listens on is of no use to others; what it asks is.
std::string hostResolvConf()
{
    for (const char* path : {"/run/systemd/resolve/resolv.conf", "/etc/resolv.conf"}) {
        try {
            // The second may well be a link.
            const Fd file = openFile(path, O_RDONLY | O_NONBLOCK);
            std::string text(kMaxResolvConf, '\0');
            text.resize(readFully(file.get(), std::as_writable_bytes(std::span(text)), path));
            return text;
        } catch (const Error&) {
            continue;
        }
    }
    return {};
}

int exitCodeOf(const Error& error)
{
    switch (error.code()) {
    case Code::RunCommandNotFound:
        return 127;
    case Code::RunCommandNotExecutable:
        return 126;
    default:
        return 125;
    }
}

} // namespace

std::optional<AttachSocket> Containers::Private::start(Container& container, bool isAttached,
                                                       const std::stop_token& stop)
{
    const std::string id = rowOf(container).id;
    {
        const std::lock_guard lock(mutex);
        if (container.isGone)
            throw Error(Code::ContainerNotFound, container.row.name);
        if (container.row.state == ContainerState::Running)
            throw Error(Code::ContainerState, container.row.name, "it runs already");
    }
    takeDown(container);
    waitForOldConmon(id, stop);
    removeExitRecord(paths.stateDirectory, id);

    const Bundle bundle(paths, id);
    const ContainerDocument document = documentOf(container);
    try {
        {
            const std::lock_guard lock(mutex);
            container.needsTakeDown = true;
        }
        mountRoot(container, stop);
        std::optional<NetworkLease> lease;
        std::vector<Fd> sockets;
        if (document.options.network == NetworkMode::Bridge) {
            std::vector<PortMapping> ports = document.options.ports;
            sockets = reservePorts(ports);
            lease = network.reserve(id);
            lease->ports = std::move(ports);
            bundle.write("network.json", leaseToJson(*lease).dump(), 0);
        }
        writeBundle(container, bundle, lease ? &*lease : nullptr);

        ConmonRequest request;
        request.id = id;
        request.name = rowOf(container).name;
        request.command = commandOf(document.image, document.options)[0];
        request.bundle = bundle.path();
        request.persistDirectory = bundle.state();
        request.exitDirectory = paths.runtimeDirectory + "/exits";
        request.log = bundle.logFile();
        request.pidFile = bundle.pidFile();
        request.conmonPidFile = bundle.conmonPidFile();
        request.exitCommand = {paths.helper, "--ended", id};
        request.isInteractive = document.options.isInteractive;
        request.hasTerminal = document.options.hasTerminal;
        for (const Fd& socket : sockets)
            request.held.push_back(socket.get());
        const pid_t pid = startConmon(paths, runtime, request, nullptr);
        if (lease)
            connectNetwork(container, bundle, *lease, pid);
        std::optional<AttachSocket> attached;
        if (isAttached)
            attached = connectAttach(bundle.path(), document.options.hasTerminal);
        throwIfCancelled(stop);
        {
            const std::lock_guard lock(mutex);
            container.row.state = ContainerState::Running;
            container.row.started = std::time(nullptr);
            container.row.finished = 0;
            container.row.exitCode = 0;
            container.row.ports.clear();
            for (const PortMapping& port : lease ? lease->ports : std::vector<PortMapping>())
                container.row.ports.push_back(portText(port));
            container.document.isOutOfMemory = false;
        }
        save(container);
        runtime.start(id, stop);
        return attached;
    } catch (const Error& error) {
        failStart(container, exitCodeOf(error));
        throw;
    } catch (...) {
        failStart(container, 125);
        throw;
    }
}

void Containers::Private::failStart(Container& container, int exitCode)
{
    takeDown(container);
    bool isRemoved = false;
    {
        const std::lock_guard lock(mutex);
        container.row.state = ContainerState::Failed;
        container.row.exitCode = exitCode;
        container.row.finished = std::time(nullptr);
        isRemoved = container.document.options.isRemovedAtEnd;
    }
    try {
        if (isRemoved)
            removeRecord(container);
        else
            save(container);
    } catch (const Error&) {
        // The error that made the start fail is the one to tell.
    }
}

void Containers::Private::waitForOldConmon(const std::string& id, const std::stop_token& stop) const
{
    const auto deadline = std::chrono::steady_clock::now() + kConmonPatience;
    const std::string pidFile = Bundle(paths, id).conmonPidFile();
    while (livingConmon(pidFile, id) != 0) {
        throwIfCancelled(stop);
        if (std::chrono::steady_clock::now() > deadline)
            throw Error(Code::ContainerState, id, "the monitor of its last run has not ended");
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ::unlink(pidFile.c_str());
}

ChainFiles Containers::Private::chainOf(const ContainerDocument& document, bool isDamaged,
                                        const std::stop_token& stop) const
{
    ChainFiles chain;
    chain.chainId = chainIds(document.diffIds).back();
    chain.index = chains.ensureChain(document.diffIds, isDamaged, stop);
    for (const Digest& diffId : document.diffIds)
        chain.devices.push_back({diffId, state.layerTar(diffId)});
    return chain;
}

void Containers::Private::mountRoot(Container& container, const std::stop_token& stop)
{
    const ContainerDocument document = documentOf(container);
    const std::string id = rowOf(container).id;
    if (document.diffIds.empty())
        throw Error(Code::RunFailed, rowOf(container).name, "its image has no layers");
    std::string lower;
    try {
        lower = mounts->acquire(chainOf(document, false, stop), document.range);
    } catch (const Error& error) {
        if (error.code() != Code::StoreCorrupt)
            throw;
        // The index is only a cache.
        lower = mounts->acquire(chainOf(document, true, stop), document.range);
    }
    {
        const std::lock_guard lock(mutex);
        container.holdsChain = true;
    }
    const Bundle bundle(paths, id);
    bundle.make();
    mountOverlay(
        {lower, bundle.upper(), bundle.work(), bundle.root(), document.options.isRemovedAtEnd},
        document.range);
}

void Containers::Private::giveSeccomp(SpecInputs& inputs) const
{
    const std::lock_guard lock(mutex);
    if (seccompCache.is_null()) {
        SeccompTarget target;
        target.capabilities.insert(defaultCapabilities().begin(), defaultCapabilities().end());
        target.architecture = nativeArchitecture();
        target.kernel = probe.kernel;
        seccompCache =
            resolveSeccomp(readWholeFile(AT_FDCWD, paths.seccompProfile, kMaxProfile), target);
        seccompProgram = compileSeccomp(seccompCache);
    }
    inputs.seccomp = seccompCache;
    inputs.seccompProgram = seccompProgram;
}

void Containers::Private::writeBundle(const Container& container, const Bundle& bundle,
                                      const NetworkLease* lease) const
{
    const ContainerRow row = rowOf(container);
    const ContainerDocument document = documentOf(container);
    const Fd root = openFile(bundle.root(), O_PATH | O_DIRECTORY);
    checkRoot(root.get(), row.name);

    SpecInputs inputs;
    inputs.id = row.id;
    inputs.hostname =
        document.options.hostname.empty() ? row.id.substr(0, 12) : document.options.hostname;
    inputs.image = document.image;
    inputs.options = document.options;
    inputs.range = document.range;
    inputs.cgroups = cgroups;
    giveSeccomp(inputs);
    inputs.openFiles = openFileLimit();
    const std::string& user =
        document.options.user.empty() ? document.image.user : document.options.user;
    inputs.user = resolveUserIn(root.get(), user, document.range.count);
    ensureDirectoryIn(root.get(), workingDirectoryOf(document.image, document.options),
                      document.range);

    const std::uint32_t owner = document.range.first;
    const Json spec = makeSpec(inputs);
    requireProgram(root.get(), spec.at("process"), paths.proc + "/sys/fs/binfmt_misc");
    bundle.write("config.json", spec.dump(), 0);
    bundle.write("hostname", inputs.hostname + '\n', owner);
    bundle.write("hosts", makeHosts(lease, inputs.hostname, row.name), owner);
    bundle.write("resolv.conf", makeResolvConf(lease, document.options.network, hostResolvConf()),
                 owner);
}

void Containers::Private::connectNetwork(const Container& container, const Bundle& bundle,
                                         const NetworkLease& lease, pid_t pid)
{
    // The namespace must outlive the container, so that its rules can be taken away afterwards.
    static_cast<void>(openFile(bundle.netns(), O_WRONLY | O_CREAT | O_NOFOLLOW));
    bindFile("/proc/" + std::to_string(pid) + "/ns/net", bundle.netns());
    const ContainerRow row = rowOf(container);
    network.connect(row.id, row.name, lease, bundle.netns());
}

} // namespace onggi
