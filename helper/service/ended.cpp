// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The record first: it is what counts.

#include "helper/service/ended.h"

#include <QDBusConnection>
#include <QDBusMessage>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/run/exit_record.h"
#include "helper/api/convert.h"
#include "helper/api/names.h"

namespace onggi {

int reportEnded(const std::string& stateDirectory, const std::string& id)
{
    try {
        if (!recordEnd(stateDirectory, id))
            return 0;
    } catch (const Error& error) {
        log(LogLevel::Error, "run.end-not-recorded",
            {{"container", id}, {"error", error.message()}});
        return 1;
    }
    const QDBusConnection connection = QDBusConnection::systemBus();
    if (!connection.isConnected())
        return 0;
    QDBusMessage call = QDBusMessage::createMethodCall(
        bus::kService, bus::kContainersPath, bus::kContainers, QStringLiteral("NoteEnded"));
    call << toText(id);
    const QDBusMessage reply = connection.call(call);
    if (reply.type() == QDBusMessage::ErrorMessage)
        log(LogLevel::Warning, "run.end-not-told",
            {{"container", id}, {"error", reply.errorMessage().toStdString()}});
    return 0;
}

} // namespace onggi
