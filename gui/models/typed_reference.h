// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A reference while it is typed: what was made of it, or what is wrong with it, in the language of
// now. GUI thread only.
#pragma once

#include <optional>

#include <QString>

#include "engine/image/reference.h"

namespace onggi {

struct TypedReference {
    std::optional<Reference> reference;
    QString problem; // one sentence; empty where there is a reference, or nothing was typed
};

TypedReference readReference(const QString& text);

} // namespace onggi
