// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Two tables of one archive. Layouts of Docker 25.0 have layers in any order (moby #47150) or none
// (#47065), and later ones lack images (#47210, #51389), while the manifest.json beside them is
// right: the layout counts where it agrees with that.

#include "engine/archive/archived_image.h"

#include <algorithm>
#include <map>

#include "engine/core/error.h"
#include "engine/image/reference.h"

namespace onggi {

namespace {

using Images = std::vector<ArchivedImage>;

// Of the same files, in the same order.
bool haveSameLayers(const ArchivedImage& a, const ArchivedImage& b)
{
    return std::ranges::equal(a.layers, b.layers,
                              [](const ArchivedLayer& left, const ArchivedLayer& right) {
                                  return left.member.id == right.member.id;
                              });
}

// A layout's name may be a tag alone: Docker's are whole.
void addTags(ArchivedImage& image, const std::vector<std::string>& tags)
{
    for (const std::string& tag : tags) {
        if (std::ranges::find(image.tags, tag) == image.tags.end())
            image.tags.push_back(tag);
    }
    for (ArchivedManifest& manifest : image.manifests) {
        if (manifest.repository.empty() && !image.tags.empty())
            manifest.repository = Reference::parse(image.tags.front()).repository();
    }
}

// False where an image of the table is missing in the layout, or has other layers there.
bool addNames(Images& layout, const Images& table)
{
    std::map<std::string_view, ArchivedImage*> byConfig;
    for (ArchivedImage& image : layout)
        byConfig.emplace(image.config, &image);
    for (const ArchivedImage& listed : table) {
        const auto image = byConfig.find(listed.config);
        if (image == byConfig.end() || !haveSameLayers(*image->second, listed))
            return false;
        addTags(*image->second, listed.tags);
    }
    return true;
}

} // namespace

std::vector<ArchivedImage> readArchivedImages(const ArchiveMembers& archive,
                                              const Platform& platform)
{
    std::optional<Images> table = readDockerArchive(archive);
    try {
        std::optional<Images> layout = readOciLayout(archive, platform);
        if (layout && (!table || addNames(*layout, *table)))
            return std::move(*layout);
    } catch (const Error&) {
        if (!table)
            throw;
    }
    if (table)
        return std::move(*table);
    throw Error(Code::ArchiveInvalid, archive.name(),
                "it has neither a manifest.json nor an index.json");
}

} // namespace onggi
