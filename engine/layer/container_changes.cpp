// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A container's writable layer, read against its image: an overlay's upper directory holds what
// was written, whiteouts for what was removed, and every directory on the way.

#include <algorithm>
#include <map>
#include <set>

#include "engine/layer/image_diff.h"

namespace onggi {

namespace {

// What the runtime needs in every container, and makes where the image has none.
constexpr std::string_view kMountPlaces[] = {
    "/dev", "/etc/hostname", "/etc/hosts", "/etc/mtab", "/etc/resolv.conf", "/proc", "/run", "/sys",
};

bool isMountPlace(const WrittenFile& file)
{
    const bool isOne = std::find(std::begin(kMountPlaces), std::end(kMountPlaces), file.path) !=
                       std::end(kMountPlaces);
    return isOne && file.size == Bytes() &&
           (file.type == NodeType::Directory || file.type == NodeType::Regular ||
            file.type == NodeType::Symlink);
}

std::string parentOf(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == 0 || slash == path.npos ? "/" : path.substr(0, slash);
}

class Reading {
public:
    Reading(const Tree& image, std::vector<WrittenFile> written)
        : m_image(image)
        , m_written(std::move(written))
    {
        std::sort(
            m_written.begin(), m_written.end(),
            [](const WrittenFile& a, const WrittenFile& b) { return comesBefore(a.path, b.path); });
        for (const WrittenFile& file : m_written)
            m_paths.insert(file.path);
        findMountPlaces();
    }

    std::vector<FileChange> run()
    {
        for (const WrittenFile& file : m_written) {
            if (!m_leftOut.contains(file.path))
                add(file);
        }
        std::sort(m_changes.begin(), m_changes.end(), [](const FileChange& a, const FileChange& b) {
            return comesBefore(a.path, b.path);
        });
        return std::move(m_changes);
    }

private:
    // Also the directories that were only copied up for such a place.
    void findMountPlaces()
    {
        std::map<std::string, std::size_t> others; // names in a directory that are none
        for (const WrittenFile& file : m_written)
            ++others[parentOf(file.path)];
        std::set<std::string> touched;
        for (auto file = m_written.rbegin(); file != m_written.rend(); ++file) {
            const bool isEmptied = file->type == NodeType::Directory &&
                                   touched.contains(file->path) && others[file->path] == 0;
            const bool isPlace =
                isMountPlace(*file) && !m_image.find(file->path) && others[file->path] == 0;
            if (!isPlace && !isEmptied)
                continue;
            m_leftOut.insert(file->path);
            touched.insert(parentOf(file->path));
            --others[parentOf(file->path)];
        }
    }

    void add(const WrittenFile& file)
    {
        if (file.path == "/")
            return;
        const std::optional<NodeId> below = m_image.find(file.path);
        const Bytes before = below && m_image[*below].type == NodeType::Regular
                                 ? Bytes(m_image[*below].size)
                                 : Bytes();
        if (file.type == NodeType::Whiteout) {
            if (below)
                m_changes.push_back(
                    {FileChangeKind::Deleted, file.path, m_image[*below].type, before, {}, 0});
            return;
        }
        m_changes.push_back({below ? FileChangeKind::Changed : FileChangeKind::Added, file.path,
                             file.type, before, file.size, 0});
        if (below && file.isOpaque && m_image[*below].directory)
            addHidden(file.path, m_image[*below]);
    }

    void addHidden(const std::string& path, const Node& directory)
    {
        for (const auto& [name, id] : directory.directory->children) {
            const std::string hidden = path + '/' + name;
            if (m_paths.contains(hidden))
                continue;
            const Node& node = m_image[id];
            m_changes.push_back({FileChangeKind::Deleted,
                                 hidden,
                                 node.type,
                                 node.type == NodeType::Regular ? Bytes(node.size) : Bytes(),
                                 {},
                                 0});
        }
    }

    const Tree& m_image;
    std::vector<WrittenFile> m_written;
    std::set<std::string> m_paths;
    std::set<std::string> m_leftOut;
    std::vector<FileChange> m_changes;
};

} // namespace

std::vector<FileChange> containerChanges(const Tree& image, std::vector<WrittenFile> written)
{
    return Reading(image, std::move(written)).run();
}

} // namespace onggi
