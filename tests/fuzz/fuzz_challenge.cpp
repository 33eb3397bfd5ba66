// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a registry asks who one is.

#include "engine/registry/auth.h"
#include "tests/fuzz/targets.h"

namespace onggi::fuzz {

void fuzzChallenge(Input input)
{
    for (const Challenge& challenge : parseChallenges(textOf(input))) {
        require(!challenge.scheme.empty(), "a challenge has a scheme");
        require(challenge.token68.empty() || challenge.parameters.empty(),
                "a challenge has a token or parameters");
        for (const auto& [name, value] : challenge.parameters)
            require(challenge.parameter(name) == value, "a parameter is found");
    }
    isUsableToken(textOf(input));
}

} // namespace onggi::fuzz
