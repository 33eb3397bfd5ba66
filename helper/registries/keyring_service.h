// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whether this session has a keyring, and whether it is open: asked of the session bus without
// making anybody unlock anything. The Secret Service of freedesktop.org's specification, or KWallet
// where QtKeychain prefers it.
#pragma once

namespace onggi {

enum class KeyringState {
    Absent, // or it does not answer, or it has no keyring for what is kept by default
    Locked,
    Open,
};

// Never longer than some seconds. From any thread. Without a session bus at once.
KeyringState keyringState();

// Whether a person could be asked to unlock it: there is a display.
bool canAskPerson();

} // namespace onggi
