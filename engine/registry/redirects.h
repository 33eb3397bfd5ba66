// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Requests that follow redirects, as registries need it: blobs often lie elsewhere.
#pragma once

#include "engine/registry/transfer.h"
#include "engine/registry/url.h"

namespace onggi {

constexpr int kMaxRedirects = 5;
constexpr std::size_t kMaxRefusalBytes = 64 << 10;

struct Journey {
    Url url;
    HttpRequest request; // its URL is set on the way; no Authorization among its headers
    // Value of the Authorization header, or empty. Sent to the origin of `url` alone, and there
    // only until a redirect has led away from it (CVE-2020-15157, CVE-2022-27774).
    std::string authorization;
    bool allowsPlainHttp = false; // may lead from https to http
};

struct Arrival {
    HttpHead head;
    bool isAtHome = true;    // at the origin of the journey's URL
    std::string refusalText; // beginning of the body where the answer is no success
};

// Only GET and HEAD follow; what a request with another method would do elsewhere was not asked
// for. `onHead` and `onBody` get a successful answer (2xx) only; see Transfer::stream().
std::expected<Arrival, TransferFailure> travel(Transfer& transfer, Journey journey,
                                               const Transfer::HeadReceiver& onHead,
                                               const Transfer::BodyReceiver& onBody,
                                               const std::stop_token& stop);

} // namespace onggi
