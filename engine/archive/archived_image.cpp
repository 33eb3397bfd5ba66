// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Two tables of one archive. Layouts of Docker 25.0 have layers in any order (moby #47150) or none
// (#47065), and later ones lack images (#47210, #51389), while the manifest.json beside them is
// right: the layout counts where it agrees with that.

#include "engine/archive/archived_image.h"

#include <algorithm>
#include <map>
#include <set>

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

struct Named {
    ArchivedImage* image;
    std::set<std::string> tags; // those of the image: a table may list half a million
};

// A layout's name may be a tag alone: Docker's are whole.
void addTags(Named& named, const std::vector<std::string>& tags)
{
    ArchivedImage& image = *named.image;
    for (const std::string& tag : tags) {
        if (named.tags.insert(tag).second)
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
    std::map<std::string_view, Named> byConfig;
    for (ArchivedImage& image : layout)
        byConfig.emplace(image.config, Named{&image, {image.tags.begin(), image.tags.end()}});
    for (const ArchivedImage& listed : table) {
        const auto named = byConfig.find(listed.config);
        if (named == byConfig.end() || !haveSameLayers(*named->second.image, listed))
            return false;
        addTags(named->second, listed.tags);
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
