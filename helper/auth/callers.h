// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The clients on the bus: whose they are, as the bus itself knows it, and when they leave. A unique
// name is never given out twice, so what is known of one stays true.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QObject>
#include <QString>

namespace onggi {

class Callers : public QObject {
public:
    // `onGone` is called for every client that was looked up and has left.
    Callers(const QDBusConnection& connection, std::function<void(const QString& name)> onGone);

    // Calls `done` with the user's id; with nothing if the client has gone. At once where it is
    // known.
    void lookUp(const QString& name, std::function<void(std::optional<std::uint32_t>)> done);
    // Whether a client that was looked up has not left since.
    bool isHere(const QString& name) const { return m_users.contains(name); }

private:
    using Waiting = std::vector<std::function<void(std::optional<std::uint32_t>)>>;

    void found(const QString& name, std::optional<std::uint32_t> uid);
    void gone(const QString& name);

    QDBusConnection m_connection;
    std::function<void(const QString&)> m_onGone;
    QDBusServiceWatcher m_watcher;
    std::map<QString, std::uint32_t> m_users;
    std::map<QString, Waiting> m_waiting;
};

} // namespace onggi
