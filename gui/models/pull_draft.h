// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is to be pulled and how, as somebody has typed and chosen it, and what goes over the bus for
// it.
#pragma once

#include <QString>
#include <QVariantMap>

#include "engine/lineage/store_view.h"

namespace onggi {

struct PullDraft {
    QString reference; // as typed, without spaces around it
    QString platform;  // "os/architecture[/variant]"; empty: this machine's
    QString policy;    // as org.onggi.Images1.Pull spells it; empty: always
    bool isInsecure = false;

    friend bool operator==(const PullDraft&, const PullDraft&) = default;
};

// What the user's own files bring: good for one call.
struct PullAccess {
    QVariantMap options;
    bool isSignedIn = false; // credentials go along for the reference's registry
    QString user;            // whose; empty where a token says it
};

// Reads them, and asks programs that keep credentials. Blocks; from any thread. Throws Error.
PullAccess readAccess(const PullDraft& draft);

// The options of Images1.Pull.
QVariantMap pullOptions(const PullDraft& draft, const PullAccess& access);
// The same for only telling what the pull would do.
QVariantMap lookUpOptions(const PullDraft& draft, const PullAccess& access);

// Whether the registry says what comes of it. Not where it is never asked, nor where only what is
// missing is pulled and an image of that name and platform is here.
bool asksTheRegistry(const PullDraft& draft, const StoreView& view);

// "onggictl pull …" that does the same.
QString pullCommand(const PullDraft& draft);

} // namespace onggi
