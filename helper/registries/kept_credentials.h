// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a user's credentials are looked for and kept: in the desktop's keyring where there is one,
// and in the files of auth_files.h. A file that was named counts alone; whether one was, the caller
// says by KeyringState::Absent. A program that the user's files name for a registry keeps what is
// for it.
//
// What is looked up never makes anybody unlock a keyring; keep() and forget() may, where there is a
// display, for half a minute. A keyring that stays shut, refuses or does not answer is left out.
#pragma once

#include <optional>
#include <string>

#include "helper/registries/auth_files.h"
#include "helper/registries/keyring_service.h"

namespace onggi {

class KeptCredentials {
public:
    KeptCredentials(AuthFiles files, KeyringState keyring);

    // In the keyring first. See AuthFiles::find().
    std::optional<AuthFiles::Found> find(const std::string& repository) const;

    // Whether keep() would try the keyring.
    bool isForKeyring(const std::string& scope) const;

    struct Kept {
        std::string place;   // the keyring, a program, or a file
        std::string skipped; // why it is not in the keyring that there is; or empty
    };
    Kept keep(const std::string& scope, const Credentials& credentials) const;

    // Of one scope, or all of them, in the files first and then in the keyring; false where nothing
    // was kept. Throws Error(SystemIo) where the keyring could not be asked.
    bool forget(const std::optional<std::string>& scope) const;

private:
    std::optional<AuthFiles::Found> findInKeyring(const std::string& repository) const;
    bool isKeyringUsable() const;

    AuthFiles m_files;
    KeyringState m_keyring;
};

} // namespace onggi
