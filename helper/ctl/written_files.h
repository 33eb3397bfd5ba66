// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What org.onggi.Containers1.Diff writes into its pipe, record by record.
#pragma once

#include <string_view>
#include <vector>

#include "engine/layer/image_diff.h"

namespace onggi::ctl {

// All records of a whole stream. Throws Error(ApiInvalidArgument) for one that is cut short or is
// something else.
std::vector<WrittenFile> parseWrittenFiles(std::string_view records);

} // namespace onggi::ctl
