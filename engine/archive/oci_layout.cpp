// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An OCI image layout in an archive (image-layout.md): index.json, and blobs by digest. The name of
// an image is an annotation: containerd's and podman's is a whole reference, others' only a tag. A
// tag alone names no repository, and none is invented for it: such an image comes without a tag.

#include "engine/archive/archived_image.h"

#include <map>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/core/sha256.h"
#include "engine/image/base_keys.h"
#include "engine/image/config.h"
#include "engine/image/manifest.h"
#include "engine/image/reference.h"

namespace onggi {

namespace {

constexpr const char* kReferenceName = "org.opencontainers.image.ref.name";
constexpr const char* kContainerdName = "io.containerd.image.name";

std::string annotation(const std::map<std::string, std::string>& annotations, const char* name)
{
    const auto entry = annotations.find(name);
    return entry != annotations.end() ? entry->second : std::string();
}

// Whole reference, or empty.
std::string nameOf(const Descriptor& entry)
{
    std::string name = annotation(entry.annotations, kContainerdName);
    if (name.empty())
        name = annotation(entry.annotations, kReferenceName);
    if (name.find_first_of("/:") == std::string::npos)
        return {};
    const Reference reference = Reference::parse(name);
    return reference.digest ? std::string() : reference.text();
}

class Layout {
public:
    Layout(const ArchiveMembers& archive, const Platform& platform)
        : m_archive(archive)
        , m_platform(platform)
    {
    }

    std::vector<ArchivedImage> images() const
    {
        const std::string what = "index.json in " + m_archive.name();
        const ManifestDocument document =
            parseManifest(m_archive.read("index.json", kMaxManifestBytes), {}, what);
        const Index* const index = std::get_if<Index>(&document);
        if (!index || index->manifests.empty())
            throw Error(Code::ArchiveInvalid, m_archive.name(), "index.json lists no image");
        std::vector<ArchivedImage> images;
        std::map<Digest, std::size_t> known; // entries of one digest are names of one image
        for (const Descriptor& entry : chosen(*index)) {
            const auto [image, isNew] = known.emplace(entry.digest, images.size());
            if (isNew)
                images.push_back(readImage(entry));
            else if (const std::string name = nameOf(entry); !name.empty())
                images[image->second].tags.push_back(name);
        }
        return images;
    }

private:
    // What stands under one name for several platforms is one image; what has no name is one each,
    // if it can run here or nothing else could.
    std::vector<Descriptor> chosen(const Index& index) const
    {
        std::vector<Descriptor> entries;
        std::map<std::string, Index> named;
        Index nameless;
        for (const Descriptor& entry : index.manifests) {
            const std::string name = nameOf(entry);
            (name.empty() ? nameless : named[name]).manifests.push_back(entry);
        }
        for (const auto& [name, group] : named)
            entries.push_back(selected(group, name));
        for (const Descriptor& entry : nameless.manifests) {
            const Index alone{.mediaType = {}, .manifests = {entry}};
            if (!entry.platform || index.manifests.size() == 1 || alone.select(m_platform))
                entries.push_back(entry);
        }
        if (entries.empty())
            throw Error(Code::PlatformMissing, m_archive.name());
        return entries;
    }

    const Descriptor& selected(const Index& group, const std::string& name) const
    {
        if (group.manifests.size() == 1)
            return group.manifests.front();
        const Descriptor* const entry = group.select(m_platform);
        if (!entry)
            throw Error(Code::PlatformMissing, name);
        return *entry;
    }

    static std::string pathOf(const Digest& digest) { return "blobs/sha256/" + digest.hex(); }

    std::string readBlob(const Descriptor& blob, Bytes limit) const
    {
        std::string bytes = m_archive.read(pathOf(blob.digest), limit);
        if (bytes.size() != blob.size.count())
            throw Error(Code::RegistrySizeMismatch, blob.digest.text(),
                        "in " + m_archive.name() + " it has another length than is said");
        if (Sha256::of(bytes) != blob.digest)
            throw Error(Code::RegistryDigestMismatch, blob.digest.text(),
                        "in " + m_archive.name() + " it has other bytes than its name says");
        return bytes;
    }

    ArchivedImage readImage(const Descriptor& entry) const
    {
        ArchivedImage image;
        if (const std::string name = nameOf(entry); !name.empty())
            image.tags.push_back(name);
        Descriptor descriptor = entry;
        for (int depth = 0; depth <= kMaxIndexDepth; ++depth) {
            const std::string what = descriptor.digest.text() + " in " + m_archive.name();
            std::string bytes = readBlob(descriptor, kMaxManifestBytes);
            ManifestDocument document = parseManifest(bytes, descriptor.mediaType, what);
            const std::string repository = image.tags.empty()
                                               ? std::string()
                                               : Reference::parse(image.tags.front()).repository();
            image.manifests.push_back(
                {descriptor.digest, repository, descriptor.mediaType, std::move(bytes)});
            if (const Manifest* const manifest = std::get_if<Manifest>(&document)) {
                readContents(*manifest, image);
                return image;
            }
            const Descriptor* const next = std::get<Index>(document).select(m_platform);
            if (!next)
                throw Error(Code::PlatformMissing, what);
            descriptor = Descriptor(*next);
        }
        throw Error(Code::ArchiveInvalid, m_archive.name(), "its indexes are nested too deep");
    }

    void readContents(const Manifest& manifest, ArchivedImage& image) const
    {
        image.config = readBlob(manifest.config, kMaxConfigBytes);
        image.baseName = annotation(manifest.annotations, kBaseNameKey);
        image.baseDigest = Digest::parse(annotation(manifest.annotations, kBaseDigestKey));
        const ImageConfig config =
            ImageConfig::parse(image.config, "the config in " + m_archive.name());
        if (manifest.layers.size() != config.diffIds.size())
            throw Error(Code::ArchiveInvalid, m_archive.name(),
                        "a manifest has " + std::to_string(manifest.layers.size()) +
                            " layers, its config " + std::to_string(config.diffIds.size()));
        for (std::size_t i = 0; i < manifest.layers.size(); ++i) {
            const Descriptor& layer = manifest.layers[i];
            const ArchiveMember member = m_archive.require(pathOf(layer.digest));
            if (member.size != layer.size)
                throw Error(Code::RegistrySizeMismatch, layer.digest.text(),
                            "in " + m_archive.name() + " it has another length than is said");
            image.layers.push_back({member, config.diffIds[i], layer.digest});
        }
    }

    const ArchiveMembers& m_archive;
    const Platform& m_platform;
};

} // namespace

std::optional<std::vector<ArchivedImage>> readOciLayout(const ArchiveMembers& archive,
                                                        const Platform& platform)
{
    if (!archive.find("index.json"))
        return std::nullopt;
    const std::string what = "oci-layout in " + archive.name();
    const Json layout = parseJson(archive.read("oci-layout", Bytes(4096)), what);
    const std::string version = requireString(layout, "imageLayoutVersion", what);
    if (!version.starts_with("1."))
        throw Error(Code::ArchiveInvalid, archive.name(),
                    "it is an OCI layout of version " + version + ", known is 1");
    return Layout(archive, platform).images();
}

} // namespace onggi
