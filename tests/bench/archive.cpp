// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Writes a docker-archive of many small images to standard output: all on one base, a layer of
// their own each. `onggi-bench-archive COUNT`.

#include <cstdio>
#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/core/sha256.h"
#include "engine/image/platform.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;
using Json = nlohmann::ordered_json;

namespace {

std::string layerWith(const std::string& name, std::size_t bytes)
{
    return TarBuilder().add({.name = name, .content = std::string(bytes, 'x')}).finished();
}

} // namespace

int main(int argc, char** argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 1000;
    const Platform host = Platform::host();
    const std::string base = layerWith("base", 200'000);
    const std::string baseId = Sha256::of(base).hex();
    TarBuilder archive;
    archive.add({.name = baseId + "/layer.tar", .content = base});
    Json manifest = Json::array();
    for (int image = 0; image < count; ++image) {
        const std::string layer = layerWith("own-" + std::to_string(image), 1'000);
        const std::string id = Sha256::of(layer).hex();
        archive.add({.name = id + "/layer.tar", .content = layer});
        const std::string config =
            Json{{"created", "2026-01-01T00:00:00Z"},
                 {"architecture", host.architecture},
                 {"os", host.os},
                 {"config", {{"Cmd", {"/bin/sh"}}}},
                 {"rootfs",
                  {{"type", "layers"}, {"diff_ids", {"sha256:" + baseId, "sha256:" + id}}}},
                 {"history",
                  {{{"created_by", "ADD base /"}},
                   {{"created_by", "COPY own-" + std::to_string(image) + " /"}}}}}
                .dump();
        const std::string name = Sha256::of(config).hex() + ".json";
        archive.add({.name = name, .content = config});
        manifest.push_back({{"Config", name},
                            {"RepoTags", {"localhost/bench/image-" + std::to_string(image) + ":1"}},
                            {"Layers", {baseId + "/layer.tar", id + "/layer.tar"}}});
    }
    archive.add({.name = "manifest.json", .content = manifest.dump()});
    const std::string bytes = archive.finished();
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() ? 0 : 1;
}
