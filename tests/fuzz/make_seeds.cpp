// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// onggi-fuzz-seeds DIRECTORY: writes the first inputs of each target, small and valid, from which
// libFuzzer goes on. What it wrote is committed in corpus/; findings are added there by hand.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "tests/support/corpus/layer_corpus.h"
#include "tests/support/layer_maker.h"
#include "tests/support/tar_builder.h"

namespace {

using namespace onggi;
using namespace onggi::test;
using nlohmann::json;

constexpr std::size_t kMostOfLayer = 2560;
constexpr std::size_t kMostOfLayers = 80'000;

class Seeds {
public:
    explicit Seeds(std::filesystem::path directory)
        : m_directory(std::move(directory))
    {
    }
    void add(const char* target, std::string name, std::string_view bytes) const
    {
        for (char& c : name)
            c = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c
                                                                                           : '-';
        std::filesystem::create_directories(m_directory / target);
        std::ofstream(m_directory / target / name, std::ios::binary) << bytes;
    }

private:
    std::filesystem::path m_directory;
};

std::string digestText(std::string_view of)
{
    return Sha256::of(of).text();
}

json descriptor(const char* type, std::string_view bytes)
{
    return {{"mediaType", type}, {"digest", digestText(bytes)}, {"size", bytes.size()}};
}

std::string configOf(const std::vector<std::string>& layers)
{
    json diffIds = json::array();
    json history = json::array({{{"created_by", "ENV A=b"}, {"empty_layer", true}}});
    for (const std::string& layer : layers) {
        diffIds.push_back(digestText(layer));
        history.push_back({{"created", "2024-02-29T23:59:59.5+09:00"}, {"created_by", "COPY . /"}});
    }
    return json{{"architecture", "amd64"},
                {"os", "linux"},
                {"created", "2024-01-01T00:00:00Z"},
                {"author", "somebody"},
                {"config",
                 {{"Cmd", {"/bin/sh"}},
                  {"Entrypoint", nullptr},
                  {"Env", {"PATH=/bin"}},
                  {"ExposedPorts", {{"80/tcp", json::object()}}},
                  {"Volumes", {{"/data", json::object()}}},
                  {"Labels", {{"a", "b"}}},
                  {"StopSignal", "SIGTERM"},
                  {"User", "1000:1000"},
                  {"WorkingDir", "/srv"}}},
                {"rootfs", {{"type", "layers"}, {"diff_ids", diffIds}}},
                {"history", history}}
        .dump();
}

std::string manifestOf(const std::string& config, const std::vector<std::string>& layers)
{
    json list = json::array();
    for (const std::string& layer : layers)
        list.push_back(descriptor("application/vnd.oci.image.layer.v1.tar", layer));
    return json{{"schemaVersion", 2},
                {"mediaType", "application/vnd.oci.image.manifest.v1+json"},
                {"config", descriptor("application/vnd.oci.image.config.v1+json", config)},
                {"layers", list},
                {"annotations", {{"org.opencontainers.image.ref.name", "latest"}}}}
        .dump();
}

void addReferences(const Seeds& seeds)
{
    const std::string digest = digestText("");
    const std::string texts[] = {"ubuntu",
                                 "library/ubuntu:24.04",
                                 "docker.io/library/ubuntu@" + digest,
                                 "localhost:5000/a/b_c/d--e.f:tag@" + digest,
                                 "[::1]:5000/x:Y",
                                 "Registry.example/team/app:1.0-rc_1",
                                 digest};
    int number = 0;
    for (const std::string& text : texts)
        seeds.add("reference", std::to_string(++number), text);
}

void addChallenges(const Seeds& seeds)
{
    const char* const texts[] = {
        R"(Bearer realm="https://auth.example/token",service="registry",scope="repository:a:pull")",
        R"(Basic realm="a \"quoted\" realm")",
        "Negotiate dG9rZW4=, Basic realm=x",
        R"(Bearer realm="r",error="invalid_token", Digest nonce=abc , qop="auth,auth-int")",
        "Basic",
    };
    int number = 0;
    for (const char* text : texts)
        seeds.add("challenge", std::to_string(++number), text);
}

void addDocuments(const Seeds& seeds)
{
    const std::vector<std::string> layers{"base", "top"};
    const std::string config = configOf(layers);
    const std::string manifest = manifestOf(config, layers);
    seeds.add("config", "full", config);
    seeds.add("config", "short", R"({"os":"linux","rootfs":{"type":"layers","diff_ids":[]}})");
    seeds.add("manifest", "oci", manifest);
    json docker = json::parse(manifest);
    docker["mediaType"] = "application/vnd.docker.distribution.manifest.v2+json";
    docker["config"]["mediaType"] = "application/vnd.docker.container.image.v1+json";
    for (json& layer : docker["layers"])
        layer["mediaType"] = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    seeds.add("manifest", "docker", docker.dump());
    json entries = json::array();
    for (const char* architecture : {"amd64", "arm64", "arm"}) {
        json entry = descriptor("application/vnd.oci.image.manifest.v1+json", manifest);
        entry["platform"] = {{"os", "linux"}, {"architecture", architecture}, {"variant", "v8"}};
        entries.push_back(entry);
    }
    seeds.add("manifest", "index",
              json{{"schemaVersion", 2},
                   {"mediaType", "application/vnd.oci.image.index.v1+json"},
                   {"manifests", entries}}
                  .dump());
}

void addArchives(const Seeds& seeds)
{
    const std::vector<std::string> layers{TarBuilder().file("a", "1").bytes()};
    const std::string config = configOf(layers);
    const std::string manifest = manifestOf(config, layers);
    const std::string table = json::array({{{"Config", Sha256::of(config).hex() + ".json"},
                                            {"RepoTags", {"app:1"}},
                                            {"Layers", {"one/layer.tar"}}}})
                                  .dump();
    TarBuilder docker;
    docker.file(Sha256::of(config).hex() + ".json", config).file("0/layer.tar", layers[0]);
    docker.symlink("one/layer.tar", "../0/layer.tar").file("manifest.json", table);
    seeds.add("archive", "docker", docker.bytes());

    TarBuilder oci;
    oci.file("oci-layout", R"({"imageLayoutVersion":"1.0.0"})");
    for (const std::string& blob : {layers[0], config, manifest})
        oci.file("blobs/sha256/" + Sha256::of(blob).hex(), blob);
    json entry = descriptor("application/vnd.oci.image.manifest.v1+json", manifest);
    entry["annotations"] = {{"org.opencontainers.image.ref.name", "app:1"}};
    oci.file("index.json", json{{"schemaVersion", 2}, {"manifests", json::array({entry})}}.dump());
    seeds.add("archive", "oci", oci.bytes());
}

void addLayers(const Seeds& seeds)
{
    std::size_t sum = 0;
    int indexes = 0;
    for (const auto& part : {contentsOfTars(), compressedBlobs(), namesOfTars(), hostileTars()}) {
        for (const CorpusLayer& layer : part) {
            const bool isTaken = !layer.expected.starts_with("layer.");
            if (layer.blob.size() <= kMostOfLayer && sum + layer.blob.size() <= kMostOfLayers) {
                seeds.add("layer", layer.name, layer.blob);
                sum += layer.blob.size();
            }
            if (!isTaken || ++indexes % 5 != 0 || layer.limits.ratio != 0)
                continue;
            try {
                const std::string index = indexOfTar(layer.blob);
                if (index.size() <= 2 * kMostOfLayer)
                    seeds.add("index", layer.name, index);
            } catch (const Error&) {
                // It is compressed.
            }
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: onggi-fuzz-seeds DIRECTORY\n");
        return 2;
    }
    const Seeds seeds(argv[1]);
    addReferences(seeds);
    addChallenges(seeds);
    addDocuments(seeds);
    addArchives(seeds);
    addLayers(seeds);
    return 0;
}
