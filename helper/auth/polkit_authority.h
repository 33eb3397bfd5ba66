// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// polkit, asked over the bus: org.freedesktop.PolicyKit1.Authority (polkit's reference manual). The
// subject is always the unique name of the message's sender, never a process or a user that
// somebody names.
#pragma once

#include <QDBusConnection>
#include <QObject>

#include "helper/auth/authority.h"

namespace onggi {

class PolkitAuthority final : public QObject, public Authority {
public:
    explicit PolkitAuthority(const QDBusConnection& connection);

    void check(const Question& question, std::stop_token withdrawn,
               std::function<void(Verdict)> done) override;

    // Looks whether polkit can be had on this bus, and logs if it cannot: then everything is
    // Denied.
    void probe();

private:
    struct Pending;

    void answer(const std::shared_ptr<Pending>& pending, Verdict verdict);
    void withdraw(const std::shared_ptr<Pending>& pending);
    void logAbsence();

    QDBusConnection m_connection;
    quint64 m_lastQuestion = 0;
    bool m_isAbsenceLogged = false;
};

} // namespace onggi
