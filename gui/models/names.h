// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Images by their serials, how the window calls them, where they are from, and the steps that made
// their layers. GUI thread only.
#pragma once

#include <string_view>

#include <QString>

#include "engine/lineage/store_view.h"

namespace onggi {

// Null: it is gone. Takes the logarithm of their number, for whatever asks for thousands of them.
const ImageRow* imageOf(const StoreView& view, Serial serial);

// Of a full reference: "nginx:1.29" for docker.io/library/nginx:1.29, "shop/web:2" for
// localhost/shop/web:2. What is no reference stays as it is.
QString shownName(std::string_view reference);
// The first tag that says more than "latest", or the first 12 digits of the id.
QString shownName(const ImageRow& image);

// "built"
QString provenanceText(ProvenanceKind kind);
// "built 2 hours ago"; `now` in seconds since 1970.
QString originText(const Provenance& provenance, std::int64_t now);

// A step of the history as it stands in a Dockerfile, in one line: "RUN apt-get install" for
// "/bin/sh -c apt-get install", "COPY site/ /srv" for "COPY site/ /srv # buildkit".
QString stepText(std::string_view createdBy);

} // namespace onggi
