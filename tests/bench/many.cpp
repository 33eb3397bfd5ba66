// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Fills a state directory with many small images, 3 layers for every 10 of them: some bases, steps
// on these, and leaves, which several images share that differ in their configuration alone.
// `onggi-bench-many STATE COUNT`.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/core/sha256.h"
#include "engine/image/platform.h"
#include "engine/layer/ingest.h"
#include "engine/store/store.h"
#include "tests/support/layer_maker.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;
using Json = nlohmann::ordered_json;

namespace {

constexpr int kBatch = 1'000; // images that become visible together

struct Shape {
    int bases;
    int steps;
    int leaves;
};

Shape shapeOf(int images)
{
    const int layers = std::max(3, images * 3 / 10);
    const int bases = std::max(1, layers / 100);
    const int steps = std::max(1, layers / 3);
    return {bases, steps, layers - bases - steps};
}

void writeBytes(const std::string& path, const std::string& bytes)
{
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    if (!file.flush())
        throw std::runtime_error("cannot write " + path);
}

// What ingesting leaves of a layer with one file.
IngestedLayer ingestedLayer(const std::string& directory, const std::string& name)
{
    const std::string content(500, 'x');
    std::string tar = TarBuilder().add({.name = name, .content = content}).finished();
    IngestedLayer layer;
    layer.diffId = Sha256::of(tar);
    layer.tarBytes = Bytes(tar.size());
    layer.contentBytes = Bytes(content.size());
    const std::string index = indexOf(scan(tar), {{layer.diffId.hex(), tar.size() / 512}}, tar);
    layer.indexBytes = Bytes(index.size());
    layer.indexDigest = Sha256::of(index);
    layer.tarPath = directory + '/' + layer.diffId.hex() + ".tar";
    layer.indexPath = directory + '/' + layer.diffId.hex() + ".erofs";
    writeBytes(layer.tarPath, tar);
    writeBytes(layer.indexPath, index);
    return layer;
}

class ManyImages {
public:
    ManyImages(const std::string& state, int images)
        : m_store(state)
        , m_directory(m_store.makeJobDirectory())
        , m_images(images)
        , m_shape(shapeOf(images))
    {
    }

    void fill()
    {
        for (int layer = 0; layer < m_shape.bases + m_shape.steps + m_shape.leaves; ++layer) {
            m_layers.push_back(m_store.stageLayer(
                ingestedLayer(m_directory.path(), "file-" + std::to_string(layer))));
        }
        for (int first = 0; first < m_images; first += kBatch) {
            std::vector<ImagePublication> batch;
            for (int image = first; image < std::min(m_images, first + kBatch); ++image)
                batch.push_back(publicationOf(image));
            m_store.publishImages(batch);
        }
    }

private:
    ImagePublication publicationOf(int image) const
    {
        const int leaf = image % m_shape.leaves;
        const int step = leaf % m_shape.steps;
        const int base = step % m_shape.bases;
        Json diffIds = Json::array();
        for (const int layer :
             {base, m_shape.bases + step, m_shape.bases + m_shape.steps + leaf})
            diffIds.push_back(m_layers[static_cast<std::size_t>(layer)].diffId().text());
        const Platform host = Platform::host();
        const std::string number = std::to_string(image);
        const Json history = {{{"created_by", "ADD base /"}},
                              {{"created_by", "RUN step " + std::to_string(step)}},
                              {{"created_by", "COPY leaf " + std::to_string(leaf)}}};
        const Json config = {{"created", "2026-01-01T00:00:00Z"},
                             {"architecture", host.architecture},
                             {"os", host.os},
                             {"config", {{"Cmd", {"/bin/sh"}}, {"Labels", {{"number", number}}}}},
                             {"rootfs", {{"type", "layers"}, {"diff_ids", diffIds}}},
                             {"history", history}};
        ImagePublication publication;
        publication.config = config.dump();
        publication.tags = {"localhost/many/image-" + number + ":1"};
        publication.provenance = {ProvenanceKind::Pulled, publication.tags.front(), 1'767'225'600};
        return publication;
    }

    Store m_store;
    JobDirectory m_directory;
    const int m_images;
    const Shape m_shape;
    std::vector<LayerHold> m_layers;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3 || std::atoi(argv[2]) < 1) {
        std::fprintf(stderr, "usage: %s STATE COUNT\n", argv[0]);
        return 2;
    }
    try {
        ManyImages(argv[1], std::atoi(argv[2])).fill();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
        return 1;
    }
    return 0;
}
