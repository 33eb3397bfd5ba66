// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A number of bytes as people type it.
#pragma once

#include <string_view>

#include "engine/core/bytes.h"

namespace onggi::ctl {

// "2GB", "1.5 gb", "300M", "512KiB", "17": units of 1000, those with "i" of 1024. Throws UsageError
// that names the text for anything else, and for more than 64 bits hold.
Bytes parseSize(std::string_view text);

} // namespace onggi::ctl
