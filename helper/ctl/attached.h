// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A container in the foreground: its streams are ours, its exit code too.
#pragma once

#include <functional>
#include <string>

#include <QDBusObjectPath>
#include <QDBusPendingReply>

#include "helper/ctl/session.h"
#include "helper/ctl/streams.h"

namespace onggi::ctl {

struct AttachedOptions {
    bool isInteractive = false;
    bool hasTerminal = false;
    bool isRemovedAtEnd = false; // then its end is its removal
    QString container = {};      // its id, where the job does not bring one
};

// `make` calls the method that starts the container, with the "streams" descriptor. SIGINT and
// SIGTERM cancel the start, and later go to the container. Returns the container's exit code.
int runAttached(
    Session& session, const AttachedOptions& options,
    const std::function<QDBusPendingReply<QDBusObjectPath>(const QVariant& streams)>& make);

// Tells the container, or the command of job `exec` in it, how large our terminal is.
void sendWindowSize(Session& session, const QString& container, qulonglong exec);

// Throws UsageError where a terminal is asked for and standard input is none.
void requireTerminal(const AttachedOptions& options);

} // namespace onggi::ctl
