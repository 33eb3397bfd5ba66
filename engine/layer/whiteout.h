// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whiteouts: how a layer says that something of the layers below is gone.
//
// In a tar (OCI image specification, layer.md, "Whiteouts"): an entry ".wh.NAME" hides NAME, an
// entry
// ".wh..wh..opq" hides all that the layers below have in its directory. In an index: a character
// device 0:0, and the attribute trusted.overlay.opaque, as overlayfs has them.
#pragma once

#include <string>
#include <string_view>

#include "engine/layer/tree.h"

namespace onggi {

struct TarName {
    enum class Kind {
        Ordinary,
        Whiteout, // of `name`
        Opaque,   // of the directory that it stands in
        Ignored,  // what the aufs driver kept for itself: ".wh..wh.plnk" and the like
    };
    Kind kind = Kind::Ordinary;
    std::string_view name;
};

// What the last component of a tar's name means. Throws Error(LayerUnsafeName) for a whiteout of
// nothing,
// "." or "..".
TarName parseTarName(std::string_view component);

// Turns each directory's `whiteouts` into what an index holds. A whiteout only hides what is below:
// a directory that the same layer has becomes opaque, and is a new one whether the layer lists it or
// not; any other entry replaces what was below anyway.
void resolveWhiteouts(Tree& tree);

} // namespace onggi
