// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The header of a gzip member (RFC 1952, 2.3). ISA-L can read it too, but calls the checksum of a
// header wrong that comes in two pieces.
#pragma once

#include <cstddef>
#include <functional>

namespace onggi {

// Takes the header off what `next` gives byte by byte, and nothing behind it; `next` throws where
// nothing is left. Returns what is wrong with it, or null.
const char* skipGzipHeader(const std::function<std::byte()>& next);

} // namespace onggi
