// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Image archives as `docker save` and `skopeo copy` write them, put together here, so that a test
// knows each byte and can make one wrong.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <QByteArray>
#include <QFile>
#include <QString>

#include <nlohmann/json.hpp>

#include "engine/core/sha256.h"
#include "tests/support/registry.h"
#include "tests/support/tar_builder.h"

namespace onggi::test {

struct SavedImage {
    std::vector<std::string> tags;
    std::vector<LayerBlob> layers; // plain tars, base first

    Digest id() const { return Sha256::of(makeImage(layers).config); }
};

inline TarBuilder dockerArchive(const std::vector<SavedImage>& images)
{
    TarBuilder tar;
    std::set<std::string> seen;
    const auto add = [&](const std::string& name, const std::string& bytes) {
        if (seen.insert(name).second)
            tar.file(name, bytes);
        return name;
    };
    auto table = nlohmann::json::array();
    for (const SavedImage& image : images) {
        auto layers = nlohmann::json::array();
        for (const LayerBlob& layer : image.layers)
            layers.push_back(add(layer.diffId.hex() + ".tar", layer.bytes));
        const std::string config = makeImage(image.layers).config;
        table.push_back({{"Config", add(image.id().hex() + ".json", config)},
                         {"RepoTags", image.tags},
                         {"Layers", layers}});
    }
    return tar.file("manifest.json", table.dump());
}

// One image under each of its tags.
inline TarBuilder ociArchive(const SavedImage& image)
{
    TarBuilder tar;
    const auto addBlob = [&](const std::string& bytes) {
        tar.file("blobs/sha256/" + Sha256::of(bytes).hex(), bytes);
    };
    const ImageDocuments documents = makeImage(image.layers);
    for (const LayerBlob& layer : image.layers)
        addBlob(layer.bytes);
    addBlob(documents.config);
    addBlob(documents.manifest);
    auto entries = nlohmann::json::array();
    for (const std::string& tag : image.tags)
        entries.push_back({{"mediaType", documents.mediaType},
                           {"digest", Sha256::of(documents.manifest).text()},
                           {"size", documents.manifest.size()},
                           {"annotations", {{"org.opencontainers.image.ref.name", tag}}}});
    tar.file("oci-layout", R"({"imageLayoutVersion":"1.0.0"})");
    return tar.file("index.json",
                    nlohmann::json{{"schemaVersion", 2}, {"manifests", entries}}.dump());
}

inline void writeFile(const QString& path, const std::string& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(bytes.data(), static_cast<qint64>(bytes.size())) !=
            static_cast<qint64>(bytes.size()))
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace onggi::test
