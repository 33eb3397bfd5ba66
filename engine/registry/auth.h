// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a registry asks who one is: WWW-Authenticate (RFC 9110 §11.6.1), and the answers to it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace onggi {

struct Challenge {
    std::string scheme;                            // lower case: "bearer", "basic"
    std::map<std::string, std::string> parameters; // names in lower case, values unquoted
    std::string token68;                           // instead of parameters

    // Empty where it is not there.
    std::string parameter(const std::string& name) const;
};

// The challenges of one header value, in order. From the first thing on that the grammar does not
// allow the rest is dropped, the challenge that it stands in included; so is all of a value that is
// absurdly long. Never throws for what it reads.
std::vector<Challenge> parseChallenges(std::string_view value);

// The value of an Authorization header (RFC 7617).
std::string basicAuthorization(std::string_view user, std::string_view password);

// Whether a bearer token can stand in a header: not empty, visible ASCII, of a length that servers
// take.
bool isUsableToken(std::string_view token) noexcept;

} // namespace onggi
