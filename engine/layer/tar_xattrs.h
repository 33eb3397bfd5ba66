// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The extended attributes of a tar entry, as an index keeps them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/layer/tree.h"

struct archive_entry;

namespace onggi {

// Sorted by name, each name once. Left out are overlayfs's and our own metadata, names that Linux
// has no name space for, and values that Linux would refuse. ACLs become the system.posix_acl
// attributes; one that names a user or group without a number is left out whole, because only the
// image could tell.
std::vector<Xattr> xattrsOfEntry(archive_entry* entry);

// A file capability as version 2, without a root id; empty where it is malformed.
// Source: include/uapi/linux/capability.h.
std::string capabilityVersion2(std::string_view value);

} // namespace onggi
