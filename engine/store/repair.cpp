// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What has been repaired is what the second check no longer finds: nothing is believed of the
// repairs themselves. Layers come last among the files, because fetching one needs configs and
// manifests; rows come after files, because they are made from these.

#include "engine/store/repair.h"

#include <algorithm>
#include <map>

#include <fcntl.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/core/log.h"
#include "engine/core/sha256.h"
#include "engine/image/config.h"
#include "engine/layer/scan.h"
#include "engine/lineage/chain_id.h"
#include "engine/store/image_writes.h"
#include "engine/store/journal.h"
#include "engine/store/refetch.h"

namespace onggi {

namespace {

std::string layerName(const Digest& diffId)
{
    return "layers/" + diffId.hex();
}

std::string imageName(const ImageRow& image)
{
    return "image " + image.id.shortHex();
}

bool isSame(const Finding& a, const Finding& b)
{
    return a.subject == b.subject && a.problem == b.problem;
}

} // namespace

class StoreRepairer {
public:
    StoreRepairer(Store& store, Unpacker& unpacker, RegistryClient* client, Progress& progress,
                  const std::stop_token& stop)
        : m_store(store)
        , m_state(*store.m_state)
        , m_unpacker(unpacker)
        , m_refetch(store, unpacker, client)
        , m_progress(progress)
        , m_stop(stop)
    {
    }

    RepairReport run()
    {
        if (m_store.isReadOnly())
            throw Error(Code::StoreReadOnly, m_state.paths.root());
        m_findings = check();
        if (m_findings.empty())
            return {};
        repairAll();
        RepairReport report;
        report.broken = check();
        for (const Finding& finding : m_findings) {
            const bool isLeft = std::any_of(report.broken.begin(), report.broken.end(),
                                            [&](const Finding& f) { return isSame(f, finding); });
            if (!isLeft)
                report.repaired.push_back(finding);
        }
        for (Finding& finding : report.broken)
            addReason(finding);
        return report;
    }

private:
    std::vector<Finding> check()
    {
        Progress progress = m_progress.child(StepKind::Check, m_state.paths.root());
        return checkStore(m_store, m_unpacker, progress, m_stop);
    }

    bool isBroken(const std::string& subject) const
    {
        return std::any_of(m_findings.begin(), m_findings.end(),
                           [&](const Finding& finding) { return finding.subject == subject; });
    }

    void addReason(Finding& finding) const
    {
        const auto reason = m_reasons.find(finding.subject);
        if (reason != m_reasons.end())
            finding.problem += "; it could not be repaired: " + reason->second;
    }

    // What one repair throws is the reason of its thing, and keeps no other from being repaired.
    template <typename Repair>
    void guarded(const std::vector<std::string>& subjects, const Repair& repair)
    {
        throwIfCancelled(m_stop);
        try {
            repair();
        } catch (const Error& error) {
            log(LogLevel::Warning, "not-repaired",
                {{"what", subjects.front()}, {"cause", error.message()}});
            for (const std::string& subject : subjects)
                m_reasons.emplace(subject, error.message());
        }
    }

    void repairAll()
    {
        if (isBroken("onggi.db"))
            guarded({"onggi.db"}, [&] { repairDatabase(); });
        const std::shared_ptr<const StoreView> view = m_store.snapshot().view;
        for (const ImageRow& image : view->images) {
            if (isBroken(imageName(image)))
                guarded({imageName(image)}, [&] { repairDocuments(image); });
        }
        for (const LayerRow& layer : view->layers)
            repairLayer(layer);
        for (const ImageRow& image : view->images) {
            if (isBroken(imageName(image)))
                guarded({imageName(image)}, [&] { repairRows(image); });
        }
        for (const Finding& finding : m_findings) {
            if (finding.subject.starts_with("chains/"))
                guarded({finding.subject}, [&] { dropChainIndex(finding.subject); });
        }
        guarded({"strangers"}, [&] { sweepStrangers(); });
    }

    // Rows that belong to an image which is not there; and the database's own indexes.
    void repairDatabase()
    {
        StoreWrite write(m_state);
        for (const char* table : {"tags", "manifests", "provenance", "claims"})
            write.database().execute(std::string("DELETE FROM ") + table +
                                     " WHERE image NOT IN (SELECT serial FROM images)");
        write.database().execute("REINDEX");
        write.commit();
    }

    void repairDocuments(const ImageRow& image)
    {
        const ImageDetails details = m_store.imageDetails(image.serial);
        std::vector<Digest> documents;
        for (const ManifestRecord& manifest : details.manifests)
            documents.push_back(manifest.digest);
        documents.push_back(image.id); // found by its manifest
        for (const Digest& digest : documents) {
            if (!m_store.tryBlob(digest))
                replaceBlob(digest, m_refetch.document(details, digest, m_stop));
        }
    }

    void replaceBlob(const Digest& digest, const std::string& bytes)
    {
        if (Sha256::of(bytes) != digest)
            throw Error(Code::RegistryDigestMismatch, digest.text());
        const JobDirectory directory = m_store.makeJobDirectory();
        const std::string path = directory.path() + "/blob";
        writeNewFile(path, bytes);
        const std::lock_guard lock(m_state.mutex);
        if (!isBlobNamed(m_state.database, digest))
            return; // removed meanwhile
        renameFile(path, m_state.paths.blob(digest));
        syncDirectoryAt(m_state.paths.blobs());
    }

    void repairLayer(const LayerRow& layer)
    {
        const std::string name = layerName(layer.diffId);
        const bool isTarBroken = isBroken(name + ".tar");
        if (isTarBroken || isBroken(name + ".erofs"))
            guarded({name + ".tar", name + ".erofs"},
                    [&] { isTarBroken ? fetchLayer(layer.diffId) : indexLayer(layer); });
        else if (isBroken(name))
            guarded({name}, [&] { replaceLayer(layer.diffId, nullptr); });
    }

    void fetchLayer(const Digest& diffId)
    {
        const JobDirectory directory = m_store.makeJobDirectory();
        const IngestedLayer fetched = m_refetch.layer(diffId, directory.path(), m_progress, m_stop);
        replaceLayer(diffId, &fetched);
    }

    void indexLayer(const LayerRow& layer)
    {
        const JobDirectory directory = m_store.makeJobDirectory();
        const Fd tar = openFile(m_state.paths.layerTar(layer.diffId), O_RDONLY | O_NOFOLLOW);
        IngestedLayer made;
        made.indexPath = directory.path() + "/index";
        const Fd output = openFile(made.indexPath, O_RDWR | O_CREAT | O_EXCL, 0600);
        const ScannedTar scanned =
            scanWholeTar(m_unpacker, LayerLimits(), tar.get(), layer.tar, output.get(),
                         layer.diffId, layer.diffId.text(), m_stop);
        syncData(output.get(), made.indexPath);
        made.tarBytes = layer.tar;
        made.contentBytes = scanned.contentBytes;
        made.indexDigest = scanned.indexDigest;
        replaceLayer(layer.diffId, &made);
    }

    // Renames the files that there are and writes the row; without `made` only its disk bytes. A
    // crash in between leaves right files and a wrong row, for the next repair.
    void replaceLayer(const Digest& diffId, const IngestedLayer* made)
    {
        const StatePaths& paths = m_state.paths;
        StoreWrite write(m_state);
        Serial serial = 0;
        {
            Statement row(write.database(), "SELECT serial FROM layers WHERE diff_id = ?");
            row.bind(diffId);
            if (!row.step())
                return; // removed meanwhile
            serial = row.number(0);
        }
        if (made) {
            renameFile(made->indexPath, paths.layerIndex(diffId));
            if (!made->tarPath.empty())
                renameFile(made->tarPath, paths.layerTar(diffId));
            syncDirectoryAt(paths.layers());
            Statement(write.database(), "UPDATE layers SET content_bytes = ?, tar_bytes = ?,"
                                        " index_digest = ? WHERE serial = ?")
                .bind(made->contentBytes)
                .bind(made->tarBytes)
                .bind(made->indexDigest)
                .bind(serial)
                .run();
        }
        Statement(write.database(), "UPDATE layers SET disk_bytes = ? WHERE serial = ?")
            .bind(diskBytesOf(paths.layerTar(diffId)) + diskBytesOf(paths.layerIndex(diffId)))
            .bind(serial)
            .run();
        write.layerChanged(serial);
        write.commit();
    }

    // Makes the rows of an image and its chain say what its config says.
    void repairRows(const ImageRow& image)
    {
        const ImageConfig config =
            ImageConfig::parse(m_store.blob(image.id), "the config " + image.id.text());
        const std::vector<Digest> chains = chainIds(config.diffIds);
        StoreWrite write(m_state);
        std::optional<std::int64_t> parent;
        for (std::size_t i = 0; i < chains.size(); ++i)
            parent = writeChainStep(write.database(), chains[i], parent, config.diffIds[i]);
        Statement update(write.database(),
                         "UPDATE images SET chain = ?, created = ?, platform = ? WHERE serial = ?");
        parent ? update.bind(*parent) : update.bindNull();
        update.bind(config.created.value_or(0)).bind(config.platform.text());
        update.bind(image.serial).run();
        write.database().execute(
            "WITH RECURSIVE used (id) AS (SELECT chain FROM images WHERE chain IS NOT NULL"
            " UNION SELECT parent FROM chains JOIN used USING (id) WHERE parent IS NOT NULL)"
            " DELETE FROM chains WHERE id NOT IN (SELECT id FROM used)");
        // Whatever shares a step of the chain is another one now.
        for (const ImageRow& other : m_store.snapshot().view->images)
            write.imageChanged(other.serial);
        write.commit();
    }

    static std::int64_t writeChainStep(Database& database, const Digest& chain,
                                       std::optional<std::int64_t> parent, const Digest& diffId)
    {
        Serial layer = 0;
        {
            Statement row(database, "SELECT serial FROM layers WHERE diff_id = ?");
            row.bind(diffId);
            if (!row.step())
                throw Error(Code::StoreCorrupt, diffId.text(), "the layer is not in the store");
            layer = row.number(0);
        }
        Statement row(database, "INSERT INTO chains (chain, parent, layer) VALUES (?, ?, ?)"
                                " ON CONFLICT (chain) DO UPDATE SET parent = excluded.parent,"
                                " layer = excluded.layer RETURNING id");
        row.bind(chain);
        parent ? row.bind(*parent) : row.bindNull();
        row.bind(layer);
        row.step();
        const std::int64_t id = row.integer(0);
        row.run();
        return id;
    }

    void dropChainIndex(const std::string& subject)
    {
        removeFile(m_state.paths.root() + '/' + subject);
    }

    // Under the lock nobody is between renaming and committing.
    void sweepStrangers()
    {
        const std::lock_guard lock(m_state.mutex);
        for (const Finding& finding : m_findings) {
            if (finding.problem == kNamedByNothing && !isNamed(finding.subject))
                removeTree(m_state.paths.root() + '/' + finding.subject);
        }
    }

    // By now: something may have been published since it was found.
    bool isNamed(const std::string& subject)
    {
        const std::string name = subject.substr(subject.rfind('/') + 1);
        const std::optional<Digest> digest = Digest::fromHex(name.substr(0, name.find('.')));
        if (!digest)
            return false;
        Statement named(m_state.database, "SELECT 1 FROM layers WHERE diff_id = ?1"
                                          " UNION ALL SELECT 1 FROM images WHERE id = ?1"
                                          " UNION ALL SELECT 1 FROM manifests WHERE digest = ?1"
                                          " UNION ALL SELECT 1 FROM chains WHERE chain = ?1");
        named.bind(*digest);
        return named.step();
    }

    Store& m_store;
    StoreState& m_state;
    Unpacker& m_unpacker;
    Refetch m_refetch;
    Progress& m_progress;
    const std::stop_token& m_stop;
    std::vector<Finding> m_findings;
    std::map<std::string, std::string> m_reasons; // by subject
};

RepairReport repairStore(Store& store, Unpacker& unpacker, RegistryClient* client,
                         Progress& progress, const std::stop_token& stop)
{
    return StoreRepairer(store, unpacker, client, progress, stop).run();
}

} // namespace onggi
