// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/archive_table.h"

#include <unistd.h>

#include "engine/archive/archived_image.h"
#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/image/config.h"
#include "gui/models/tar_members.h"

namespace onggi {
namespace {

// Of all images, repeated ones too; far above what is ever saved together.
constexpr std::size_t kMostLayers = 20'000;

ArchiveImage imageOf(const ArchivedImage& archived, const std::string& name)
{
    const ImageConfig config = ImageConfig::parse(archived.config, "the config in " + name);
    ArchiveImage image;
    image.id = Sha256::of(archived.config);
    image.tags = archived.tags;
    image.platform = config.platform.text();
    std::vector<std::string> createdBy = config.layersCreatedBy();
    for (std::size_t at = 0; at < archived.layers.size(); ++at)
        image.layers.push_back({archived.layers[at].diffId, archived.layers[at].member.size,
                                std::move(createdBy[at])});
    return image;
}

} // namespace

ArchiveTable readArchiveTable(QFile& file, const std::string& name, const std::stop_token& stop)
{
    if (file.size() == 0)
        throw Error(Code::ArchiveInvalid, name, "it is empty");
    ArchiveTable table{name, Bytes(static_cast<std::uint64_t>(file.size())), packingOf(file), {}};
    TarDevice device(file, table.packing, stop);
    device.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    const TarMembers members(device, name, stop);
    std::size_t layers = 0;
    for (const ArchivedImage& archived : readArchivedImages(members, Platform::host())) {
        layers += archived.layers.size();
        if (layers > kMostLayers)
            throw Error(Code::ArchiveInvalid, name, "it lists too many layers");
        table.images.push_back(imageOf(archived, name));
    }
    ::lseek(file.handle(), 0, SEEK_SET);
    return table;
}

} // namespace onggi
