// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The watch is set before the question, so that a client that leaves in between is not kept for
// ever.

#include "helper/auth/callers.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace onggi {

Callers::Callers(const QDBusConnection& connection, std::function<void(const QString&)> onGone)
    : m_connection(connection)
    , m_onGone(std::move(onGone))
{
    m_watcher.setConnection(m_connection);
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this,
            [this](const QString& name) { gone(name); });
}

void Callers::lookUp(const QString& name, std::function<void(std::optional<std::uint32_t>)> done)
{
    const auto known = m_users.find(name);
    if (known != m_users.end()) {
        done(known->second);
        return;
    }
    Waiting& waiting = m_waiting[name];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1)
        return;
    m_watcher.addWatchedService(name);
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("GetConnectionUnixUser"));
    call << name;
    auto* watcher = new QDBusPendingCallWatcher(m_connection.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, name] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError())
            found(name, std::nullopt);
        else
            found(name, reply.value());
    });
}

void Callers::found(const QString& name, std::optional<std::uint32_t> uid)
{
    const auto waiting = m_waiting.find(name);
    if (waiting == m_waiting.end())
        return; // gone() was faster
    const Waiting answers = std::move(waiting->second);
    m_waiting.erase(waiting);
    if (uid)
        m_users.emplace(name, *uid);
    else
        m_watcher.removeWatchedService(name);
    for (const auto& answer : answers)
        answer(uid);
}

void Callers::gone(const QString& name)
{
    m_watcher.removeWatchedService(name);
    m_users.erase(name);
    found(name, std::nullopt);
    m_onGone(name);
}

} // namespace onggi
