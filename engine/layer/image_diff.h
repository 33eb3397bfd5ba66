// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What differs between the files of two images, or between an image and what a container wrote.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/layer/image_files.h"

namespace onggi {

enum class FileChangeKind { Added, Changed, Deleted };

struct FileChange {
    FileChangeKind kind = FileChangeKind::Added;
    std::string path;
    NodeType type = NodeType::Regular; // what it is now; of a deleted one, what it was
    Bytes before;                      // its size in the first, where it was a regular file
    Bytes after;                       // and in the second
    // Index of the layer that it stands in, of the second image; of a deleted one, of the first.
    std::uint32_t layer = 0;
};

struct ImageDiff {
    std::vector<FileChange> changes; // parents first, names in the order of their bytes
    std::size_t commonLayers = 0;    // how many the two begin with together
    // Of regular files that are added, changed or deleted, a hard link counted once.
    Bytes before;
    Bytes after;
};

enum class Times { Ignore, Compare };

// Files are the same if type, mode, owner, attributes and contents are; of a directory, what is in
// it does not count. Contents are compared byte by byte, unless both are one place of one layer.
// Throws Cancelled, and Error(LayerTooLarge) where the paths of the changes are too long together.
ImageDiff compareImages(ImageFiles& first, ImageFiles& second, Times times,
                        const std::stop_token& stop = {});

// One thing in a container's writable layer.
struct WrittenFile {
    std::string path; // absolute
    NodeType type = NodeType::Regular;
    bool isOpaque = false; // a directory that hides what the image has in it
    Bytes size;
};

// As `docker diff` shows it: a deleted directory without what was in it, a directory as changed if
// something in it is. The empty files and directories that a container's start makes as places to
// mount on are left out. `layer` means nothing.
std::vector<FileChange> containerChanges(const Tree& image, std::vector<WrittenFile> written);

// Parents before what is in them, else by bytes.
bool comesBefore(std::string_view path, std::string_view other) noexcept;

} // namespace onggi
