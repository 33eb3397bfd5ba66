// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A directory tree of a container as a tar: its whole root for `export`, its upper directory as a
// layer for `commit`.
//
// The container may run and change the tree meanwhile: it is walked with descriptors, a name at a
// time and never through a symbolic link, so that nothing outside it is reached. What has gone or
// turned into something else between two looks is left out.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "engine/core/progress.h"
#include "engine/layer/tar_writer.h"
#include "engine/mount/idmap.h"

namespace onggi {

struct TreeTarRules {
    // Ids are written as the container sees them; what is outside looks like nobody.
    IdRange range;
    // The tree is an overlay's upper directory: what it hides becomes whiteouts (OCI image
    // specification, layer.md).
    bool isUpper = false;
};

// Names in the order of their bytes; the root itself has no entry; sockets have none either. Kept
// of extended attributes: user.*, file capabilities (as version 2), POSIX ACLs. The progress
// advances by bytes of files. Does not finish the archive. Throws Error(LayerUnsupported) for what
// an upper directory cannot say in a layer, what `writer` throws, Cancelled.
void writeTree(int root, const TreeTarRules& rules, TarWriter& writer, Progress& progress,
               const std::stop_token& stop);

// An attribute as the container sees it; nothing for one that means nothing outside, or is no
// container's: exposed for tests.
std::optional<std::string> portableXattr(const std::string& name, std::string value,
                                         const IdRange& range);

} // namespace onggi
