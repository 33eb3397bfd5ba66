// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The one thread that speaks with the desktop's keyring. Whoever asks waits for it with a bound:
// a keyring may ask a person, and may never answer. QtKeychain queues its jobs in one object, which
// belongs to the thread of the first, and libsecret answers where a glib loop runs: both hold here
// as long as QT_NO_GLIB is not set.
#pragma once

#include <chrono>
#include <functional>

namespace onggi {

// Calls `begin` on the thread and waits until somebody has called what it is given, once, on
// whichever thread. False where that takes longer: it may still happen then, so what both sides
// share must be owned by both. As long as such a question stands open nothing else is asked, and
// false comes at once. From any other thread.
using KeyringDone = std::function<void()>;
bool askKeyringThread(std::chrono::milliseconds patience,
                      std::function<void(const KeyringDone& done)> begin);

} // namespace onggi
