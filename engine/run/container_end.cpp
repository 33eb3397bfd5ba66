// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What happens when a container has ended, and when a helper starts and finds what an earlier one
// left. Both work from facts: the exit record, conmon's pid file, the bundle, the list of mounts.

#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/lineage/chain_id.h"
#include "engine/mount/mount_api.h"
#include "engine/run/conmon.h"
#include "engine/run/containers_private.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxLease = 1U << 20;
constexpr int kWatchMilliseconds = 2000;
constexpr int kBusyMilliseconds = 20;
constexpr const char* kGone = "gone-";
constexpr int kLostExit = 255; // nobody was there to see it
constexpr auto kLostInterval = std::chrono::seconds(2);

void ensureDirectory(const std::string& path, unsigned mode)
{
    if (::mkdir(path.c_str(), mode) < 0 && errno != EEXIST)
        throw systemError(errno, path, "mkdir");
}

bool isContainerId(const std::string& name)
{
    return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == name.npos;
}

std::vector<std::string> namesIn(const std::string& directory)
{
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error))
        names.push_back(entry->path().filename());
    return names;
}

// Moved away first: conmon, and what it calls at the end, find nothing to write in then, or have
// just opened it and are waited for.
void removeDirectory(const StatePaths& state, const std::string& id)
{
    const std::string gone = state.spool() + '/' + kGone + id;
    std::error_code error;
    std::filesystem::rename(state.container(id), gone, error);
    const std::string path = error ? state.container(id) : gone;
    for (int attempt = 0; attempt < 20; ++attempt) {
        std::filesystem::remove_all(path, error);
        if (!error)
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    log(LogLevel::Warning, "container-left", {{"path", path}, {"why", error.message()}});
}

// What a helper that was killed had moved away and not yet removed.
void sweepGone(const StatePaths& state)
{
    for (const std::string& name : namesIn(state.spool())) {
        const std::string path = state.spool() + '/' + name;
        std::error_code error;
        if (name.starts_with(kGone) && isContainerId(name.substr(std::strlen(kGone))))
            std::filesystem::remove_all(path, error);
        if (error)
            log(LogLevel::Warning, "container-left", {{"path", path}, {"why", error.message()}});
    }
}

std::optional<NetworkLease> readLease(const Bundle& bundle)
{
    if (::access(bundle.network().c_str(), F_OK) < 0)
        return std::nullopt;
    try {
        return leaseFromJson(
            parseJson(readWholeFile(AT_FDCWD, bundle.network(), kMaxLease), "lease"));
    } catch (const Error& error) {
        log(LogLevel::Warning, "lease-unreadable",
            {{"path", bundle.network()}, {"why", error.message()}});
        return std::nullopt;
    }
}

// For what must go on with the rest.
template <typename Step>
void logged(const std::string& id, const Step& step)
{
    try {
        step();
    } catch (const Error& error) {
        log(LogLevel::Error, "container-end", {{"container", id}, {"why", error.message()}});
    }
}

} // namespace

void Containers::Private::recover()
{
    for (const char* name : {"", "/mounts", "/bundles", "/exits", "/netns", "/network", "/runtime"})
        ensureDirectory(paths.runtimeDirectory + name,
                        name == std::string_view("/bundles") ? 0711 : 0700);
    ensureDirectory(state.containers(), 0700);
    ensureDirectory(state.spool(), 0700);
    probe = probeMounts(paths.stateDirectory);
    if (probe.mayMount) {
        for (const char* name : {"/mounts", "/bundles", "/netns"})
            ensurePrivateMount(paths.runtimeDirectory + name);
    }
    mounts.emplace(paths.runtimeDirectory + "/mounts", probe.erofs);

    loadRecords();
    // The watch begins before the look, so that no end falls in between.
    watcher = std::jthread([this](const std::stop_token& stop) { watchExits(stop); });
    std::vector<ContainerPointer> found;
    {
        const std::lock_guard lock(mutex);
        for (const auto& [id, container] : all)
            found.push_back(container);
    }
    for (const ContainerPointer& container : found) {
        try {
            adopt(*container);
        } catch (const Error& error) {
            noteIssue(rowOf(*container).name + ": " + error.message());
        }
    }
    {
        const std::lock_guard lock(mutex);
        isRecovered = true;
    }
    sweep();
}

void Containers::Private::loadRecords()
{
    for (ContainerRecord& record : records.loadContainers()) {
        auto container = std::make_shared<Container>();
        container->row = std::move(record.row);
        try {
            container->document = documentFromJson(record.spec, container->row.id);
            ids.markUsed(container->document.range);
        } catch (const Error& error) {
            noteIssue(container->row.name + ": " + error.message());
        }
        const std::lock_guard lock(mutex);
        all[container->row.id] = container;
    }
}

void Containers::Private::noteIssue(const std::string& issue)
{
    log(LogLevel::Error, "recovery-failed", {{"why", issue}});
    const std::lock_guard lock(mutex);
    recoveryIssues.push_back(issue);
}

void Containers::Private::adopt(Container& container)
{
    const ContainerRow row = rowOf(container);
    const Bundle bundle(paths, row.id);
    {
        const std::lock_guard operation(container.operation);
        if (bundle.exists() && !container.holdsChain && !container.document.diffIds.empty()) {
            mounts->adopt(chainIds(container.document.diffIds).back(), container.document.range);
            const std::lock_guard lock(mutex);
            container.holdsChain = true;
            container.needsTakeDown = true;
        }
        if (const auto lease = readLease(bundle))
            network.adopt(row.id, *lease);
    }
    const bool isMonitored = livingConmon(bundle.conmonPidFile(), row.id) != 0;
    const bool hasEnded = readExitRecord(paths.stateDirectory, row.id).has_value();
    // A runtime's container waits at this FIFO until it is started.
    const std::string fifo = paths.runtimeDirectory + "/runtime/" + row.id + "/exec.fifo";
    if (row.state == ContainerState::Running && !hasEnded && ::access(fifo.c_str(), F_OK) == 0) {
        const std::lock_guard operation(container.operation);
        failStart(container, kLostExit);
        return;
    }
    if (row.state == ContainerState::Running && (!isMonitored || hasEnded)) {
        noteEnd(row.id, true);
        return;
    }
    if (row.state == ContainerState::Running) {
        resumePaused(row.id);
        return;
    }
    // A start that a killed helper did not finish, or an end that it did not clean up.
    const std::lock_guard operation(container.operation);
    if (bundle.exists())
        takeDown(container);
    if (row.state != ContainerState::Created && container.document.options.isRemovedAtEnd)
        removeRecord(container);
}

// Takes away what belongs to no container. Also at the end: then what nobody needs goes.
void Containers::Private::sweep()
{
    {
        // What was not found again may be anybody's: better that something stays.
        const std::lock_guard lock(mutex);
        if (!isRecovered || !recoveryIssues.empty())
            return;
    }
    for (const std::string& id : namesIn(paths.runtimeDirectory + "/bundles")) {
        if (isContainerId(id) && !tryFind(id))
            takeDownBundle(id, id);
    }
    for (const std::string& id : namesIn(state.containers())) {
        if (isContainerId(id) && !tryFind(id)) {
            removeDirectory(state, id);
        }
    }
    sweepGone(state);
    bool isInUse = false;
    try {
        mounts->sweep();
        ids.releaseUnused();
        const std::lock_guard lock(mutex);
        isInUse = std::any_of(all.begin(), all.end(),
                              [](const auto& entry) { return entry.second->needsTakeDown; });
    } catch (const Error& error) {
        log(LogLevel::Warning, "sweep", {{"why", error.message()}});
        return;
    }
    if (watcher.joinable() || isInUse)
        return;
    for (const char* name : {"/mounts", "/bundles", "/netns"})
        unmount(paths.runtimeDirectory + name);
}

void Containers::Private::watchExits(const std::stop_token& stop)
{
    const std::string directory = paths.runtimeDirectory + "/exits";
    const Fd watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    const Fd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    const std::stop_callback waker(stop, [&wake] { ::eventfd_write(wake.get(), 1); });
    ::inotify_add_watch(watch.get(), directory.c_str(), IN_MOVED_TO | IN_CLOSE_WRITE);
    auto lastLook = std::chrono::steady_clock::now();
    bool isBusy = false;
    while (!stop.stop_requested()) {
        pollfd waiting[] = {{watch.get(), POLLIN, 0}, {wake.get(), POLLIN, 0}};
        ::poll(waiting, std::size(waiting), isBusy ? kBusyMilliseconds : kWatchMilliseconds);
        alignas(inotify_event) char events[4096];
        while (::read(watch.get(), events, sizeof events) > 0) {
        }
        isBusy = false;
        for (const std::string& id : namesIn(directory)) {
            if (!isContainerId(id))
                continue;
            // One that is being started or removed comes later: the others need not wait for it.
            // Nor for one whose record cannot be read at the moment.
            logged(id, [&] {
                if (noteEnd(id, false))
                    ::unlink((directory + '/' + id).c_str());
                else
                    isBusy = true;
            });
        }
        if (std::chrono::steady_clock::now() - lastLook > kLostInterval) {
            lastLook = std::chrono::steady_clock::now();
            noteLostConmons();
        }
    }
}

// A conmon that was killed leaves no exit code, and a container that nobody listens to.
void Containers::Private::noteLostConmons()
{
    std::vector<std::string> running;
    {
        const std::lock_guard lock(mutex);
        for (const auto& [id, container] : all) {
            if (container->row.state == ContainerState::Running)
                running.push_back(id);
        }
    }
    for (const std::string& id : running) {
        if (livingConmon(Bundle(paths, id).conmonPidFile(), id) == 0)
            logged(id, [&] { noteEnd(id, false); });
    }
}

bool Containers::Private::noteEnd(const std::string& id, bool waits)
{
    const ContainerPointer container = tryFind(id);
    if (!container)
        return true;
    // Asked before the turn is waited for: a start may have it that waits for the conmon of the
    // last run, which waits for its exit command, which waits for this answer.
    if (waits && rowOf(*container).state != ContainerState::Running)
        return true;
    std::unique_lock operation(container->operation, std::defer_lock);
    if (waits)
        operation.lock();
    else if (!operation.try_lock())
        return false;
    const Bundle bundle(paths, id);
    std::optional<ExitRecord> record = readExitRecord(paths.stateDirectory, id);
    if (!record && livingConmon(bundle.conmonPidFile(), id) != 0)
        return true; // it runs
    bool isRemoved = false;
    {
        const std::lock_guard lock(mutex);
        if (container->isGone || container->row.state != ContainerState::Running)
            return true;
        if (!record)
            record = ExitRecord{kLostExit, std::time(nullptr), false};
        container->row.state = ContainerState::Stopped;
        container->row.exitCode = record->exitCode;
        container->row.finished = record->finished;
        container->document.isOutOfMemory = record->isOutOfMemory;
        isRemoved = container->document.options.isRemovedAtEnd;
    }
    // Kept first: whoever waits for the end need not wait for the rest, but reads it then.
    if (!isRemoved)
        logged(id, [&] { save(*container); });
    takeDown(*container);
    if (isRemoved)
        logged(id, [&] { removeRecord(*container); });
    changed.notify_all();
    return true;
}

void Containers::Private::takeDown(Container& container)
{
    bool holdsChain = false;
    {
        const std::lock_guard lock(mutex);
        if (!container.needsTakeDown)
            return;
        holdsChain = std::exchange(container.holdsChain, false);
    }
    const ContainerRow row = rowOf(container);
    takeDownBundle(row.id, row.name);
    if (holdsChain) {
        const ContainerDocument document = documentOf(container);
        mounts->release(chainIds(document.diffIds).back(), document.range);
    }
    const std::lock_guard lock(mutex);
    container.needsTakeDown = false;
}

void Containers::Private::takeDownBundle(const std::string& id, const std::string& name) noexcept
{
    const Bundle bundle(paths, id);
    runtime.remove(id);
    removeCgroup(cgroups, id);
    if (const std::optional<NetworkLease> lease = readLease(bundle))
        network.disconnect(id, name, *lease, bundle.netns());
    bundle.takeDown();
}

void Containers::Private::removeRecord(Container& container)
{
    const ContainerRow row = rowOf(container);
    records.removeContainer(row.serial);
    {
        const std::lock_guard lock(mutex);
        container.isGone = true;
        all.erase(row.id);
    }
    removeDirectory(state, row.id);
    ids.giveBack(documentOf(container).range);
    tell(container, true);
}

} // namespace onggi
