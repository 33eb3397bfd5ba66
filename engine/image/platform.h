// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Platforms: operating system, architecture, variant; normalised and matched as containerd does
// (github.com/containerd/platforms).
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace onggi {

struct Platform {
    std::string os;           // "linux"
    std::string architecture; // "amd64", "arm64", "arm" … (GOARCH)
    std::string variant;      // "v7"; empty where the architecture's default is meant

    // Of the machine that this runs on.
    static Platform host();
    // "os/arch[/variant]", or "arch" or "os" alone, the rest being the host's. Aliases (x86_64,
    // aarch64, armhf …) are normalised. Throws Error(PlatformInvalid).
    static Platform parse(std::string_view text);
    // The canonical spelling of what a manifest or config says.
    static Platform normalised(std::string os, std::string architecture, std::string variant);

    std::string text() const;

    // What runs where this is wanted, best first: linux/arm/v7 also takes v6 and v5, linux/arm64
    // also linux/arm/v8 and below, linux/amd64/v3 also v2 and v1 …
    std::vector<Platform> acceptable() const;

    friend auto operator<=>(const Platform&, const Platform&) = default;
};

} // namespace onggi
