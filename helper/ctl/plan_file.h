// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A removal plan that was written as JSON, taken back.
#pragma once

#include <string>
#include <string_view>

#include "engine/lineage/removal.h"

namespace onggi::ctl {

// The plan that the document (of planJson()) describes, if it still is what removing the same
// things does. `file` names the document in errors. Throws Error(DocumentInvalid) for what is no
// plan, Error(StoreChanged) naming what is other than it was, up to ten things.
RemovalPlan planFromJson(const StoreView& view, const Forest& forest, std::string_view text,
                         const std::string& file);

// The whole file, or standard input for "-", of bounded length. Throws Error.
std::string readPlanFile(const std::string& path);

} // namespace onggi::ctl
