// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The containers of one state directory: everything that can be done to them. They live under
// conmon, outlive this object, and are found again by recover().
//
// All calls block and are safe from any thread; two calls for one container take turns. `id` is the
// full id: resolve() turns what a person wrote into one. Errors are Error: ContainerNotFound,
// ContainerState (its detail says which state it is in), RunUnavailable (its detail is the reason),
// RunFailed and the others of the run and network groups. Nothing here asks who may: the service
// does, see needsPrivilege().
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/fd.h"
#include "engine/core/progress.h"
#include "engine/image/config.h"
#include "engine/lineage/store_view.h"
#include "engine/run/container_records.h"
#include "engine/run/options.h"
#include "engine/run/paths.h"

namespace onggi {

struct ContainerImage {
    Serial serial = 0;
    std::string name; // as it was asked for
    ImageConfig config;
};

struct TerminalSize {
    std::uint16_t rows = 0;
    std::uint16_t columns = 0;
};

// How a client talks to a container's streams: conmon's own socket (SOCK_SEQPACKET). What the
// client writes is standard input, at most 8192 bytes a message; shutdown(SHUT_WR) closes it. Every
// message that it reads is one byte, 2 for standard output and 3 for standard error, and the
// data. The end of file is the end of the container's streams, not its exit code: that is what
// wait() returns.
struct AttachSocket {
    Fd socket;
    bool hasTerminal = false;
};

struct ExecOptions {
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::string workingDirectory;
    std::string user;
    bool isInteractive = false;
    bool hasTerminal = false;
};

// A process that was started by exec(), under a conmon of its own. Its streams never are the
// client's own descriptors: the runtime gives those that it is started with to the container's
// user. Destroying the object leaves the process alone.
class ExecSession {
public:
    virtual ~ExecSession() = default;
    // Connected before the process started; once.
    virtual AttachSocket takeSocket() = 0;
    virtual void resize(TerminalSize size) = 0;
    // Blocks until it has ended: its exit code, 128 + n after signal n. Throws Cancelled when
    // `stop` is requested meanwhile; the process goes on.
    virtual int wait(std::stop_token stop) = 0;
};

// What containers have written: the blocks of their writable layers.
struct ContainersUsage {
    Bytes disk;
    Bytes reclaimable;   // of those that do not run
    bool isWhole = true; // false: there was no time to see all of it
};

// What was in force when a container's diff was taken.
struct ContainerDiff {
    ContainerRow row;
    RunOptions options;
};

enum class WaitFor {
    End,     // the next end; at once if it does not run, also if it never did
    Removal, // it is gone: what `run --rm` waits for
};

struct LogRange {
    bool isFollowed = false;
    std::optional<std::uint64_t> tail; // the last lines alone
    std::optional<std::int64_t> since; // seconds since 1970
    std::optional<std::int64_t> until;
    bool hasTimestamps = false;
};

class Containers {
public:
    // Told after every change of a row; `isRemoved` for the last one. Called on the thread that
    // made the change, without locks; must not call back into Containers and must not throw.
    using Listener = std::function<void(const ContainerRow& row, bool isRemoved)>;

    // Touches nothing before recover(). `records` and `chains` outlive the object.
    Containers(RunPaths paths, ContainerRecords& records, ChainIndexes& chains, Listener listener);
    // Leaves containers running. Takes down what no container needs: mounts, ranges of ids.
    ~Containers();
    Containers(const Containers&) = delete;
    Containers& operator=(const Containers&) = delete;

    // Once, before all else: reads the records, finds what runs and what has ended meanwhile,
    // finishes what a killed helper left half done, removes leftovers. Where it throws, no
    // container can run, and nothing is removed: not everything that is there is known then.
    void recover();
    // What recover() could not find again, a sentence each without its full stop.
    std::vector<std::string> recoveryIssues() const;

    // Why no container can run here, in one sentence; empty where it can.
    std::string unavailableReason() const;

    std::vector<ContainerRow> list() const;
    ContainerRow row(const std::string& id) const;
    // The id of the container that has this name, or the only one whose id begins so.
    std::string resolve(std::string_view nameOrId) const;
    // The Docker-shaped JSON object of `inspect`.
    std::string inspect(const std::string& id) const;
    bool isAnyRunning() const;
    // Looks at every file that containers have written, for 5 s at most; calls that come meanwhile
    // or within a second get the same answer.
    ContainersUsage usage() const;

    ContainerRow create(const ContainerImage& image, const RunOptions& options, std::uint32_t uid,
                        std::stop_token stop);

    // Attached: the socket is connected before the container starts, so that nothing is missed.
    std::optional<AttachSocket> start(const std::string& id, bool isAttached, std::stop_token stop);
    AttachSocket attach(const std::string& id);
    void resize(const std::string& id, TerminalSize size);

    // The image's stop signal (`signal` 0) or another one, then SIGKILL after `grace`. First waits
    // for what is being done to it. Returns when it has ended.
    void stop(const std::string& id, int signal, std::chrono::seconds grace, std::stop_token stop);
    void kill(const std::string& id, int signal);
    // The exit code, 0 of one that was never started. Throws Cancelled when `stop` is requested
    // meanwhile.
    int wait(const std::string& id, WaitFor what, std::stop_token stop);

    // Throws RunCommandNotFound or RunCommandNotExecutable where the container has no such program.
    std::unique_ptr<ExecSession> exec(const std::string& id, const ExecOptions& options,
                                      std::stop_token stop);

    // A running one is refused, or with `isForced` killed first.
    void remove(const std::string& id, bool isForced, std::stop_token stop);

    // Writes the container's output as it was; a terminal's all goes to `output`. Follows until the
    // container has ended or the reader has gone (EPIPE).
    void logs(const std::string& id, const LogRange& range, int output, int error,
              std::stop_token stop);

    // The whole file system as a tar stream, ids as the container sees them.
    void exportTar(const std::string& id, int output, Progress& progress, std::stop_token stop);

    // What the container has written, as the tar of a layer on top of its image: whiteouts for what
    // it has deleted, ids as it sees them. `isPaused`: one that runs stands still meanwhile, and
    // goes on in any case. Throws Error(LayerUnsupported) for what no layer can hold,
    // Error(RunFailed) where a container cannot be paused here.
    using DiffSink = std::function<void(std::span<const std::byte>)>;
    ContainerDiff writeDiff(const std::string& id, bool isPaused, const DiffSink& sink,
                            Progress& progress, std::stop_token stop);

    // What the container has written and removed, as records: see Containers1.Diff in helper/api.
    // Of one that runs, what is there meanwhile.
    void listWritten(const std::string& id, int output, std::stop_token stop);

    // What `onggi-helper --ended ID` reports over the bus. Unknown ids are none of ours: ignored.
    void noteEnded(const std::string& id);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onggi
