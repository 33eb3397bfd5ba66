// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Errors on the bus: the name is the code ("registry.unreachable" is
// org.onggi.Error.RegistryUnreachable), the first string the English message, then subject and
// detail.
#pragma once

#include <optional>

#include <QDBusMessage>
#include <QString>

#include "engine/core/error.h"
#include "helper/api/wire.h"

namespace onggi {

QString errorName(Code code);
std::optional<Code> codeFromErrorName(const QString& name);

// The error reply to `call`.
QDBusMessage errorReply(const QDBusMessage& call, const Error& error);

// Of an error reply. One that is not the helper's own (the bus said so, the helper has died) is
// Error(SystemIo) with the bus's name and text.
Error errorFromReply(const QDBusMessage& reply);

// As a failed job tells it; texts beyond some thousand characters are cut.
wire::Failure failureOf(const Error& error);
Error errorFromFailure(const QString& name, const wire::Failure& failure);

} // namespace onggi
