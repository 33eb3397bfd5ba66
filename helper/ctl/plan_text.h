// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A removal plan in words.
#pragma once

#include <string>

#include "engine/lineage/removal.h"

namespace onggi::ctl {

enum class PlanTense { Will, Done };

// A line an item and one for the bytes: "will delete x:1 (3f9a…): 2.1 MB", "untagged x:2".
std::string planText(const RemovalPlan& plan, PlanTense tense);

// Throws Error(StoreInUse) naming the first item that is kept and what needs it.
void requireNothingKept(const RemovalPlan& plan);

} // namespace onggi::ctl
