// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The inside of Containers, shared by the files that implement it.
//
// Locks, in this order: a container's `operation` (held while something is done to it; starting,
// its clean-up, removing), then Private::mutex (held for moments, guards every member below it).
// Waiting for an end holds neither.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/mount/chain_mount.h"
#include "engine/mount/probe.h"
#include "engine/run/bundle.h"
#include "engine/run/container_document.h"
#include "engine/run/containers.h"
#include "engine/run/exit_record.h"
#include "engine/run/network.h"
#include "engine/run/runtime.h"
#include "engine/run/spec.h"
#include "engine/store/state_paths.h"

namespace onggi {

struct Container {
    std::mutex operation;

    // Guarded by Private::mutex.
    ContainerRow row;
    ContainerDocument document;
    bool isGone = false;        // removed
    bool needsTakeDown = false; // it has ended, its mounts and network may still be there
    bool holdsChain = false;    // counted in ChainMounts
};
using ContainerPointer = std::shared_ptr<Container>;

struct Containers::Private {
    Private(RunPaths runPaths, ContainerRecords& containerRecords, ChainIndexes& chainIndexes,
            Listener changeListener);

    // --- containers.cpp
    ContainerPointer find(const std::string& id) const; // throws ContainerNotFound
    ContainerPointer tryFind(const std::string& id) const;
    ContainerRow rowOf(const Container& container) const;
    ContainerDocument documentOf(const Container& container) const;
    void requireAvailable() const;
    void requireRunning(const Container& container) const;
    // Until nothing is being done to it. Throws Cancelled.
    static void waitForTurn(Container& container, const std::stop_token& stop);
    void save(Container& container); // record and listener
    void tell(const Container& container, bool isRemoved) const;

    // --- container_start.cpp; `operation` is held
    std::optional<AttachSocket> start(Container& container, bool isAttached,
                                      const std::stop_token& stop);
    void mountRoot(Container& container, const std::stop_token& stop);
    ChainFiles chainOf(const ContainerDocument& document, bool isDamaged,
                       const std::stop_token& stop) const;
    void waitForOldConmon(const std::string& id, const std::stop_token& stop) const;
    void writeBundle(const Container& container, const Bundle& bundle,
                     const NetworkLease* lease) const;
    void connectNetwork(const Container& container, const Bundle& bundle, const NetworkLease& lease,
                        pid_t pid);
    void failStart(Container& container, int exitCode);
    void giveSeccomp(SpecInputs& inputs) const;

    // --- container_end.cpp
    void recover();
    void loadRecords();
    void adopt(Container& container);
    void noteIssue(const std::string& issue);
    void sweep();
    void watchExits(const std::stop_token& stop);
    // False if something is being done to the container, and `waits` forbids to wait for that.
    bool noteEnd(const std::string& id, bool waits);
    void noteLostConmons();
    void takeDown(Container& container); // `operation` is held
    void takeDownBundle(const std::string& id, const std::string& name) noexcept;
    // --- container_diff.cpp
    // Wakes a container that stands still, if it does.
    void resumePaused(const std::string& id) const noexcept;

    void removeRecord(Container& container); // `operation` is held, it does not run

    const RunPaths paths;
    const StatePaths state;
    ContainerRecords& records;
    ChainIndexes& chains;
    const Listener listener;
    const CgroupLayout cgroups;
    const Runtime runtime;
    IdPool ids;
    BridgeNetwork network;
    MountProbe probe;
    std::optional<ChainMounts> mounts; // set by recover()

    mutable std::mutex mutex;
    mutable std::condition_variable_any changed;
    std::map<std::string, ContainerPointer> all; // by id
    bool isRecovered = false;
    std::vector<std::string> recoveryIssues;
    mutable Json seccompCache;
    mutable std::string seccompProgram;

    std::mutex usageTurn; // guards the next two; taken before all others
    std::optional<std::chrono::steady_clock::time_point> usageTime;
    ContainersUsage usage;

    std::jthread watcher; // last: it uses the others
};

} // namespace onggi
