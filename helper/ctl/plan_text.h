// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A removal plan in words.
#pragma once

#include <string>

#include "engine/lineage/removal.h"

namespace onggi::ctl {

enum class PlanTense { Will, Done };

// A line for each tag and image that goes and one for the bytes: "will untag x:1", "will delete
// sha256:3f9a…: 2.1 MB". What stays has a line with what needs it.
std::string planText(const RemovalPlan& plan, PlanTense tense);

// The images that containers use, with the bytes of all their layers on the disk, the largest
// first, up to ten: "web:1 (2.1 MB, needed by container web)". Empty where there is none.
std::string usedImagesText(const StoreView& view, const Forest& forest);

// Throws Error(StoreInUse) naming the first item that is kept and what needs it.
void requireNothingKept(const RemovalPlan& plan);

} // namespace onggi::ctl
