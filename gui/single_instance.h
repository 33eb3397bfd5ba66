// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One window for a person's session: the first instance takes a name, those after it hand their
// request over and end. The name is on the session bus (as org.freedesktop.Application, so that a
// desktop may activate it too), or that of a local socket where there is no session bus. Nothing
// here waits. GUI thread only.
#pragma once

#include <QDBusConnection>
#include <QLocalServer>
#include <QObject>

#include "gui/start_request.h"

class QLocalSocket;

namespace onggi {

class SingleInstance : public QObject {
    Q_OBJECT

public:
    // A bus that is not connected means the socket, which stands in `socketDirectory`.
    SingleInstance(QDBusConnection session, QString socketDirectory, QObject* parent = nullptr);

    // Tells by becameFirst() or handedOver() how it went.
    void start(const StartRequest& request);

signals:
    // There was no other; what others want comes as requested().
    void becameFirst();
    // Another instance has taken the request.
    void handedOver();
    void requested(const onggi::StartRequest& request);

private:
    void takeName(const StartRequest& request);
    void callFirst(const StartRequest& request);
    void trySocket(const StartRequest& request);
    void listen();
    void read(QLocalSocket* socket);

    QDBusConnection m_session;
    QString m_socket;
    QLocalServer m_server;
};

// org.freedesktop.Application, as the desktop entry specification describes it.
class ApplicationInterface : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")

public:
    using QObject::QObject;

public slots:
    void Activate(const QVariantMap& platformData);
    void Open(const QStringList& uris, const QVariantMap& platformData);
    void ActivateAction(const QString& action, const QVariantList& parameter,
                        const QVariantMap& platformData);

signals:
    void requested(const onggi::StartRequest& request);
};

} // namespace onggi
