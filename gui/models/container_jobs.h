// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done to containers, one job each, without waiting. What comes of it is seen in the
// lists; failures are told here. GUI thread only.
#pragma once

#include <QDBusError>
#include <QDBusPendingCall>
#include <QObject>

#include "gui/models/helper_link.h"

namespace onggi {

class ContainerJobs : public QObject {
    Q_OBJECT

public:
    enum class Verb {
        Start,
        Stop, // asks, and after ten seconds kills
        Kill,
        Remove, // also one that runs
    };

    // The link must outlive this.
    explicit ContainerJobs(HelperLink& link, QObject* parent = nullptr);

    // By the whole id; the name is for the failure. Nothing while the helper is away.
    void run(Verb verb, const QString& id, const QString& name);

signals:
    // Not where the person has closed the question for the password.
    void failed(onggi::ContainerJobs::Verb verb, const QString& name, const QDBusError& error);

private:
    QDBusPendingCall call(Verb verb, const QString& id);

    HelperLink& m_link;
};

} // namespace onggi
