// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The clients that watch one object, and the only way in which signals are sent: to each of them,
// never to everybody.
#pragma once

#include <functional>
#include <map>

#include <QDBusConnection>
#include <QString>
#include <QVariantList>

#include "helper/service/idle.h"

namespace onggi {

class Watchers {
public:
    Watchers(const QDBusConnection& connection, QString path, QString interface);

    // `hold` keeps the helper as long as the client watches; may be empty.
    void add(const QString& client, std::uint32_t uid, Idle::Hold hold);
    void remove(const QString& client);
    bool isEmpty() const noexcept { return m_clients.empty(); }

    void send(const QString& signal, const QVariantList& arguments) const;
    // The arguments may be others for each user.
    void send(const QString& signal,
              const std::function<QVariantList(std::uint32_t uid)>& argumentsFor) const;

private:
    struct Client {
        std::uint32_t uid = 0;
        Idle::Hold hold;
    };
    QDBusConnection m_connection;
    QString m_path;
    QString m_interface;
    std::map<QString, Client> m_clients;
};

} // namespace onggi
