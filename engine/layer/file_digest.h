// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The digest of a file that has been written, as the index of a layer is checked by.
#pragma once

#include <string_view>

#include "engine/core/bytes.h"
#include "engine/image/digest.h"

namespace onggi {

struct FileDigest {
    Bytes bytes;
    Digest digest;
};

// Of the file from its start to its end, whatever its offset. `name` names it in errors.
FileDigest digestOfFile(int fd, std::string_view name);

} // namespace onggi
