// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads a tar's headers, and makes its tree: the contents of files are skipped, and stand in the
// tree as extents of the tar.
#pragma once

#include <string_view>

#include "engine/layer/growing_file.h"
#include "engine/layer/limits.h"
#include "engine/layer/tree.h"

namespace onggi {

// Follows the tar to its end while it is still written. The caller must not have set a locale:
// names are bytes. Extents are on device 0, or, for sparse files that are not aligned to 512 bytes,
// to be copied from data source 0, the tar.
//
// `subject` names the layer in errors. Throws Error(LayerCorrupt, LayerTruncated, LayerUnsupported,
// LayerUnsafeName, LayerTooLarge).
Tree scanTar(GrowingFile& tar, std::string_view subject, const LayerLimits& limits);

} // namespace onggi
