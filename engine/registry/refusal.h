// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Why one try at a registry failed: the error that a person is told in the end, and whether another
// try may help.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/error.h"
#include "engine/registry/http.h"

namespace onggi {

struct Refusal {
    Error error;
    bool isTransient = false;
    std::optional<std::chrono::milliseconds> retryAfter = std::nullopt;
    long status = 0; // of the answer, if there was one
};

// `subject` is what was asked for. `hasAnswered`: the registry has been reached before, so that a
// failing connection is more likely to pass. `isWriting`: something was to be stored there.
Refusal refusalOf(const TransferFailure& failure, const std::string& subject, bool hasAnswered);
Refusal refusalOf(const HttpHead& head, std::string_view body, const std::string& subject,
                  bool isSignedIn, bool isWriting = false);

// What a registry says in its error document (OCI distribution specification, "Error codes") in at
// most 200 printable characters; empty for anything else.
std::string wordsOfRegistry(std::string_view body);

} // namespace onggi
