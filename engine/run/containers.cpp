// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The verbs of Containers. Starting and ending have files of their own; what is here looks up,
// checks the state, and waits.

#include "engine/run/containers.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/lineage/chain_id.h"
#include "engine/mount/usage.h"
#include "engine/run/conmon.h"
#include "engine/run/containers_private.h"
#include "engine/run/logs.h"
#include "engine/run/spec.h"

namespace onggi {

namespace {

constexpr auto kUsagePatience = std::chrono::seconds(5);
constexpr auto kUsageLasts = std::chrono::seconds(1);

std::string randomHex(std::size_t bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::vector<unsigned char> raw(bytes);
    if (::getrandom(raw.data(), raw.size(), 0) != static_cast<ssize_t>(raw.size()))
        throw systemError(errno, "random numbers", "getrandom");
    std::string text;
    for (const unsigned char byte : raw) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

// A name that can be spoken: what the jar looks like, and what is in it.
std::string inventName()
{
    constexpr std::array<const char*, 16> kLooks{
        "brown", "calm",  "clay",   "deep",  "glazed", "large", "old",  "quiet",
        "round", "small", "sturdy", "sunny", "tall",   "warm",  "wide", "winter"};
    constexpr std::array<const char*, 16> kContents{
        "barley", "bean",   "cabbage", "chili",  "garlic", "ginger", "kimchi", "millet",
        "pear",   "pepper", "plum",    "radish", "rice",   "salt",   "sesame", "soy"};
    const std::string digits = randomHex(4);
    const unsigned long number = std::stoul(digits, nullptr, 16);
    return std::string(kLooks[number % 16]) + '-' + kContents[number / 16 % 16] + '-' +
           digits.substr(4);
}

std::string displayCommand(const RunDefaults& image, const RunOptions& options)
{
    std::string text;
    for (const std::string& argument : commandOf(image, options))
        text += (text.empty() ? "" : " ") + argument;
    return text;
}

} // namespace

Containers::Private::Private(RunPaths runPaths, ContainerRecords& containerRecords,
                             ChainIndexes& chainIndexes, Listener changeListener)
    : paths(std::move(runPaths))
    , state(paths.stateDirectory)
    , records(containerRecords)
    , chains(chainIndexes)
    , listener(std::move(changeListener))
    , cgroups(detectCgroups(paths.proc, paths.cgroup))
    , runtime(paths, cgroups)
    , ids(paths.subuid, paths.subgid, "onggi", paths.stateDirectory + "/id-blocks")
    , network(paths)
{
}

ContainerPointer Containers::Private::tryFind(const std::string& id) const
{
    const std::lock_guard lock(mutex);
    const auto found = all.find(id);
    return found == all.end() ? nullptr : found->second;
}

ContainerPointer Containers::Private::find(const std::string& id) const
{
    ContainerPointer container = tryFind(id);
    if (!container)
        throw Error(Code::ContainerNotFound, id);
    return container;
}

ContainerRow Containers::Private::rowOf(const Container& container) const
{
    const std::lock_guard lock(mutex);
    return container.row;
}

ContainerDocument Containers::Private::documentOf(const Container& container) const
{
    const std::lock_guard lock(mutex);
    return container.document;
}

void Containers::Private::requireAvailable() const
{
    {
        const std::lock_guard lock(mutex);
        if (!isRecovered)
            throw Error(Code::RunUnavailable, "this machine",
                        recoveryIssues.empty() ? "it is not known yet what runs"
                                               : recoveryIssues.back());
    }
    if (!probe.canRun())
        throw Error(Code::RunUnavailable, "this machine", probe.reason);
    if (runtime.program().empty())
        throw Error(Code::RunUnavailable, "this machine", "neither crun nor runc is installed");
    if (paths.conmon.empty())
        throw Error(Code::RunUnavailable, "this machine", "conmon is not installed");
    if (paths.seccompProfile.empty())
        throw Error(Code::RunUnavailable, "this machine",
                    "the seccomp profile of containers-common is missing");
}

void Containers::Private::requireRunning(const Container& container) const
{
    const std::lock_guard lock(mutex);
    if (container.isGone)
        throw Error(Code::ContainerNotFound, container.row.name);
    if (container.row.state != ContainerState::Running)
        throw Error(Code::ContainerState, container.row.name, "it is not running");
}

void Containers::Private::waitForTurn(Container& container, const std::stop_token& stop)
{
    for (std::unique_lock turn(container.operation, std::defer_lock); !turn.try_lock();) {
        throwIfCancelled(stop);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void Containers::Private::save(Container& container)
{
    ContainerRecord record;
    {
        const std::lock_guard lock(mutex);
        record = {container.row, documentToJson(container.document)};
    }
    records.updateContainer(record);
    tell(container, false);
}

void Containers::Private::tell(const Container& container, bool isRemoved) const
{
    changed.notify_all();
    if (listener)
        listener(rowOf(container), isRemoved);
}

Containers::Containers(RunPaths paths, ContainerRecords& records, ChainIndexes& chains,
                       Listener listener)
    : d(std::make_unique<Private>(std::move(paths), records, chains, std::move(listener)))
{
}

Containers::~Containers()
{
    if (d->watcher.joinable()) {
        d->watcher.request_stop();
        d->watcher.join();
    }
    d->sweep();
}

void Containers::recover()
{
    try {
        d->recover();
    } catch (const std::exception& error) {
        d->noteIssue(error.what());
        throw;
    }
}

std::vector<std::string> Containers::recoveryIssues() const
{
    const std::lock_guard lock(d->mutex);
    return d->recoveryIssues;
}

std::string Containers::unavailableReason() const
{
    try {
        d->requireAvailable();
        return {};
    } catch (const Error& error) {
        return error.detail();
    }
}

std::vector<ContainerRow> Containers::list() const
{
    const std::lock_guard lock(d->mutex);
    std::vector<ContainerRow> rows;
    for (const auto& [id, container] : d->all)
        rows.push_back(container->row);
    std::sort(rows.begin(), rows.end(),
              [](const ContainerRow& a, const ContainerRow& b) { return a.serial < b.serial; });
    return rows;
}

ContainerRow Containers::row(const std::string& id) const
{
    return d->rowOf(*d->find(id));
}

std::string Containers::resolve(std::string_view nameOrId) const
{
    const std::lock_guard lock(d->mutex);
    std::vector<std::string> found;
    for (const auto& [id, container] : d->all) {
        if (container->row.name == nameOrId || id == nameOrId)
            return id;
        if (!nameOrId.empty() && id.starts_with(nameOrId))
            found.push_back(id);
    }
    if (found.empty())
        throw Error(Code::ContainerNotFound, std::string(nameOrId));
    if (found.size() > 1)
        throw Error(Code::StoreAmbiguous, std::string(nameOrId),
                    "several containers' ids begin like this");
    return found[0];
}

bool Containers::isAnyRunning() const
{
    const std::lock_guard lock(d->mutex);
    return std::any_of(d->all.begin(), d->all.end(), [](const auto& entry) {
        return entry.second->row.state == ContainerState::Running;
    });
}

ContainersUsage Containers::usage() const
{
    const std::lock_guard turn(d->usageTurn);
    const auto begun = std::chrono::steady_clock::now();
    if (d->usageTime && begun - *d->usageTime < kUsageLasts)
        return d->usage;
    ContainersUsage usage;
    for (const ContainerRow& row : list()) {
        const DiskUsage one = diskUsage(Bundle(d->paths, row.id).upper(), begun + kUsagePatience);
        usage.disk += one.disk;
        if (row.state != ContainerState::Running)
            usage.reclaimable += one.disk;
        usage.isWhole = usage.isWhole && one.isWhole;
    }
    d->usageTime = std::chrono::steady_clock::now();
    return d->usage = usage;
}

ContainerRow Containers::create(const ContainerImage& image, const RunOptions& options,
                                std::uint32_t uid, std::stop_token stop)
{
    d->requireAvailable();
    validate(options);
    requireRunnable(image.config.run);
    throwIfCancelled(stop);
    auto container = std::make_shared<Container>();
    ContainerRow& row = container->row;
    row.id = randomHex(32);
    row.name = options.name.empty() ? inventName() : options.name;
    row.image = image.serial;
    row.imageName = image.name;
    row.uid = uid;
    row.created = std::time(nullptr);
    row.command = displayCommand(image.config.run, options);
    for (const PortMapping& port : options.ports)
        row.ports.push_back(portText(port));
    container->document = {options, image.config.run, image.config.diffIds, d->ids.take(), false};
    const IdRange range = container->document.range;
    // What cannot run is refused now, not at the start.
    SpecInputs trial;
    trial.id = row.id;
    trial.image = image.config.run;
    trial.options = options;
    trial.cgroups = d->cgroups;
    trial.range = range;
    const std::string directory = d->state.container(row.id);
    try {
        static_cast<void>(makeSpec(trial));
        if (::mkdir(directory.c_str(), 0711) < 0)
            throw systemError(errno, directory, "mkdir");
        row.serial = d->records.addContainer({row, documentToJson(container->document)});
    } catch (...) {
        ::rmdir(directory.c_str());
        d->ids.giveBack(range);
        throw;
    }
    {
        const std::lock_guard lock(d->mutex);
        d->all[row.id] = container;
    }
    d->tell(*container, false);
    return row;
}

std::optional<AttachSocket> Containers::start(const std::string& id, bool isAttached,
                                              std::stop_token stop)
{
    d->requireAvailable();
    const ContainerPointer container = d->find(id);
    const std::lock_guard lock(container->operation);
    return d->start(*container, isAttached, stop);
}

AttachSocket Containers::attach(const std::string& id)
{
    const ContainerPointer container = d->find(id);
    d->requireRunning(*container);
    return connectAttach(Bundle(d->paths, id).path(),
                         d->documentOf(*container).options.hasTerminal);
}

void Containers::resize(const std::string& id, TerminalSize size)
{
    const ContainerPointer container = d->find(id);
    d->requireRunning(*container);
    resizeTerminal(Bundle(d->paths, id).path(), size);
}

void Containers::stop(const std::string& id, int signal, std::chrono::seconds grace,
                      std::stop_token stop)
{
    const ContainerPointer container = d->find(id);
    {
        const std::lock_guard lock(d->mutex);
        if (container->row.state != ContainerState::Running)
            return;
        const std::string& wanted = container->document.image.stopSignal;
        if (signal == 0)
            signal = wanted.empty() ? SIGTERM : parseSignal(wanted);
    }
    // A commit has it stand still: it would not hear the signal before its grace is over.
    d->waitForTurn(*container, stop);
    const auto isDown = [&] { return container->row.state != ContainerState::Running; };
    for (const auto& [number, patience] : {std::pair{signal, std::chrono::seconds(grace)},
                                           std::pair{SIGKILL, std::chrono::seconds(30)}}) {
        try {
            kill(id, number);
        } catch (const Error& error) {
            // It may just have ended; the wait tells.
            if (error.code() != Code::RunFailed && error.code() != Code::ContainerState)
                throw;
        }
        std::unique_lock lock(d->mutex);
        if (d->changed.wait_for(lock, stop, patience, isDown))
            return;
        throwIfCancelled(stop);
    }
    throw Error(Code::ContainerState, d->rowOf(*container).name,
                "it does not end, not even when killed");
}

void Containers::kill(const std::string& id, int signal)
{
    const ContainerPointer container = d->find(id);
    d->requireRunning(*container);
    try {
        d->runtime.kill(id, signal);
    } catch (const Error&) {
        d->requireRunning(*container);
        throw;
    }
}

int Containers::wait(const std::string& id, WaitFor what, std::stop_token stop)
{
    const ContainerPointer container = d->find(id);
    std::unique_lock lock(d->mutex);
    d->changed.wait(lock, stop, [&] {
        return container->isGone ||
               (what == WaitFor::End && container->row.state != ContainerState::Running);
    });
    if (stop.stop_requested())
        throw Cancelled();
    return container->row.exitCode;
}

void Containers::remove(const std::string& id, bool isForced, std::stop_token stop)
{
    const ContainerPointer container = d->find(id);
    if (d->rowOf(*container).state == ContainerState::Running) {
        if (!isForced)
            throw Error(Code::ContainerState, d->rowOf(*container).name,
                        "it is running: stop it first, or use force");
        this->stop(id, SIGKILL, std::chrono::seconds(30), stop);
    }
    const std::lock_guard lock(container->operation);
    {
        const std::lock_guard inner(d->mutex);
        if (container->isGone)
            return; // `--rm` was faster
        if (container->row.state == ContainerState::Running)
            throw Error(Code::ContainerState, container->row.name, "it has just been started");
    }
    d->takeDown(*container);
    d->removeRecord(*container);
}

void Containers::logs(const std::string& id, const LogRange& range, int output, int error,
                      std::stop_token stop)
{
    const ContainerPointer container = d->find(id);
    const std::string path = Bundle(d->paths, id).logFile();
    if (::access(path.c_str(), F_OK) < 0)
        return; // never started
    copyLogs(
        path, range, output, error,
        [&] { return d->rowOf(*container).state != ContainerState::Running; }, stop);
}

void Containers::noteEnded(const std::string& id)
{
    d->noteEnd(id, true);
}

} // namespace onggi
