// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The scenes share one base layer between what stays and what comes or goes, so that every verb has
// something to leave alone. Layers are small: it is the number of calls that counts.

#include "tests/faults/scene.h"

#include <filesystem>
#include <fstream>
#include <random>

#include "tests/support/made_layer.h"

namespace onggi::test {

namespace {

constexpr const char* kKept = "docker.io/library/kept:1";
constexpr const char* kTried = "docker.io/library/tried:1";

// What no compression makes small, always the same.
std::string noise(std::size_t bytes)
{
    std::mt19937 random(7);
    std::string text(bytes, '\0');
    for (char& c : text)
        c = static_cast<char>(random());
    return text;
}

LayerBlob layerOf(const std::string& name, std::size_t bytes)
{
    const std::string tar = TarBuilder()
                                .dir("etc")
                                .file("etc/" + name, "layer " + name + '\n')
                                .file("data-" + name, noise(bytes))
                                .link("linked-" + name, "data-" + name)
                                .finished();
    return {tar, "application/vnd.oci.image.layer.v1.tar", Sha256::of(tar)};
}

LayerBlob base()
{
    return layerOf("base", 3000);
}

std::vector<SavedImage> keptImages()
{
    return {SavedImage{{kKept}, {base(), layerOf("kept", 1000)}}};
}

std::vector<SavedImage> triedImage()
{
    return {SavedImage{{kTried}, {base(), layerOf("one", 20000), layerOf("two", 1500)}}};
}

void put(const std::string& path, const std::string& bytes)
{
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

// What a killed pull, a publication that never committed and a removal that did leave behind.
void leaveDisorder(const std::string& state)
{
    const std::string digest(64, 'a');
    for (const char* path :
         {"/spool/jobs/1/x.tar", "/spool/jobs/1/x.erofs", "/spool/jobs/2/y.blob"})
        put(state + path, "unfinished");
    for (const char* path : {"/layers/", "/spool/layers/"}) {
        put(state + path + digest + ".tar", "unpublished");
        put(state + path + digest + ".erofs", "unpublished");
    }
    put(state + "/blobs/sha256/" + digest, "unnamed");
    put(state + "/chains/" + digest + ".erofs", "unnamed");
}

} // namespace

Scene pullScene()
{
    Scene scene{"pull", "%/tried:1", keptImages(), triedImage(), true, nullptr};
    const std::vector<LayerBlob>& plain = scene.tried[0].layers;
    // The plain tars have the diffIDs; the registry has them packed in all ways.
    const std::vector<LayerBlob> packed = {plain[0], repacked(plain[1], Packing::Gzip),
                                           repacked(plain[2], Packing::Zstd)};
    auto registry = std::make_shared<MemoryRegistry>();
    std::vector<LayerBlob> layers;
    for (std::size_t i = 0; i < packed.size(); ++i) {
        layers.push_back({packed[i].bytes, packed[i].mediaType, plain[i].diffId});
        scene.spooled.push_back(registry->addBlob(packed[i].bytes).hex());
    }
    const ImageDocuments documents = makeImage(layers);
    registry->addBlob(documents.config);
    registry->addManifest("1", documents.mediaType, documents.manifest);
    scene.registry = registry;
    return scene;
}

Scene loadScene(const std::string& directory)
{
    std::vector<SavedImage> images = triedImage();
    images.push_back(SavedImage{{"docker.io/library/tried:2"}, {base(), layerOf("one", 20000)}});
    const std::string path = directory + "/tried.tar";
    put(path, dockerArchive(images).finished());
    return {"load", path, keptImages(), images, true, nullptr};
}

Scene rmiScene()
{
    return {"rmi", kTried, keptImages(), triedImage(), false, nullptr};
}

Scene pruneScene()
{
    const std::vector<SavedImage> untagged = {
        SavedImage{{}, {base(), layerOf("one", 20000)}},
        SavedImage{{}, {base(), layerOf("two", 1500)}},
    };
    return {"prune", "", keptImages(), untagged, false, nullptr};
}

Scene openScene()
{
    Scene scene{"open", "", keptImages(), {}, true, nullptr};
    scene.prepare = leaveDisorder;
    return scene;
}

} // namespace onggi::test
