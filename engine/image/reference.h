// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Image references: the grammar of github.com/distribution/reference, and Docker's short names.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "engine/image/digest.h"

namespace onggi {

// [domain/]path[:tag][@digest]. Always whole: the domain is there ("docker.io", "localhost:5000",
// "[::1]:5000"), and at least one of tag and digest.
struct Reference {
    std::string domain;
    std::string path; // "library/ubuntu"
    std::string tag;  // empty where only a digest was given
    std::optional<Digest> digest;

    // As a user types it: "ubuntu" is docker.io/library/ubuntu:latest, "x/y" is
    // docker.io/x/y:latest; a first component with a dot, a colon or capitals, or "localhost", is a
    // domain. Throws Error(ReferenceInvalid) naming the text and what is wrong with it.
    static Reference parse(std::string_view text);

    std::string repository() const; // "docker.io/library/ubuntu"
    std::string text() const; // "docker.io/library/ubuntu:latest", with "@sha256:…" if there is one
    // As people are shown it: without docker.io and library/, unless what is left would be another
    // reference. parse() of it gives the same one.
    std::string familiar() const;

    friend auto operator<=>(const Reference&, const Reference&) = default;
};

} // namespace onggi
