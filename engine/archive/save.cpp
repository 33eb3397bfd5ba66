// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order of the members: tables first, so that whoever reads a pipe soon knows what comes; then
// configs, then layers. An OCI layout names blobs by the digest of their bytes: layers that are to
// be compressed are so before the first byte is written.

#include "engine/archive/save.h"

#include <algorithm>
#include <map>
#include <optional>
#include <thread>

#include <fcntl.h>

#include "engine/archive/archive_output.h"
#include "engine/archive/saved_image.h"
#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/core/sha256.h"
#include "engine/layer/tar_writer.h"
#include "engine/store/layer_fetch.h"
#include "engine/store/store.h"

namespace onggi {

namespace {

constexpr std::uint64_t kCheckSpaceEvery = 8 << 20;

// A tar of files without times.
class MemberWriter {
public:
    explicit MemberWriter(ArchiveOutput& output)
        : m_output(output)
        , m_tar([&output](std::span<const std::byte> bytes) { output.write(bytes); })
    {
    }

    void add(const std::string& path, std::string_view bytes)
    {
        begin(path, bytes.size());
        m_tar.data(std::as_bytes(std::span(bytes)));
    }
    void add(const std::string& path, int file, Bytes size, std::string_view name)
    {
        begin(path, size.count());
        m_output.copy(file, size.count(), name);
        m_tar.passed(size.count());
    }
    void addDirectory(const std::string& path)
    {
        TarEntry entry;
        entry.path = path;
        entry.type = NodeType::Directory;
        m_tar.entry(entry);
    }
    void finish()
    {
        m_tar.finish();
        m_output.finish();
    }

private:
    void begin(const std::string& path, std::uint64_t size)
    {
        TarEntry entry;
        entry.path = path;
        entry.meta.mode = 0644;
        entry.size = size;
        m_tar.entry(entry);
    }

    ArchiveOutput& m_output;
    TarWriter m_tar;
};

class Save {
public:
    Save(Store& store, const SaveOptions& options, Progress& progress, const std::stop_token& stop)
        : m_store(store)
        , m_options(options)
        , m_progress(progress)
        , m_stop(stop)
    {
    }

    void collect(std::span<const SaveTarget> targets)
    {
        std::map<Serial, std::size_t> known;
        for (const SaveTarget& target : targets) {
            const auto [at, isNew] = known.emplace(target.image.serial, m_images.size());
            if (isNew)
                addImage(target.image);
            std::vector<std::string>& tags = m_images[at->second].tags;
            for (const std::string& tag : target.tags) {
                if (std::ranges::find(tags, tag) == tags.end())
                    tags.push_back(tag);
            }
        }
    }

    SavedArchive write(const Fd& output)
    {
        const bool isOci = m_options.format == ArchiveFormat::Oci;
        const bool isPacked = m_options.compression != Compression::None;
        m_progress.setTotal(m_bytes);
        std::optional<JobDirectory> directory;
        if (isOci && isPacked)
            compressLayers(directory.emplace(m_store.makeJobDirectory()).path());
        // Progress is what is read of the layers; the rest is little.
        Progress silent;
        DescriptorOutput direct(output, isPacked ? silent : m_progress, m_stop);
        std::optional<CompressedOutput> compressed;
        if (!isOci && isPacked)
            compressed.emplace(m_options.compression, direct, m_progress, m_stop);
        MemberWriter archive(compressed ? static_cast<ArchiveOutput&>(*compressed) : direct);
        if (isOci)
            writeOci(archive);
        else
            writeDocker(archive);
        archive.finish();
        return {m_bytes, m_holds.size()};
    }

private:
    void addImage(const ImageRow& row)
    {
        SavedImage image;
        image.id = row.id;
        image.baseName = row.baseName;
        image.baseDigest = row.baseDigest;
        image.configSize = Bytes(config(row.id).size());
        for (const LayerRow& layer : m_store.layersOf(row)) {
            if (!m_holds.contains(layer.diffId)) {
                std::optional<LayerHold> hold = m_store.holdLayer(layer.diffId);
                if (!hold)
                    throw Error(Code::StoreNotFound, layer.diffId.text(),
                                "the image has been removed meanwhile");
                m_bytes += hold->tar();
                m_order.push_back(layer.diffId);
                m_holds.emplace(layer.diffId, std::move(*hold));
            }
            image.layers.push_back(
                {layer.diffId, layer.diffId, m_holds.at(layer.diffId).tar(), Compression::None});
        }
        m_images.push_back(std::move(image));
    }

    // Read anew where it is needed: ten thousand of them are too much to keep.
    std::string config(const Digest& id) const { return m_store.blob(id); }

    // Published, or staged again since its last image was removed.
    Fd openLayer(const Digest& diffId) const
    {
        const StatePaths& paths = m_store.paths();
        for (const std::string& path :
             {paths.layerTar(diffId), paths.stagedTar(diffId), paths.layerTar(diffId)}) {
            Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
            if (file)
                return file;
        }
        throw Error(Code::StoreCorrupt, diffId.text(), "its file is missing");
    }

    void writeDocker(MemberWriter& archive) const
    {
        archive.add("manifest.json", dockerManifest(m_images));
        archive.add("repositories", dockerRepositories(m_images));
        for (const SavedImage& image : m_images)
            archive.add(dockerConfigPath(image.id), config(image.id));
        for (const Digest& diffId : m_order)
            archive.add(dockerLayerPath(diffId), openLayer(diffId).get(), m_holds.at(diffId).tar(),
                        diffId.text());
    }

    void writeOci(MemberWriter& archive) const
    {
        std::vector<SavedManifest> manifests;
        for (const SavedImage& image : m_images) {
            const std::string manifest = ociManifest(image);
            manifests.push_back({Sha256::of(manifest), Bytes(manifest.size())});
        }
        archive.add("oci-layout", kOciLayout);
        archive.add("index.json", ociIndex(m_images, manifests));
        if (const std::string table = ociDockerManifest(m_images); !table.empty())
            archive.add("manifest.json", table);
        archive.addDirectory("blobs");
        archive.addDirectory("blobs/sha256");
        for (std::size_t i = 0; i < m_images.size(); ++i) {
            archive.add(ociBlobPath(manifests[i].digest), ociManifest(m_images[i]));
            archive.add(ociBlobPath(m_images[i].id), config(m_images[i].id));
        }
        for (const Digest& diffId : m_order) {
            const auto packed = m_packed.find(diffId);
            if (packed == m_packed.end())
                archive.add(ociBlobPath(diffId), openLayer(diffId).get(), m_holds.at(diffId).tar(),
                            diffId.text());
            else
                archive.add(ociBlobPath(packed->second.layer.blob), packed->second.file.get(),
                            packed->second.layer.size, diffId.text());
        }
    }

    struct PackedLayer {
        SavedLayer layer;
        Fd file; // without a name
    };

    void compressLayers(const std::string& directory)
    {
        Synced<std::map<Digest, PackedLayer>*> packed(&m_packed);
        Synced<Progress*> progress(&m_progress);
        runParallel(m_order.size(), std::max(1U, std::thread::hardware_concurrency()), m_stop,
                    [&](std::size_t i, const std::stop_token& stop) {
                        const Bytes tar = m_holds.at(m_order[i]).tar();
                        PackedLayer layer = compressLayer(m_order[i], tar, directory, stop);
                        (*packed.lock())->emplace(m_order[i], std::move(layer));
                        (*progress.lock())->advance(tar);
                    });
        for (SavedImage& image : m_images) {
            for (SavedLayer& layer : image.layers)
                layer = m_packed.at(layer.diffId).layer;
        }
    }

    PackedLayer compressLayer(const Digest& diffId, Bytes tar, const std::string& directory,
                              const std::stop_token& stop) const
    {
        PackedLayer packed{{diffId, {}, {}, m_options.compression},
                           openFile(directory, O_RDWR | O_TMPFILE)};
        Sha256 hash;
        std::uint64_t written = 0;
        std::uint64_t checked = 0;
        FileOutput file{[&](std::span<const std::byte> bytes) {
            if (written >= checked) {
                checked = written + kCheckSpaceEvery;
                if (freeSpaceAt(directory).usable < Bytes(kCheckSpaceEvery))
                    throw Error(Code::StoreNoSpace, directory);
            }
            writeFully(packed.file.get(), bytes, directory);
            hash.update(bytes);
            written += bytes.size();
        }};
        Progress silent;
        CompressedOutput compressed(m_options.compression, file, silent, stop);
        compressed.copy(openLayer(diffId).get(), tar.count(), diffId.text());
        compressed.finish();
        packed.layer.blob = hash.finish();
        packed.layer.size = Bytes(written);
        return packed;
    }

    // Where compressed bytes of a layer go.
    class FileOutput final : public ArchiveOutput {
    public:
        explicit FileOutput(ByteSink sink)
            : m_sink(std::move(sink))
        {
        }
        void write(std::span<const std::byte> bytes) override { m_sink(bytes); }
        void copy(int, std::uint64_t, std::string_view) override {}
        void finish() override {}

    private:
        ByteSink m_sink;
    };

    Store& m_store;
    const SaveOptions& m_options;
    Progress& m_progress;
    const std::stop_token& m_stop;
    std::vector<SavedImage> m_images;
    std::vector<Digest> m_order; // of layers, each once
    std::map<Digest, LayerHold> m_holds;
    std::map<Digest, PackedLayer> m_packed;
    Bytes m_bytes; // of the layers
};

} // namespace

SavedArchive saveArchive(Store& store, std::span<const SaveTarget> targets, const Fd& output,
                         const SaveOptions& options, Progress& progress,
                         const std::stop_token& stop)
try {
    if (targets.empty())
        throw Error(Code::ArchiveInvalid, "the archive", "no image is named");
    Save save(store, options, progress, stop);
    save.collect(targets);
    return save.write(output);
} catch (Error& error) {
    error.addFrame("while saving images");
    throw;
}

} // namespace onggi
