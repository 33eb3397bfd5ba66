// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Staged layers, and what keeps layers from going away while a job counts on them.

#include <algorithm>
#include <filesystem>

#include <sys/stat.h>
#include <sys/statvfs.h>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/layer/ingest.h"
#include "engine/store/image_writes.h"
#include "engine/store/journal.h"

namespace onggi {

namespace {

// What the spool may hold that nobody waits for.
constexpr std::int64_t kSpoolSeconds = 7 * 24 * 3600;
constexpr Bytes kMaxSpool{std::uint64_t(16) << 30};

std::optional<Bytes> tarBytesOf(Database& database, const Digest& diffId)
{
    Statement row(database, "SELECT tar_bytes FROM layers WHERE diff_id = ?1"
                            " UNION ALL SELECT tar_bytes FROM staged WHERE diff_id = ?1");
    row.bind(diffId);
    return row.step() ? std::optional(row.bytes(0)) : std::nullopt;
}

void removeStagedFiles(const StatePaths& paths, const Digest& diffId)
{
    removeFile(paths.stagedTar(diffId));
    removeFile(paths.stagedIndex(diffId));
}

struct SpooledThing {
    Digest digest;
    bool isLayer = false;
    Bytes disk;
    std::int64_t time = 0; // of the last change
};

// No more than a quarter of the file system, however large it is.
Bytes spoolBound(const std::string& spool)
{
    struct statvfs status;
    if (::statvfs(spool.c_str(), &status) < 0)
        return kMaxSpool;
    const Bytes quarter(static_cast<std::uint64_t>(status.f_blocks) * status.f_frsize / 4);
    return std::min(quarter, kMaxSpool);
}

void appendBlobs(const StatePaths& paths, std::vector<SpooledThing>& things)
{
    for (const auto& entry : std::filesystem::directory_iterator(paths.spoolBlobs())) {
        const std::optional<Digest> digest = Digest::fromHex(entry.path().filename().string());
        struct stat status;
        if (digest && ::lstat(entry.path().c_str(), &status) == 0)
            things.push_back({*digest, false,
                              Bytes(static_cast<std::uint64_t>(status.st_blocks) * 512),
                              status.st_mtime});
        else
            removeTree(entry.path());
    }
}

// With the store's mutex held.
std::vector<SpooledThing> spooledThings(StoreState& state)
{
    std::vector<SpooledThing> things;
    appendBlobs(state.paths, things);
    Statement rows(state.database, "SELECT diff_id, time FROM staged");
    while (rows.step()) {
        SpooledThing layer{rows.digest(0), true, Bytes(), rows.integer(1)};
        try {
            layer.disk = diskBytesOf(state.paths.stagedTar(layer.digest)) +
                         diskBytesOf(state.paths.stagedIndex(layer.digest));
        } catch (const Error& error) {
            // Nobody can use half a layer: it is as old as can be.
            log(LogLevel::Warning, "staged-broken", {{"cause", error.message()}});
            layer.time = 0;
        }
        things.push_back(layer);
    }
    return things;
}

// What has to go: the newest stay as long as there is room, and what is held always.
std::vector<SpooledThing> beyondBounds(std::vector<SpooledThing> things,
                                       const std::map<Digest, unsigned>& holds, Bytes bound)
{
    std::sort(things.begin(), things.end(),
              [](const SpooledThing& a, const SpooledThing& b) { return a.time > b.time; });
    const std::int64_t tooOld = presentTime() - kSpoolSeconds;
    Bytes kept;
    std::erase_if(things, [&](const SpooledThing& thing) {
        // Without any room not even an empty file stays.
        const bool hasRoom = bound > Bytes() && kept + thing.disk <= bound;
        const bool stays = holds.contains(thing.digest) || (thing.time >= tooOld && hasRoom);
        if (stays)
            kept += thing.disk;
        return stays;
    });
    return things;
}

} // namespace

std::optional<LayerHold> Store::holdLayer(const Digest& diffId)
{
    const std::lock_guard lock(m_state->mutex);
    const std::optional<Bytes> tar = tarBytesOf(m_state->database, diffId);
    if (!tar)
        return std::nullopt;
    return LayerHold(m_state.get(), diffId, *tar);
}

LayerHold Store::holdBlob(const Digest& blob)
{
    const std::lock_guard lock(m_state->mutex);
    return LayerHold(m_state.get(), blob, Bytes());
}

void Store::dropBlob(const Digest& blob) noexcept
try {
    const std::lock_guard lock(m_state->mutex);
    if (!m_state->holds.lock()->contains(blob))
        removeFile(m_state->paths.spoolBlob(blob));
} catch (const Error& error) {
    log(LogLevel::Warning, "blob-not-dropped", {{"cause", error.message()}});
}

LayerHold Store::stageLayer(const IngestedLayer& layer)
{
    StoreWrite write(*m_state, Durability::Relaxed);
    if (tarBytesOf(write.database(), layer.diffId)) {
        removeFile(layer.tarPath);
        removeFile(layer.indexPath);
        return LayerHold(m_state.get(), layer.diffId, layer.tarBytes);
    }
    Statement(write.database(), "INSERT INTO staged (diff_id, content_bytes, tar_bytes,"
                                " index_digest, time) VALUES (?, ?, ?, ?, ?)")
        .bind(layer.diffId)
        .bind(layer.contentBytes)
        .bind(layer.tarBytes)
        .bind(layer.indexDigest)
        .bind(presentTime())
        .run();
    try {
        renameFile(layer.indexPath, m_state->paths.stagedIndex(layer.diffId));
        renameFile(layer.tarPath, m_state->paths.stagedTar(layer.diffId));
        write.commit();
    } catch (...) {
        removeStagedFiles(m_state->paths, layer.diffId);
        throw;
    }
    return LayerHold(m_state.get(), layer.diffId, layer.tarBytes);
}

std::optional<Digest> Store::layerIndexDigest(const Digest& diffId) const
{
    const std::lock_guard lock(m_state->mutex);
    Statement row(m_state->database, "SELECT index_digest FROM layers WHERE diff_id = ?");
    row.bind(diffId);
    return row.step() ? std::optional(row.digest(0)) : std::nullopt;
}

std::vector<LayerRow> Store::layersOf(const ImageRow& image) const
{
    const StoreSnapshot now = snapshot();
    std::vector<LayerRow> rows;
    for (const Serial serial : image.layers) {
        const auto row = std::lower_bound(now.view->layers.begin(), now.view->layers.end(), serial,
                                          [](const LayerRow& a, Serial b) { return a.serial < b; });
        if (row == now.view->layers.end() || row->serial != serial)
            throw Error(Code::StoreNotFound, image.id.text(), "it was removed meanwhile");
        rows.push_back(*row);
    }
    return rows;
}

void Store::refreshDiskBytes()
{
    if (isReadOnly())
        return;
    StoreWrite write(*m_state);
    std::vector<std::pair<Serial, Bytes>> differing;
    const StoreSnapshot now = snapshot();
    for (const LayerRow& row : now.view->layers) {
        try {
            const Bytes disk = diskBytesOf(m_state->paths.layerTar(row.diffId)) +
                               diskBytesOf(m_state->paths.layerIndex(row.diffId));
            if (disk != row.disk)
                differing.emplace_back(row.serial, disk);
        } catch (const Error&) {
            // A missing file is for check to report.
        }
    }
    for (const auto& [serial, disk] : differing) {
        Statement(write.database(), "UPDATE layers SET disk_bytes = ? WHERE serial = ?")
            .bind(disk)
            .bind(serial)
            .run();
        write.layerChanged(serial);
    }
    if (!differing.empty())
        write.commit();
}

void Store::trimSpool() noexcept
{
    trimSpoolTo(spoolBound(m_state->paths.spool()));
}

void Store::emptySpool() noexcept
{
    trimSpoolTo(Bytes());
}

Bytes Store::unusedSpool() const
{
    if (isReadOnly())
        return {};
    const std::lock_guard lock(m_state->mutex);
    Bytes unused;
    for (const SpooledThing& thing :
         beyondBounds(spooledThings(*m_state), *m_state->holds.lock(), Bytes()))
        unused += thing.disk;
    return unused;
}

void Store::trimSpoolTo(Bytes bound) noexcept
try {
    if (!isReadOnly())
        makeRoomFor([&] { trimSpoolNow(bound); });
} catch (const std::exception& error) {
    log(LogLevel::Warning, "spool-not-trimmed", {{"cause", error.what()}});
}

void Store::trimSpoolNow(Bytes bound)
{
    StoreWrite write(*m_state, Durability::Relaxed);
    const std::vector<SpooledThing> going =
        beyondBounds(spooledThings(*m_state), *m_state->holds.lock(), bound);
    if (going.empty())
        return;
    for (const SpooledThing& thing : going) {
        if (thing.isLayer)
            Statement(write.database(), "DELETE FROM staged WHERE diff_id = ?")
                .bind(thing.digest)
                .run();
    }
    write.commit();
    for (const SpooledThing& thing : going) {
        if (thing.isLayer)
            removeStagedFiles(m_state->paths, thing.digest);
        else
            removeFile(m_state->paths.spoolBlob(thing.digest));
    }
    m_state->ballast.keep();
}

} // namespace onggi
