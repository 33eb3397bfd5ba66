// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of a layer, as text: by the parts that onggi-unpack is made of, in this process.
#pragma once

#include <string>
#include <string_view>

#include "engine/layer/blob_compression.h"
#include "engine/layer/limits.h"

namespace onggi::test {

// A blob inflated, scanned, written as an index and read back. A line for each name, parents first:
//
//   /path TYPE [MODE] [UID:GID] [@MTIME] [content, target or device] [links=N] [attributes] [marks]
//
// where what is as usual is left out: 644 of files, 755 of directories, 777 of links, root, the
// time 0, and the whole line of a root that the layer does not list. TYPE is one of -dlcbpsw (w: a
// whiteout). Bytes that are not visible ASCII are \xHH, eight and more of one kind {C*COUNT}.
//
// Of a layer that is refused the name of the error: "layer.corrupt". Throws std::logic_error where
// the parts disagree: what is read back is not what was scanned, or does not merge.
std::string layerText(std::string_view blob, const LayerLimits& limits = {},
                      BlobCompression compression = BlobCompression::Detect);

// The tar that a blob inflates to. Throws Error.
std::string tarOf(std::string_view blob, const LayerLimits& limits = {},
                  BlobCompression compression = BlobCompression::Detect);

} // namespace onggi::test
