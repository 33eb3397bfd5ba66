// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A system bus of a test's own, with a real polkitd and the built onggi-helper, both started by the
// bus when somebody calls them. Needs root, and a mount namespace of its own for polkit's fixed
// directories. A test that crashes leaves nothing of it behind.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <sys/types.h>

class PrivateBus {
public:
    struct Options {
        bool hasPolkit = true;
        bool hasHelper = true;       // installed, that is: the bus can start it
        QStringList helperArguments; // besides the directories
    };

    PrivateBus()
        : PrivateBus(Options())
    {
    }
    explicit PrivateBus(const Options& options);
    // Ends everything that this bus has started.
    ~PrivateBus();
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;

    // Empty if it runs; else why not.
    QString error() const { return m_error; }
    // As a program is told it.
    QString address() const { return QStringLiteral("unix:path=") + path("bus"); }
    QString stateDirectory() const { return path("state"); }
    // What helper and polkitd have written.
    QString log() const;

    // A new connection of a user. Ended by disconnect() of its only copy, or with the bus.
    QDBusConnection connect(uid_t uid);
    void disconnect(QDBusConnection& connection);

    // What polkit says to everybody but root from now on, by action ("org.onggi.images.pull"):
    // "YES", "NO", "AUTH_ADMIN". `others` is for all other actions of Onggi's.
    void setRules(const QString& others, const QMap<QString, QString>& results = {});

    // Process of the owner of a name; 0 if it has none.
    pid_t pidOf(const QString& name) const;
    // Ends the owner of a name and waits until the bus knows.
    void kill(const QString& name, int signal);
    // Until nobody has the name; false after some seconds.
    bool waitUntilGone(const QString& name) const;

private:
    QString path(const char* name) const;
    void write(const char* name, const QString& text) const;
    void writeConfiguration(const Options& options) const;

    QTemporaryDir m_directory;
    QProcess m_daemon;
    QString m_error;
    QStringList m_connections;
    int m_count = 0;
};
