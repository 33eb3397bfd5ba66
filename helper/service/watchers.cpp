// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A targeted signal for each.

#include "helper/service/watchers.h"

#include <QDBusMessage>

namespace onggi {

Watchers::Watchers(const QDBusConnection& connection, QString path, QString interface)
    : m_connection(connection)
    , m_path(std::move(path))
    , m_interface(std::move(interface))
{
}

void Watchers::add(const QString& client, std::uint32_t uid, Idle::Hold hold)
{
    m_clients[client] = {uid, std::move(hold)};
}

void Watchers::remove(const QString& client)
{
    m_clients.erase(client);
}

void Watchers::send(const QString& signal, const QVariantList& arguments) const
{
    send(signal, [&arguments](std::uint32_t) { return arguments; });
}

void Watchers::send(const QString& signal,
                    const std::function<QVariantList(std::uint32_t)>& argumentsFor) const
{
    for (const auto& [name, client] : m_clients) {
        QDBusMessage message =
            QDBusMessage::createTargetedSignal(name, m_path, m_interface, signal);
        message.setArguments(argumentsFor(client.uid));
        m_connection.send(message);
    }
}

} // namespace onggi
