// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The scenes share one base layer between what stays and what comes or goes, so that every verb has
// something to leave alone. Layers are small: it is the number of calls that counts.

#include "tests/faults/scene.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "engine/run/container_document.h"
#include "engine/store/store.h"
#include "tests/support/made_layer.h"

namespace onggi::test {

namespace {

constexpr const char* kKept = "docker.io/library/kept:1";
constexpr const char* kTried = "docker.io/library/tried:1";
constexpr const char* kMade = "docker.io/library/made:1";
constexpr const char* kContainer = "worker";
constexpr IdRange kRange{100'000, kIdsOfContainer};

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

std::string containerId()
{
    return Sha256::of(std::string(kContainer)).hex();
}

// A container that has run, as the engine keeps it.
void addContainer(const std::string& state)
{
    Store store(state);
    const ImageRow image = store.findImage(kKept);
    ContainerDocument document;
    document.options.arguments = {"/bin/true"};
    for (const LayerRow& layer : store.layersOf(image))
        document.diffIds.push_back(layer.diffId);
    document.range = kRange;
    ContainerRecord record;
    record.row.id = containerId();
    record.row.name = kContainer;
    record.row.image = image.serial;
    record.row.imageName = kKept;
    record.row.state = ContainerState::Stopped;
    record.row.command = "/bin/true";
    record.spec = documentToJson(document);
    store.addContainer(record);
}

void require(bool isDone, const char* what)
{
    if (!isDone)
        throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

// Owners are for root, trusted attributes for who may mount: without them there is less to read.
bool isForOthers()
{
    return errno == EPERM || errno == EOPNOTSUPP;
}

// Its upper directory, as an overlay leaves one: linked-base is deleted, etc hides that of the
// image.
void writeUpper(const std::string& state)
{
    const std::string upper = StatePaths(state).container(containerId()) + "/upper";
    put(upper + "/etc/new", "written\n");
    put(upper + "/srv/data", noise(20000));
    std::filesystem::create_hard_link(upper + "/srv/data", upper + "/srv/again");
    require(::mknod((upper + "/linked-base").c_str(), S_IFCHR, 0) == 0, "mknod");
    const std::string etc = upper + "/etc";
    require(::setxattr(etc.c_str(), "trusted.overlay.opaque", "y", 1, 0) == 0 || isForOthers(),
            "setxattr");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(upper))
        require(::lchown(entry.path().c_str(), kRange.first, kRange.first) == 0 || isForOthers(),
                "chown");
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

Scene importScene(const std::string& directory)
{
    const std::string path = directory + "/root.tar.gz";
    put(path, repacked(layerOf("root", 20000), Packing::Gzip).bytes);
    Scene scene{"import", path + ' ' + kMade, keptImages(), {}, true, nullptr};
    scene.made = kMade;
    scene.isMadeOnKept = false;
    return scene;
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

Scene commitScene()
{
    Scene scene{"commit", std::string(kContainer) + ' ' + kMade, keptImages(), {}, true, nullptr};
    scene.made = kMade;
    for (const char* file : {"etc/new", "linked-base", "srv/again", "srv/data"})
        scene.written.push_back(containerId() + "/upper/" + file);
    scene.prepare = addContainer;
    scene.furnish = writeUpper;
    return scene;
}

Scene openScene()
{
    Scene scene{"open", "", keptImages(), {}, true, nullptr};
    scene.prepare = leaveDisorder;
    return scene;
}

} // namespace onggi::test
