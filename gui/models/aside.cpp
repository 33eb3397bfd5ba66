// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/aside.h"

#include <QDBusMessage>
#include <QThread>

#include "engine/core/error.h"
#include "helper/api/convert.h"
#include "helper/api/error_names.h"

namespace onggi {

void runAside(QObject* context, const std::function<void()>& work,
              const std::function<void()>& then,
              const std::function<void(const QDBusError&)>& failed)
{
    const auto problem = std::make_shared<std::optional<Error>>();
    QThread* thread = QThread::create([work, problem] {
        try {
            work();
        } catch (const Error& error) {
            *problem = error;
        } catch (const std::exception& error) {
            *problem = Error(Code::SystemLimit, "the user's files", error.what());
        }
    });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    QObject::connect(thread, &QThread::finished, context, [problem, then, failed] {
        if (!*problem)
            then();
        else
            failed(QDBusError(QDBusMessage::createError(errorName((*problem)->code()),
                                                        toText((*problem)->message()))));
    });
    thread->start();
}

} // namespace onggi
