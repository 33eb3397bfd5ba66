// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A short name may stand for several references: they are tried in the order of registries.conf.
#pragma once

#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/image/reference.h"

namespace onggi {

// Whether the name is looked for in the next registry: where this one has failed, or has none.
bool mayTryNext(Code code) noexcept;
// Why it was not this one, for the sentence in the end.
std::string reasonAgainst(const Reference& candidate, const Error& error);
// With commas, for prompts.
std::string namesOf(const std::vector<Reference>& references);

// Returns what `ask` returns of the first candidate that it does not throw for. What is thrown in
// the end tells why it was none of them. `text` is what they stand for.
template <typename Ask>
auto firstOf(const std::vector<Reference>& candidates, const std::string& text, Ask ask)
{
    std::string reasons;
    for (const Reference& candidate : candidates) {
        try {
            return ask(candidate);
        } catch (const Error& error) {
            if (candidates.size() == 1 || !mayTryNext(error.code()))
                throw;
            reasons += (reasons.empty() ? "" : "; ") + reasonAgainst(candidate, error);
        }
    }
    throw Error(Code::RegistryNotFound, text, reasons);
}

} // namespace onggi
