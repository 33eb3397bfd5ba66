// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A job that the user's own files have to be read for before the helper is asked for it. It belongs
// to the link, so that it is made also where whoever wanted it has gone meanwhile, and deletes
// itself after its end. GUI thread only.
#pragma once

#include <functional>

#include <QDBusError>
#include <QDBusPendingCall>
#include <QObject>

#include "gui/models/helper_link.h"

namespace onggi {

class RunningJob;

class PreparedJob : public QObject {
    Q_OBJECT

public:
    // Asks the helper for a job.
    using Call = std::function<QDBusPendingCall()>;

    // `read` is called on a thread of its own, and the call that it returns on this one.
    PreparedJob(HelperLink& link, const std::function<Call()>& read);

signals:
    // The helper has been asked; until then, who deletes this is rid of it.
    void made(onggi::RunningJob* job);
    // The files could not be read, the helper is not there, or the job itself has failed.
    void failed(const QDBusError& error);

private:
    void make(const Call& call);
    void fail(const QDBusError& error);

    HelperLink& m_link;
};

} // namespace onggi
