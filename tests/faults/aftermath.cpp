// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The judge of a round. The spool may keep what the next try goes on from, each file of it under a
// name that the next try looks for; everything else has an owner or is gone.

#include "tests/faults/aftermath.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <optional>
#include <set>

#include "engine/core/error.h"
#include "engine/store/check.h"
#include "tests/faults/found_containers.h"
#include "tests/faults/verbs.h"
#include "tests/support/temporary_store.h"

namespace onggi::test {

namespace {

std::string_view codeFor(Fault fault)
{
    switch (fault) {
    case Fault::NoSpace:
        return codeName(Code::StoreNoSpace);
    case Fault::NoDescriptors:
        return codeName(Code::SystemLimit);
    default:
        return codeName(Code::SystemIo);
    }
}

class Judge {
public:
    Judge(const std::string& state, const Scene& scene)
        : m_scene(scene)
        , m_store(state)
        , m_unpacker(ONGGI_UNPACK)
    {
    }

    std::string findings()
    {
        std::string text;
        Progress progress;
        for (const Finding& finding : checkStore(m_store, m_unpacker, progress, {}))
            text += finding.subject + ": " + finding.problem + "; ";
        for (const SavedImage& image : m_scene.kept) {
            if (!m_store.imageById(image.id()) || !hasTags(image))
                text += "an image is lost; ";
        }
        return text + containerProblem() + strangers();
    }

    // All or none; `isDone`: as after the verb.
    std::string triedProblem(bool isDone)
    {
        if (!m_scene.made.empty())
            return madeProblem(isDone);
        std::size_t there = 0;
        for (const SavedImage& image : m_scene.tried)
            there += m_store.imageById(image.id()) && hasTags(image) ? 1 : 0;
        if (there != 0 && there != m_scene.tried.size())
            return "some of the images are there, others not; ";
        if (isDone && (there != 0) != m_scene.comes && !m_scene.tried.empty())
            return m_scene.comes ? "the image is not there; " : "the image is still there; ";
        return {};
    }

    std::string spooledFiles() const
    {
        std::string text;
        for (const std::string& file : filesBelow(m_store.paths().spool()))
            text += "spool/" + file + " is left; ";
        return text;
    }

    std::string performed(const std::string& argument)
    try {
        std::optional<FoundContainers> containers;
        if (needsContainers(m_scene.verb))
            containers.emplace(m_store, m_unpacker);
        perform(m_store, m_unpacker, m_scene.verb, argument, containers ? &**containers : nullptr);
        return {};
    } catch (const Error& error) {
        return "done again: " + error.message() + "; ";
    }

private:
    // The last one made has the name; each has one layer, on top of what it is made of.
    std::string madeProblem(bool isDone)
    {
        const StoreSnapshot now = m_store.snapshot();
        const std::optional<ImageRow> base = m_store.imageById(m_scene.kept.front().id());
        const std::optional<ImageRow> made = m_store.tryFindImage(m_scene.made);
        for (const ImageRow& image : now.view->images) {
            if (!isKept(image) && (!made || image.layers != made->layers))
                return "an image is there without its name or its layers; ";
        }
        if (!made)
            return isDone ? "the image is not there; " : "";
        if (!base || made->layers.empty())
            return "the image has other layers; ";
        std::vector<Serial> below = made->layers;
        below.pop_back();
        const bool isRight = m_scene.isMadeOnKept ? below == base->layers : below.empty();
        return isRight ? "" : "the image has other layers; ";
    }

    bool isKept(const ImageRow& image) const
    {
        return std::ranges::any_of(m_scene.kept,
                                   [&](const SavedImage& kept) { return kept.id() == image.id; });
    }

    // What a container has written is its own, and stays.
    std::string containerProblem() const
    {
        const std::size_t expected = m_scene.written.empty() ? 0 : 1;
        if (m_store.snapshot().view->containers.size() != expected)
            return "a container is lost; ";
        return filesBelow(m_store.paths().containers()) == m_scene.written
                   ? ""
                   : "a container's files are others; ";
    }

    bool hasTags(const SavedImage& image) const
    {
        return std::ranges::all_of(image.tags, [&](const std::string& tag) {
            // Pulled from a registry, it has that one's name.
            if (m_scene.registry && tag.find("/tried:") != std::string::npos)
                return true;
            const std::optional<ImageRow> row = m_store.tryFindImage(tag);
            return row && row->id == image.id();
        });
    }

    std::string strangers()
    {
        std::string text;
        const StatePaths& paths = m_store.paths();
        const std::set<std::string> known = {"ballast", "blobs", "layers",
                                             "chains",  "spool", "containers"};
        for (const auto& entry : std::filesystem::directory_iterator(paths.root())) {
            const std::string name = entry.path().filename().string();
            if (!name.starts_with("onggi.db") && !known.contains(name))
                text += name + " is nobody's; ";
        }
        for (const std::string& file : filesBelow(paths.spoolJobs()))
            text += "spool/jobs/" + file + " is of a job that is over; ";
        for (const std::string& file : filesBelow(paths.spoolBlobs())) {
            if (std::ranges::count(m_scene.spooled, file) == 0)
                text += "spool/blobs/" + file + " is nobody's; ";
        }
        for (const std::string& file : filesBelow(paths.spoolLayers())) {
            const std::optional<Digest> diffId = Digest::fromHex(file.substr(0, 64));
            if (!diffId || !m_store.holdLayer(*diffId))
                text += "spool/layers/" + file + " is nobody's; ";
        }
        return text;
    }

    const Scene& m_scene;
    Store m_store;
    Unpacker m_unpacker;
};

// SQLite makes do with reading where it cannot open a file for writing, and forgets why; so does
// curl where it gets no socket.
bool isUntold(const DriverRun& run)
{
    const auto isCode = [&](Code code) { return run.errorCode == codeName(code); };
    return (run.call == "open" && (isCode(Code::SystemIo) || isCode(Code::StoreReadOnly))) ||
           (run.call == "socket" && isCode(Code::RegistryUnreachable));
}

} // namespace

std::string badEnd(const DriverRun& run, const FaultOrder& order)
{
    if (run.isHanging)
        return "it hangs; ";
    const bool answersError = order.fault >= Fault::NoSpace;
    if (answersError && !run.errorCode.empty() && run.errorCode != codeFor(order.fault) &&
        !isUntold(run))
        return "it does not say what was wrong; ";
    if (run.signal != 0)
        return run.signal == SIGKILL && order.kills() ? "" : "it crashed; ";
    if (run.exitCode != 0 && run.exitCode != 1)
        return "it does not recover; ";
    if (run.exitCode == 1 && !run.isReached && order.killAfter == 0)
        return "it fails without a fault; ";
    const bool mustDie =
        order.fault == Fault::KillHalfway || (order.fault == Fault::Kill && !run.isUnpackers);
    if (mustDie && run.isReached)
        return "it has survived; ";
    if (order.afterwards == Afterwards::TriesAgain && run.exitCode != 0)
        return "it does not recover; ";
    return {};
}

std::string badAftermath(const std::string& state, const Scene& scene, const std::string& argument,
                         const DriverRun& run)
try {
    Judge judge(state, scene);
    const bool isDone = run.exitCode == 0;
    std::string text = judge.findings() + judge.triedProblem(isDone);
    if (isDone || run.errorCode == codeName(Code::StoreNoSpace))
        text += judge.spooledFiles();
    text += judge.performed(argument);
    if (!isDone)
        text += judge.findings();
    return text + judge.triedProblem(true) + judge.spooledFiles();
} catch (const Error& error) {
    return "the next start: " + error.message();
}

} // namespace onggi::test
