// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A real gnome-keyring-daemon in a session of a test's own, with one open keyring that programs of
// the session take by default. It ends with this, and with a test that crashes. ONGGI_SUPPORT has
// to be defined.
#pragma once

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>
#include <QDir>
#include <QFile>
#include <QMap>

#include "tests/support/desktop_session.h"

namespace onggi::test {

class KeyringDaemon {
public:
    static constexpr const char* kName = "org.freedesktop.secrets";

    // The session must outlive this. Started, not waited for: see isOpen().
    explicit KeyringDaemon(DesktopSession& session)
        : m_bus(session.connect())
    {
        const QProcessEnvironment& environment = session.environment();
        const QDir data(environment.value("XDG_DATA_HOME"));
        data.mkdir("keyrings");
        QFile choice(data.filePath("keyrings/default"));
        if (choice.open(QIODevice::WriteOnly))
            choice.write("login");
        choice.close();
        // The installed one has a capability that some containers do not let programs have.
        const QString home = environment.value("HOME");
        const QString program = home + QStringLiteral("/gnome-keyring-daemon");
        QFile::copy(QStringLiteral("/usr/bin/gnome-keyring-daemon"), program);
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(ONGGI_SUPPORT "/ends_together"),
                        {home, program, "--foreground", "--unlock", "--components=secrets"});
        m_process.write("password of the keyring");
        m_process.closeWriteChannel();
    }
    ~KeyringDaemon() { finish(m_process); }
    KeyringDaemon(const KeyringDaemon&) = delete;
    KeyringDaemon& operator=(const KeyringDaemon&) = delete;

    // Looked at without having the bus start another one.
    bool isOpen() const
    {
        if (pid() == 0)
            return false;
        const QVariantList told =
            ask("Get", kKeyring, "org.freedesktop.DBus.Properties",
                {QString("org.freedesktop.Secret.Collection"), QString("Locked")});
        return told.value(0).value<QDBusVariant>().variant() == QVariant(false);
    }
    bool lock() const
    {
        const QList<QDBusObjectPath> keyrings{QDBusObjectPath(kKeyring)};
        ask("Lock", kService, kInterface, {QVariant::fromValue(keyrings)});
        return !isOpen();
    }
    // How many secrets it has of a service; -1: it does not say.
    qsizetype count(const QString& service) const
    {
        qDBusRegisterMetaType<QMap<QString, QString>>();
        const QMap<QString, QString> attributes{{"server", service}};
        const QVariantList found =
            ask("SearchItems", kService, kInterface, {QVariant::fromValue(attributes)});
        return found.size() == 2 ? qdbus_cast<QList<QDBusObjectPath>>(found[0]).size() +
                                       qdbus_cast<QList<QDBusObjectPath>>(found[1]).size()
                                 : -1;
    }
    // 0: it is not on the bus.
    pid_t pid() const
    {
        const QDBusReply<uint> pid = m_bus.interface()->servicePid(kName);
        return pid.isValid() ? static_cast<pid_t>(pid.value()) : 0;
    }

private:
    static constexpr const char* kService = "/org/freedesktop/secrets";
    static constexpr const char* kInterface = "org.freedesktop.Secret.Service";
    static constexpr const char* kKeyring = "/org/freedesktop/secrets/collection/login";

    QVariantList ask(const char* method, const char* path, const char* interface,
                     const QVariantList& arguments) const
    {
        QDBusMessage call = QDBusMessage::createMethodCall(kName, path, interface, method);
        call.setArguments(arguments);
        const QDBusMessage reply = m_bus.call(call, QDBus::Block, 10'000);
        return reply.type() == QDBusMessage::ReplyMessage ? reply.arguments() : QVariantList();
    }

    QDBusConnection m_bus;
    QProcess m_process;
};

} // namespace onggi::test
