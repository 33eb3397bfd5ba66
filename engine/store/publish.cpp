// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Making images visible. The order is what a crash must not break: contents are on the disk, then
// files have their final names, then those names are on the disk, then one transaction says that
// they are there. A crash before that leaves files that no row names, which the next start takes
// back.

#include <algorithm>
#include <set>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/core/sha256.h"
#include "engine/image/base_keys.h"
#include "engine/image/config.h"
#include "engine/lineage/chain_id.h"
#include "engine/store/file_moves.h"
#include "engine/store/image_writes.h"
#include "engine/store/journal.h"

namespace onggi {

namespace {

struct Base {
    std::string name;
    std::optional<Digest> digest;
};

Base baseOf(const ImagePublication& given, const std::map<std::string, std::string>& labels)
{
    if (!given.baseName.empty() || given.baseDigest)
        return {given.baseName, given.baseDigest};
    const auto label = [&labels](const char* key) {
        const auto found = labels.find(key);
        return found != labels.end() ? found->second : std::string();
    };
    return {label(kBaseNameKey), Digest::parse(label(kBaseDigestKey))};
}

// What is written of an image. The rest of what its config says would be too much to keep of all
// images of an archive.
struct Prepared {
    Prepared(const ImagePublication& image, const Digest& imageId)
        : publication(&image)
        , id(imageId)
    {
        ImageConfig config = ImageConfig::parse(image.config, "the config " + id.text());
        created = config.created.value_or(0);
        platform = config.platform.text();
        base = baseOf(image, config.run.labels);
        createdBy = config.layersCreatedBy();
        diffIds = std::move(config.diffIds);
    }

    const ImagePublication* publication;
    Digest id;
    std::int64_t created = 0;
    std::string platform;
    Base base;
    std::vector<Digest> diffIds;        // base first
    std::vector<std::string> createdBy; // of each layer
};

// Writes what is new among the blobs into the job's directory, synced.
std::map<Digest, std::string> writeBlobs(const std::vector<Prepared>& images,
                                         const std::string& directory)
{
    std::map<Digest, std::string> written;
    const auto add = [&](const Digest& digest, const std::string& bytes) {
        const std::string path = directory + '/' + digest.hex();
        if (written.emplace(digest, path).second)
            writeNewFile(path, bytes);
    };
    for (const Prepared& image : images) {
        add(image.id, image.publication->config);
        for (const ManifestPublication& manifest : image.publication->manifests) {
            if (Sha256::of(manifest.bytes) != manifest.record.digest)
                throw Error(Code::RegistryDigestMismatch, manifest.record.digest.text());
            add(manifest.record.digest, manifest.bytes);
        }
    }
    return written;
}

class Publisher {
public:
    Publisher(StoreState& state, StoreWrite& write, FileMoves& moves)
        : m_paths(state.paths)
        , m_write(write)
        , m_database(write.database())
        , m_moves(moves)
    {
    }

    void placeBlobs(const std::map<Digest, std::string>& written, const Store& store)
    {
        bool isAnyNew = false;
        for (const auto& [digest, path] : written) {
            if (!isBlobNamed(m_database, digest))
                m_moves.move(path, m_paths.blob(digest));
            else if (!store.tryBlob(digest)) // its right bytes stay, whatever becomes of the rest
                renameFile(path, m_paths.blob(digest));
            else
                continue;
            isAnyNew = true;
        }
        if (isAnyNew)
            syncDirectoryAt(m_paths.blobs());
    }

    void placeLayers(const std::vector<Prepared>& images)
    {
        bool isAnyNew = false;
        for (const Prepared& image : images) {
            for (std::size_t i = 0; i < image.diffIds.size(); ++i)
                isAnyNew |= placeLayer(image.diffIds[i], image.createdBy[i]);
        }
        if (isAnyNew)
            syncDirectoryAt(m_paths.layers());
    }

    PublishedImage publish(const Prepared& image)
    {
        const ImagePublication& publication = *image.publication;
        PublishedImage published;
        published.id = image.id;
        published.image = findOrInsert(image, published.isNew);
        m_write.imageChanged(published.image);
        writeManifests(published.image, publication.manifests);
        Statement(m_database, "INSERT INTO provenance (image, kind, source, time)"
                              " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(published.image)
            .bind(static_cast<int>(publication.provenance.kind))
            .bind(publication.provenance.from)
            .bind(publication.provenance.time)
            .run();
        writeClaim(m_database, published.image, publication.uid, publication.claim);
        for (const std::string& tag : publication.tags) {
            if (!publication.mayTakeTags)
                requireOwnTag(m_database, published.image, tag, publication.uid);
            if (const std::optional<Serial> from = writeTag(m_database, published.image, tag)) {
                m_write.imageChanged(*from);
                published.movedTags.push_back({tag, idOf(*from)});
            }
        }
        requireFewNames(m_database, published.image);
        return published;
    }

private:
    // Whether it had to be.
    bool placeLayer(const Digest& diffId, const std::string& createdBy)
    {
        {
            Statement present(m_database, "SELECT 1 FROM layers WHERE diff_id = ?");
            present.bind(diffId);
            if (present.step())
                return false;
        }
        Statement staged(m_database, "DELETE FROM staged WHERE diff_id = ?"
                                     " RETURNING content_bytes, tar_bytes, index_digest");
        staged.bind(diffId);
        if (!staged.step())
            throw Error(Code::StoreCorrupt, diffId.text(), "the layer is not in the store");
        const Bytes content = staged.bytes(0);
        const Bytes tar = staged.bytes(1);
        const Digest indexDigest = staged.digest(2);
        staged.run();
        m_moves.move(m_paths.stagedIndex(diffId), m_paths.layerIndex(diffId));
        m_moves.move(m_paths.stagedTar(diffId), m_paths.layerTar(diffId));
        const Bytes disk =
            diskBytesOf(m_paths.layerTar(diffId)) + diskBytesOf(m_paths.layerIndex(diffId));
        Statement(m_database, "INSERT INTO layers (diff_id, content_bytes, tar_bytes, disk_bytes,"
                              " index_digest, created_by) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(diffId)
            .bind(content)
            .bind(tar)
            .bind(disk)
            .bind(indexDigest)
            .bind(createdBy)
            .run();
        m_write.layerChanged(static_cast<Serial>(m_database.lastInsertId()));
        return true;
    }

    Serial findOrInsert(const Prepared& image, bool& isNew)
    {
        {
            Statement present(m_database, "SELECT serial FROM images WHERE id = ?");
            present.bind(image.id);
            if (present.step())
                return present.number(0);
        }
        isNew = true;
        const std::optional<std::int64_t> chain = writeChain(image.diffIds);
        Statement insert(m_database,
                         "INSERT INTO images (id, chain, created, platform, base_name, base_digest)"
                         " VALUES (?, ?, ?, ?, ?, ?)");
        insert.bind(image.id);
        chain ? insert.bind(*chain) : insert.bindNull();
        insert.bind(image.created).bind(image.platform).bind(image.base.name);
        image.base.digest ? insert.bind(*image.base.digest) : insert.bindNull();
        insert.run();
        return static_cast<Serial>(m_database.lastInsertId());
    }

    std::optional<std::int64_t> writeChain(const std::vector<Digest>& diffIds)
    {
        std::optional<std::int64_t> parent;
        const std::vector<Digest> chains = chainIds(diffIds);
        for (std::size_t i = 0; i < chains.size(); ++i)
            parent = writeChainStep(chains[i], parent, diffIds[i]);
        return parent;
    }

    std::int64_t writeChainStep(const Digest& chain, std::optional<std::int64_t> parent,
                                const Digest& diffId)
    {
        {
            Statement present(m_database, "SELECT id FROM chains WHERE chain = ?");
            present.bind(chain);
            if (present.step())
                return present.integer(0);
        }
        Statement insert(m_database,
                         "INSERT INTO chains (chain, parent, layer)"
                         " VALUES (?, ?, (SELECT serial FROM layers WHERE diff_id = ?))");
        insert.bind(chain);
        parent ? insert.bind(*parent) : insert.bindNull();
        insert.bind(diffId).run();
        return m_database.lastInsertId();
    }

    void writeManifests(Serial image, const std::vector<ManifestPublication>& manifests)
    {
        bool isTop = true;
        for (const ManifestPublication& manifest : manifests) {
            Statement(m_database,
                      "INSERT INTO manifests (image, digest, repository, media_type, is_top)"
                      " VALUES (?, ?, ?, ?, ?) ON CONFLICT (image, digest, repository)"
                      " DO UPDATE SET is_top = max(is_top, excluded.is_top)")
                .bind(image)
                .bind(manifest.record.digest)
                .bind(manifest.record.repository)
                .bind(manifest.record.mediaType)
                .bind(isTop ? 1 : 0)
                .run();
            isTop = false;
        }
    }

    Digest idOf(Serial image)
    {
        Statement row(m_database, "SELECT id FROM images WHERE serial = ?");
        row.bind(image);
        row.step();
        return row.digest(0);
    }

    const StatePaths& m_paths;
    StoreWrite& m_write;
    Database& m_database;
    FileMoves& m_moves;
};

} // namespace

std::vector<PublishedImage> Store::publishImages(std::span<const ImagePublication> publications)
{
    std::vector<Prepared> images;
    for (const ImagePublication& publication : publications) {
        requireFewNames(publication.tags.size());
        images.emplace_back(publication, Sha256::of(publication.config));
    }
    const JobDirectory directory = makeJobDirectory();
    const std::map<Digest, std::string> blobs = writeBlobs(images, directory.path());

    StoreWrite write(*m_state);
    FileMoves moves; // taken back before the lock is released
    Publisher publisher(*m_state, write, moves);
    publisher.placeBlobs(blobs, *this);
    publisher.placeLayers(images);
    std::vector<PublishedImage> published;
    for (const Prepared& image : images)
        published.push_back(publisher.publish(image));
    write.commit();
    moves.keep();
    return published;
}

} // namespace onggi
