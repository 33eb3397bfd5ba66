// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A reference while it is typed: what was made of it, or what is wrong with it, in the language of
// now. GUI thread only.
#pragma once

#include <optional>
#include <string>

#include <QString>

#include "engine/image/reference.h"
#include "engine/lineage/store_view.h"

namespace onggi {

struct TypedReference {
    std::optional<Reference> reference;
    QString problem; // one sentence; empty where there is a reference, or nothing was typed
};

TypedReference readReference(const QString& text);

// A tag while it is typed, for an image that will have it.
struct TypedTag {
    std::string tag; // full reference; empty: this is none
    QString meaning; // what was made of it, or what is wrong with it; empty: nothing was typed
    bool isWrong = false;
    bool isOwn = false;   // the image has it already
    bool isMoved = false; // another image has it
};

// `image` 0: one that is still to be made.
TypedTag readTag(const QString& text, const StoreView& view, Serial image);

} // namespace onggi
