// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Removing what a plan says, and nothing else. The plan is made anew from the store as it is and
// compared: whatever has changed is named and nothing is removed. Rows go first, in one transaction
// that is on the disk before the first file goes; a crash in between leaves files that no row
// names, which the next start removes.

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/store/image_writes.h"
#include "engine/store/journal.h"

namespace onggi {

namespace {

constexpr Bytes kMuch(32 << 20);

[[noreturn]] void changed(const RemovalItem& item, const std::string& how)
{
    throw Error(Code::StoreChanged, item.name, how);
}

std::size_t indexOf(const StoreView& view, const RemovalItem& item)
{
    const auto row = std::lower_bound(view.images.begin(), view.images.end(), item.image,
                                      [](const ImageRow& a, Serial b) { return a.serial < b; });
    if (row == view.images.end() || row->serial != item.image || row->id != item.id)
        changed(item, "the image is gone");
    return static_cast<std::size_t>(row - view.images.begin());
}

bool isKept(const RemovalItem& item) noexcept
{
    return item.action == RemovalAction::Keep;
}

std::vector<RemovalTarget> targetsOf(const StoreView& view, const RemovalPlan& plan)
{
    std::vector<RemovalTarget> targets;
    for (const RemovalItem& item : plan.items) {
        if (isKept(item))
            continue;
        const std::size_t image = indexOf(view, item);
        const std::vector<std::string>& tags = view.images[image].tags;
        for (const std::string& tag : item.tags) {
            if (std::find(tags.begin(), tags.end(), tag) == tags.end())
                changed(item, "it no longer has the tag " + tag);
        }
        if (item.action == RemovalAction::Delete && tags.size() != item.tags.size())
            changed(item, "it has got another tag");
        if (item.action == RemovalAction::Delete)
            targets.push_back({image, {}});
        else
            for (const std::string& tag : item.tags)
                targets.push_back({image, tag, UntagEnough::Always});
    }
    return targets;
}

std::string describe(const std::vector<Blocker>& blockers)
{
    if (blockers.empty())
        return "something needs it now";
    return (blockers.front().kind == BlockerKind::Container ? "container " : "image ") +
           blockers.front().name + " needs it now";
}

void requireSame(const RemovalPlan& plan, const RemovalPlan& present)
{
    std::set<Serial> layers;
    std::set<Serial> presentLayers;
    auto now = present.items.begin();
    for (const RemovalItem& item : plan.items) {
        if (isKept(item))
            continue;
        if (now == present.items.end() || now->image != item.image)
            changed(item, "it is named twice");
        if (isKept(*now))
            changed(item, describe(now->blockers));
        if (now->action != item.action)
            changed(item, item.action == RemovalAction::Untag
                              ? "it has lost its other tags: it would be removed whole"
                              : "it has got another tag");
        layers.insert(item.layers.begin(), item.layers.end());
        presentLayers.insert(now->layers.begin(), now->layers.end());
        ++now;
    }
    if (layers != presentLayers)
        throw Error(Code::StoreChanged, "the plan", "other images need other layers now");
    if (plan.freed != present.freed)
        throw Error(Code::StoreChanged, "the plan", "it would free another number of bytes now");
}

void requireSomething(const RemovalPlan& plan)
{
    if (plan.items.empty() || !std::all_of(plan.items.begin(), plan.items.end(), isKept))
        return;
    const RemovalItem& first = plan.items.front();
    std::string why;
    for (const Blocker& blocker : first.blockers)
        why += (why.empty() ? "" : ", ") +
               std::string(blocker.kind == BlockerKind::Container ? "container " : "image ") +
               blocker.name;
    throw Error(Code::StoreInUse, first.name, why.empty() ? why : "needed by " + why);
}

void requireOwned(Database& database, const RemovalPlan& plan, const Caller& caller)
{
    for (const RemovalItem& item : plan.items) {
        if (caller.isAdmin || isKept(item))
            continue;
        Statement others(database, "SELECT uid FROM claims WHERE image = ? AND uid <> ?");
        others.bind(item.image).bind(caller.uid);
        if (others.step())
            throw Error(Code::StoreNotOwned, item.name);
    }
}

class Remover {
public:
    Remover(StoreState& state, StoreWrite& write)
        : m_state(state)
        , m_write(write)
        , m_database(write.database())
    {
    }

    void remove(const RemovalItem& item)
    {
        m_write.imageChanged(item.image);
        for (const std::string& tag : item.tags) {
            Statement(m_database, "DELETE FROM tags WHERE name = ?").bind(tag).run();
            m_outcome.tags.push_back({tag, item.id});
        }
        if (item.action == RemovalAction::Delete)
            removeImage(item);
    }

    // After the commit.
    RemovalOutcome removeFiles()
    {
        for (const Digest& diffId : m_returned) {
            attempt([&] {
                renameFile(m_state.paths.layerTar(diffId), m_state.paths.stagedTar(diffId));
            });
            attempt([&] {
                renameFile(m_state.paths.layerIndex(diffId), m_state.paths.stagedIndex(diffId));
            });
        }
        removeLayerFiles();
        for (const std::string& path : m_files)
            attempt([&] { removeFile(path); });
        return std::move(m_outcome);
    }

    void nameBlobs()
    {
        for (const Digest& digest : m_blobs) {
            if (!isBlobNamed(m_database, digest))
                m_files.push_back(m_state.paths.blob(digest));
        }
    }

private:
    // What fails here is for the next start to do.
    template <typename Action>
    static bool attempt(Action action)
    {
        try {
            action();
            return true;
        } catch (const Error& error) {
            log(LogLevel::Warning, "not-removed", {{"cause", error.message()}});
            return false;
        }
    }

    // All processors at once where there is much to do: of a file that goes, the kernel forgets page
    // by page what it has in memory.
    void removeLayerFiles()
    {
        std::atomic<std::size_t> next = 0;
        const auto work = [this, &next] {
            for (std::size_t i = next++; i < m_layerFiles.size(); i = next++)
                removeLayerFile(m_layerFiles[i]);
        };
        const std::size_t processors =
            m_outcome.freed >= kMuch ? std::thread::hardware_concurrency() : 1;
        std::vector<std::jthread> others;
        try {
            while (others.size() + 1 < processors)
                others.emplace_back(work);
        } catch (const std::system_error&) {
            // There is no thread to be had: this one does it.
        }
        work();
    }

    // What stays has not been freed.
    void removeLayerFile(const std::string& path)
    {
        if (attempt([&] { removeFile(path); }))
            return;
        attempt([&] {
            const Bytes left = diskBytesOf(path);
            const std::lock_guard lock(m_freedMutex);
            m_outcome.freed -= std::min(m_outcome.freed, left);
        });
    }

    void removeImage(const RemovalItem& item)
    {
        m_blobs.insert(item.id);
        std::optional<std::int64_t> chain;
        {
            Statement manifests(m_database, "SELECT digest FROM manifests WHERE image = ?");
            manifests.bind(item.image);
            while (manifests.step())
                m_blobs.insert(manifests.digest(0));
            Statement row(m_database, "SELECT chain FROM images WHERE serial = ?");
            row.bind(item.image);
            if (row.step() && !row.isNull(0))
                chain = row.integer(0);
        }
        Statement(m_database, "DELETE FROM images WHERE serial = ?").bind(item.image).run();
        m_outcome.images.push_back(item.id);
        while (chain && !isChainNeeded(*chain))
            chain = removeChainStep(*chain);
    }

    bool isChainNeeded(std::int64_t chain)
    {
        Statement needed(m_database, "SELECT 1 FROM images WHERE chain = ?1"
                                     " UNION ALL SELECT 1 FROM chains WHERE parent = ?1");
        needed.bind(chain);
        return needed.step();
    }

    // Returns the parent.
    std::optional<std::int64_t> removeChainStep(std::int64_t chain)
    {
        std::optional<std::int64_t> parent;
        Serial layer = 0;
        {
            Statement row(m_database,
                          "DELETE FROM chains WHERE id = ? RETURNING parent, layer, chain");
            row.bind(chain);
            row.step();
            if (!row.isNull(0))
                parent = row.integer(0);
            layer = row.number(1);
            m_files.push_back(m_state.paths.chainIndex(row.digest(2)));
            row.run();
        }
        removeLayerIfUnneeded(layer);
        return parent;
    }

    void removeLayerIfUnneeded(Serial serial)
    {
        {
            Statement needed(m_database, "SELECT 1 FROM chains WHERE layer = ?");
            needed.bind(serial);
            if (needed.step())
                return;
        }
        Statement row(m_database, "DELETE FROM layers WHERE serial = ? RETURNING diff_id,"
                                  " content_bytes, tar_bytes, index_digest, disk_bytes");
        row.bind(serial);
        row.step();
        const Digest diffId = row.digest(0);
        m_write.layerChanged(serial);
        m_outcome.layers.push_back(diffId);
        if (m_state.holds.lock()->contains(diffId)) {
            stageAgain(diffId, row.bytes(1), row.bytes(2), row.digest(3));
            row.run();
            return;
        }
        m_outcome.freed += row.bytes(4);
        row.run();
        m_layerFiles.push_back(m_state.paths.layerTar(diffId));
        m_layerFiles.push_back(m_state.paths.layerIndex(diffId));
    }

    void stageAgain(const Digest& diffId, Bytes content, Bytes tar, const Digest& indexDigest)
    {
        Statement(m_database, "INSERT INTO staged (diff_id, content_bytes, tar_bytes, index_digest,"
                              " time) VALUES (?, ?, ?, ?, ?)")
            .bind(diffId)
            .bind(content)
            .bind(tar)
            .bind(indexDigest)
            .bind(presentTime())
            .run();
        m_returned.push_back(diffId);
    }

    StoreState& m_state;
    StoreWrite& m_write;
    Database& m_database;
    RemovalOutcome m_outcome;
    std::mutex m_freedMutex; // for m_outcome.freed while files are removed
    std::set<Digest> m_blobs;
    std::vector<Digest> m_returned; // layers that a job holds
    std::vector<std::string> m_layerFiles;
    std::vector<std::string> m_files; // all others
};

} // namespace

RemovalOutcome Store::removePlan(const RemovalPlan& plan, const Caller& caller)
{
    return makeRoomFor([&] { return removeNow(plan, caller); });
}

RemovalOutcome Store::removeNow(const RemovalPlan& plan, const Caller& caller)
{
    StoreWrite write(*m_state);
    requireSomething(plan);
    const StoreSnapshot now = snapshot();
    const RemovalPlan present =
        planRemoval(*now.view, Forest(*now.view), targetsOf(*now.view, plan));
    requireSame(plan, present);
    requireOwned(write.database(), plan, caller);

    Remover remover(*m_state, write);
    for (const RemovalItem& item : plan.items) {
        if (!isKept(item))
            remover.remove(item);
    }
    remover.nameBlobs();
    write.commit();
    RemovalOutcome outcome = remover.removeFiles();
    m_state->ballast.keep();
    return outcome;
}

} // namespace onggi
