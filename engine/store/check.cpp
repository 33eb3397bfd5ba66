// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What must hold, place by place: the database by SQLite's own rules; of each layer both files, by
// digest, length and allocated blocks, and the index as a function of the tar; of each image its
// documents and that its rows say what its config says; and that no file is there which no row
// names.

#include "engine/store/check.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fcntl.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/image/config.h"
#include "engine/layer/erofs_reader.h"
#include "engine/layer/file_digest.h"
#include "engine/layer/scan.h"
#include "engine/lineage/chain_id.h"
#include "engine/store/state.h"

namespace onggi {

class StoreChecker {
public:
    StoreChecker(Store& store, Unpacker& unpacker, Progress& progress, const std::stop_token& stop)
        : m_store(store)
        , m_state(*store.m_state)
        , m_unpacker(unpacker)
        , m_progress(progress)
        , m_stop(stop)
        , m_view(store.snapshot().view)
    {
    }

    std::vector<Finding> run()
    {
        Bytes total;
        for (const LayerRow& layer : m_view->layers)
            total += layer.tar;
        m_progress.setTotal(total);
        checkDatabase();
        for (const LayerRow& layer : m_view->layers)
            checkLayer(layer);
        for (const ImageRow& image : m_view->images)
            checkImage(image);
        checkStrangers();
        checkChains();
        return std::move(m_findings);
    }

private:
    void found(std::string subject, std::string problem)
    {
        m_findings.push_back({std::move(subject), std::move(problem)});
    }

    // A finding about something that has been removed meanwhile is none.
    bool isStillThere(const LayerRow& layer) const
    {
        const StoreSnapshot now = m_store.snapshot();
        return std::any_of(now.view->layers.begin(), now.view->layers.end(),
                           [&](const LayerRow& row) { return row.serial == layer.serial; });
    }
    bool isStillThere(const ImageRow& image) const
    {
        return m_store.imageBySerial(image.serial).has_value();
    }

    void checkDatabase()
    {
        const std::lock_guard lock(m_state.mutex);
        const std::string problem = m_state.database.integrityProblem();
        if (!problem.empty())
            found("onggi.db", problem);
    }

    // Runs `check`; a file that cannot be read, and what `check` throws, is a finding.
    template <typename Row, typename Check>
    void guarded(const Row& row, const std::string& subject, Check check)
    {
        throwIfCancelled(m_stop);
        std::string problem;
        try {
            problem = check();
        } catch (const Error& error) {
            problem = error.message();
        }
        if (!problem.empty() && isStillThere(row))
            found(subject, problem);
    }

    void checkLayer(const LayerRow& layer)
    {
        const std::string name = "layers/" + layer.diffId.hex();
        guarded(layer, name + ".tar", [&] { return tarProblem(layer); });
        guarded(layer, name + ".erofs", [&] { return indexProblem(layer); });
        guarded(layer, name, [&] { return diskProblem(layer); });
    }

    std::string tarProblem(const LayerRow& layer)
    {
        const std::string path = m_state.paths.layerTar(layer.diffId);
        const Fd tar = openFile(path, O_RDONLY | O_NOFOLLOW);
        const std::uint64_t length = layer.tar.count();
        if (fileSize(tar.get(), path) != (length + 511) / 512 * 512)
            return "its length is wrong";
        Sha256 hash;
        std::vector<std::byte> buffer(1 << 20);
        for (std::uint64_t offset = 0; offset < length;) {
            throwIfCancelled(m_stop);
            const std::size_t part = std::min<std::uint64_t>(buffer.size(), length - offset);
            if (readFullyAt(tar.get(), std::span(buffer).first(part), offset, path) != part)
                return "it was cut short";
            hash.update(std::span(buffer).first(part));
            offset += part;
            m_progress.advance(Bytes(part));
        }
        if (hash.finish() != layer.diffId)
            return "its bytes do not match its name";
        const std::size_t padding =
            readFullyAt(tar.get(), std::span(buffer).first(512), length, path);
        if (std::any_of(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(padding),
                        [](std::byte b) { return b != std::byte(0); }))
            return "its padding is not zero";
        return {};
    }

    std::string indexProblem(const LayerRow& layer)
    {
        const std::string path = m_state.paths.layerIndex(layer.diffId);
        const Fd index = openFile(path, O_RDONLY | O_NOFOLLOW);
        const std::optional<Digest> recorded = m_store.layerIndexDigest(layer.diffId);
        if (!recorded || digestOfFile(index.get(), path).digest != *recorded)
            return "its bytes are not those that were written";
        const Fd tar = openFile(m_state.paths.layerTar(layer.diffId), O_RDONLY | O_NOFOLLOW);
        const JobDirectory directory = m_store.makeJobDirectory();
        const Fd output = openFile(directory.path() + "/index", O_RDWR | O_CREAT | O_EXCL, 0600);
        const ScannedTar scanned =
            scanWholeTar(m_unpacker, LayerLimits(), tar.get(), layer.tar, output.get(),
                         layer.diffId, layer.diffId.text(), m_stop);
        if (scanned.indexDigest != *recorded)
            return "made again from the tar, it is another one";
        return scanned.contentBytes == layer.content ? ""
                                                     : "its content bytes are not those of the row";
    }

    std::string diskProblem(const LayerRow& layer)
    {
        const Bytes disk = diskBytesOf(m_state.paths.layerTar(layer.diffId)) +
                           diskBytesOf(m_state.paths.layerIndex(layer.diffId));
        return disk == layer.disk
                   ? ""
                   : "its files have " + std::to_string(disk.count()) +
                         " bytes on disk, the row says " + std::to_string(layer.disk.count());
    }

    void checkImage(const ImageRow& image)
    {
        const std::string name = "image " + image.id.shortHex();
        guarded(image, name, [&] { return configProblem(image); });
        guarded(image, name, [&] {
            for (const ManifestRecord& manifest : m_store.imageDetails(image.serial).manifests)
                m_store.blob(manifest.digest);
            return std::string();
        });
    }

    std::string configProblem(const ImageRow& image)
    {
        const ImageConfig config =
            ImageConfig::parse(m_store.blob(image.id), "the config " + image.id.text());
        std::vector<Digest> diffIds;
        for (const LayerRow& layer : m_store.layersOf(image))
            diffIds.push_back(layer.diffId);
        if (diffIds != config.diffIds)
            return "its layers are not those of its config";
        if (chainsOf(image.serial, diffIds.size()) != chainIds(diffIds))
            return "its chain is not that of its layers";
        if (image.created != config.created.value_or(0) ||
            image.platform != config.platform.text())
            return "its time or platform is not that of its config";
        return {};
    }

    // Of its layers' prefixes, shortest first, as rows have them: other images are found to share
    // layers by these. One more than `count` at most, so that rows in a circle end too.
    std::vector<Digest> chainsOf(Serial image, std::size_t count)
    {
        const std::lock_guard lock(m_state.mutex);
        Statement rows(m_state.database,
                       "WITH RECURSIVE up (id, depth) AS ("
                       " SELECT chain, 0 FROM images WHERE serial = ? AND chain IS NOT NULL"
                       " UNION ALL SELECT c.parent, up.depth + 1 FROM up"
                       " JOIN chains c ON c.id = up.id"
                       " WHERE c.parent IS NOT NULL AND up.depth < ?)"
                       " SELECT c.chain FROM up JOIN chains c ON c.id = up.id"
                       " ORDER BY up.depth DESC");
        rows.bind(image).bind(count);
        std::vector<Digest> chains;
        while (rows.step())
            chains.push_back(rows.digest(0));
        return chains;
    }

    std::set<std::string> named(std::string_view sql, std::initializer_list<const char*> suffixes)
    {
        std::set<std::string> names;
        Statement rows(m_state.database, sql);
        while (rows.step()) {
            for (const char* suffix : suffixes)
                names.insert(rows.digest(0).hex() + suffix);
        }
        return names;
    }

    void checkStrangersIn(const std::string& directory, const std::set<std::string>& names)
    {
        for (const auto& entry : std::filesystem::directory_iterator(directory)) {
            if (!names.contains(entry.path().filename().string()))
                found(entry.path().string().substr(m_state.paths.root().size() + 1),
                      kNamedByNothing);
        }
    }

    // Under the lock nobody is between renaming and committing.
    void checkStrangers()
    {
        const std::lock_guard lock(m_state.mutex);
        checkStrangersIn(m_state.paths.layers(),
                         named("SELECT diff_id FROM layers", {".tar", ".erofs"}));
        checkStrangersIn(m_state.paths.blobs(),
                         named("SELECT id FROM images UNION SELECT digest FROM manifests", {""}));
        checkStrangersIn(m_state.paths.chains(), named("SELECT chain FROM chains", {".erofs"}));
    }

    // Only as far as the mount relies on them: they are a cache.
    void checkChains()
    {
        for (const ImageRow& image : m_view->images) {
            std::vector<Digest> diffIds;
            guarded(image, "image " + image.id.shortHex(), [&] {
                for (const LayerRow& layer : m_store.layersOf(image))
                    diffIds.push_back(layer.diffId);
                return std::string();
            });
            if (diffIds.empty())
                continue;
            const std::string path = m_state.paths.chainIndex(chainIds(diffIds).back());
            if (!std::filesystem::exists(path))
                continue;
            guarded(image, "chains/" + std::filesystem::path(path).filename().string(), [&] {
                const Fd file = openFile(path, O_RDONLY | O_NOFOLLOW);
                const std::vector<DeviceSlot> slots = readDeviceTable(file.get(), path);
                const bool isSame = std::equal(
                    slots.begin(), slots.end(), diffIds.begin(), diffIds.end(),
                    [](const DeviceSlot& a, const Digest& b) { return a.tag == b.hex(); });
                return isSame ? "" : "its devices are not the layers of the image";
            });
        }
    }

    Store& m_store;
    StoreState& m_state;
    Unpacker& m_unpacker;
    Progress& m_progress;
    const std::stop_token& m_stop;
    std::shared_ptr<const StoreView> m_view;
    std::vector<Finding> m_findings;
};

std::vector<Finding> checkStore(Store& store, Unpacker& unpacker, Progress& progress,
                                const std::stop_token& stop)
{
    return StoreChecker(store, unpacker, progress, stop).run();
}

} // namespace onggi
