// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Layers as blobs to push, made by the system's own tar, gzip and zstd where it matters who did.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>

#include <QTemporaryDir>

#include "engine/core/sha256.h"
#include "tests/support/registry.h"
#include "tests/support/shell.h"
#include "tests/support/tar_builder.h"

namespace onggi::test {

inline std::string wholeFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

enum class Packing { Plain, Gzip, Zstd };

// The blob of a tar, compressed.
inline LayerBlob packed(const std::string& tarPath, Packing packing)
{
    LayerBlob layer;
    layer.diffId = Sha256::of(wholeFile(tarPath));
    layer.mediaType = "application/vnd.oci.image.layer.v1.tar";
    switch (packing) {
    case Packing::Plain:
        layer.bytes = wholeFile(tarPath);
        break;
    case Packing::Gzip:
        runShell("gzip -1 -c '" + tarPath + "' >'" + tarPath + ".gz'");
        layer.bytes = wholeFile(tarPath + ".gz");
        layer.mediaType += "+gzip";
        break;
    case Packing::Zstd:
        runShell("zstd -q -1 -c '" + tarPath + "' >'" + tarPath + ".zst'");
        layer.bytes = wholeFile(tarPath + ".zst");
        layer.mediaType += "+zstd";
        break;
    }
    return layer;
}

// The same layer, compressed.
inline LayerBlob repacked(const LayerBlob& plain, Packing packing)
{
    const QTemporaryDir directory;
    const std::string path = directory.filePath("layer.tar").toStdString();
    std::ofstream(path, std::ios::binary) << plain.bytes;
    return packed(path, packing);
}

// A layer of the files that `script` makes in an empty directory.
inline LayerBlob madeLayer(const std::string& script, Packing packing = Packing::Gzip)
{
    const QTemporaryDir directory;
    const std::string path = directory.path().toStdString();
    runShell("mkdir '" + path + "/root'");
    runShell(script, path + "/root");
    runShell("tar --format=pax --xattrs --xattrs-include='*' --numeric-owner -cf '" + path +
             "/layer.tar' -C '" + path + "/root' .");
    std::filesystem::remove_all(path + "/root"); // Qt removes no file whose name is not UTF-8
    return packed(path + "/layer.tar", packing);
}

// A layer of one file of `bytes` bytes, not compressed.
inline LayerBlob layerWith(const std::string& name, std::size_t bytes)
{
    const std::string tar =
        TarBuilder().add({.name = name, .content = std::string(bytes, 'x')}).finished();
    return {tar, "application/vnd.oci.image.layer.v1.tar", Sha256::of(tar)};
}

} // namespace onggi::test
