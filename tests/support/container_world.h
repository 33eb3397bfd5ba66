// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A state directory with one image of two layers, made with the layer library from the system's
// static busybox, and containers on it. Everything is in directories of its own, and gone with the
// object.
//
// A program that uses it calls containerWorldMain() first thing in main(): conmon starts it again
// as `PROGRAM --ended ID`, and tests start it as the launcher that they kill.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/run/containers.h"
#include "engine/run/paths.h"

namespace onggi::test {

struct Outcome {
    std::string output;
    std::string error;
    int exitCode = -1;
};

class ContainerWorld {
public:
    // `isInMemory`: on a tmpfs, where only loop devices can be mounted.
    explicit ContainerWorld(bool isInMemory = false);
    // On what another one, or a launcher, left there; the directories stay when this one goes.
    static std::unique_ptr<ContainerWorld> join(const std::string& base);
    ~ContainerWorld();

    const std::string& base() const { return m_base; }
    const RunPaths& paths() const { return m_paths; }
    Containers& containers() { return *m_containers; }
    const ContainerImage& image() const { return m_image; }

    // Ends the present Containers as a helper's exit does, and makes new ones, as the next helper.
    void restart();
    // The same, and a program takes the place of onggi-runtime.
    void restartWith(const std::string& runtimeWrapper);

    // Options of a container with this shell command and no network.
    static RunOptions shell(const std::string& command);
    // create, start attached, write `input`, read all, wait: as the command line does.
    Outcome run(const RunOptions& options, const std::string& input = {});
    std::string createAndStart(const RunOptions& options);
    std::string logsOf(const std::string& id);
    // As it is kept, which is what clients are told.
    ContainerState recordedState(const std::string& id) const;
    // Reads an attach socket to its end.
    static void readAttached(int socket, Outcome& outcome);

    // What of this world is still on the machine: mounts, loop devices, bridge, processes, lines of
    // subordinate ids, directories of containers. Waits a moment for what is just ending.
    std::string leftovers();

private:
    struct Parts;
    ContainerWorld(std::string base, bool isOwner);
    void open();

    std::string m_base;
    bool m_isOwner;
    bool m_isInMemory = false;
    RunPaths m_paths;
    ContainerImage m_image;
    std::unique_ptr<Parts> m_parts;
    std::unique_ptr<Containers> m_containers;
};

// The name of the error's code that the call throws, else "nothing".
template <typename Call>
std::string failure(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return std::string(codeName(error.code()));
    }
    return "nothing";
}

// The line of `text` that begins so.
inline std::string lineOf(const std::string& text, const std::string& start)
{
    const std::size_t at = text.find(start);
    return at == text.npos ? "" : text.substr(at, text.find('\n', at) - at);
}

// The exit code where the program was started for something else than its tests.
std::optional<int> containerWorldMain(int argc, char** argv);

} // namespace onggi::test
