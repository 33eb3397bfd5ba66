// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person signs in to a registry with.
#pragma once

#include <string>

namespace onggi {

// Either a user name and password, or an identity token (an OAuth 2 refresh token that an earlier
// sign-in was given; the user name is then only a label). Never logged, never part of an error.
struct Credentials {
    std::string username;
    std::string password;
    std::string identityToken;
};

} // namespace onggi
