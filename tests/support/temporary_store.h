// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A store in a directory of its own, and small layers that are none: bytes with the right names.
// They do for everything but the reading of files in them.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>

#include <QTemporaryDir>

#include "engine/core/sha256.h"
#include "engine/layer/ingest.h"
#include "engine/lineage/forest.h"
#include "engine/store/store.h"

namespace onggi {

inline void writeFile(const std::string& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Relative paths of all files below `root`, sorted.
inline std::vector<std::string> filesBelow(const std::string& root)
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (!entry.is_directory())
            files.push_back(std::filesystem::relative(entry.path(), root).string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

// The tar of the layer that tests call `name`: not one, but of its own digest. "a*7" is seven times
// as long as "a".
inline std::string layerBytes(const std::string& name)
{
    const std::size_t times = name.find('*');
    std::string bytes = "layer " + name + '\n';
    bytes.resize(2048 * (times == std::string::npos ? 1 : std::stoul(name.substr(times + 1))), '.');
    return bytes;
}

inline Digest diffIdOf(const std::string& name)
{
    return Sha256::of(layerBytes(name));
}

// A config with these layers; `salt` makes another image of the same layers.
inline std::string configOf(const std::vector<std::string>& layers, const std::string& salt = {})
{
    std::string diffIds;
    std::string history;
    for (const std::string& layer : layers) {
        diffIds += (diffIds.empty() ? "\"" : ",\"") + diffIdOf(layer).text() + '"';
        history +=
            (history.empty() ? "" : ",") + std::string(R"({"created_by":"ADD )") + layer + "\"}";
    }
    return R"({"architecture":"amd64","os":"linux","created":"2026-01-02T03:04:05Z","author":")" +
           salt + R"(","config":{},"rootfs":{"type":"layers","diff_ids":[)" + diffIds +
           R"(]},"history":[)" + history + "]}";
}

class TemporaryStore {
public:
    // Below `parent`, else in a temporary directory.
    explicit TemporaryStore(const std::string& parent = {})
        : m_parent(parent)
    {
        open();
    }

    Store& operator*() { return *m_store; }
    Store* operator->() { return m_store.get(); }
    std::string root() const
    {
        return (m_parent.empty() ? m_directory.path().toStdString() : m_parent) + "/state";
    }
    std::string path(const std::string& relative) const { return root() + '/' + relative; }

    void close() { m_store.reset(); }
    void open() { m_store = std::make_unique<Store>(root()); }
    void reopen()
    {
        close();
        open();
    }

    // What ingesting would have left.
    IngestedLayer ingested(const std::string& name)
    {
        const std::string base =
            (m_parent.empty() ? m_directory.path().toStdString() : m_parent) + "/ingested-" + name;
        const std::string index = "index of " + name;
        writeFile(base + ".tar", layerBytes(name));
        writeFile(base + ".erofs", index);
        IngestedLayer layer;
        layer.tarPath = base + ".tar";
        layer.indexPath = base + ".erofs";
        layer.diffId = diffIdOf(name);
        layer.tarBytes = Bytes(layerBytes(name).size());
        layer.contentBytes = Bytes(100 + name.size());
        layer.indexBytes = Bytes(index.size());
        layer.indexDigest = Sha256::of(index);
        return layer;
    }
    LayerHold stage(const std::string& name) { return m_store->stageLayer(ingested(name)); }

    ImagePublication publication(const std::vector<std::string>& layers,
                                 const std::vector<std::string>& tags = {}, std::uint32_t uid = 0,
                                 const std::string& salt = {})
    {
        ImagePublication image;
        image.config = configOf(layers, salt);
        const std::string manifest = R"({"of":")" + Sha256::of(image.config).text() + "\"}";
        image.manifests.push_back({{Sha256::of(manifest), "docker.io/library/x",
                                    "application/vnd.oci.image.manifest.v1+json"},
                                   manifest});
        image.tags = tags;
        image.provenance = {ProvenanceKind::Pulled, tags.empty() ? "x" : tags.front(), 1000};
        image.uid = uid;
        return image;
    }

    PublishedImage publish(const std::vector<std::string>& layers,
                           const std::vector<std::string>& tags = {}, std::uint32_t uid = 0,
                           const std::string& salt = {})
    {
        std::vector<LayerHold> holds;
        for (const std::string& name : layers) {
            std::optional<LayerHold> hold = m_store->holdLayer(diffIdOf(name));
            holds.push_back(hold ? std::move(*hold) : stage(name));
        }
        const ImagePublication image = publication(layers, tags, uid, salt);
        return m_store->publishImages({&image, 1}).front();
    }

    // "name" for the whole image, "name#tag" for a tag of it.
    RemovalPlan plan(const std::vector<std::string>& targets)
    {
        const StoreSnapshot now = m_store->snapshot();
        std::vector<RemovalTarget> list;
        for (const std::string& target : targets) {
            const std::size_t hash = target.find('#');
            const Serial serial = m_store->findImage(target.substr(0, hash)).serial;
            const auto& images = now.view->images;
            const auto row = std::find_if(images.begin(), images.end(),
                                          [&](const ImageRow& r) { return r.serial == serial; });
            list.push_back({static_cast<std::size_t>(row - images.begin()),
                            hash == std::string::npos ? "" : target.substr(hash + 1)});
        }
        return planRemoval(*now.view, Forest(*now.view), list);
    }

    void addContainer(const std::string& name, Serial image, std::uint32_t uid = 0)
    {
        ContainerRecord record;
        record.row.id = Sha256::of(name).hex();
        record.row.name = name;
        record.row.image = image;
        record.row.uid = uid;
        record.spec = "{}";
        m_store->addContainer(record);
    }

private:
    QTemporaryDir m_directory;
    std::string m_parent;
    std::unique_ptr<Store> m_store;
};

} // namespace onggi
