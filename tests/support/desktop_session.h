// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A desktop's session of a test's own: its bus, a bus for assistive programs, and the folders of a
// person who logs in for the first time. All that it starts ends with it, and with a test that
// crashes. It makes no display: the test is run by with_display for that.
#pragma once

#include <memory>

#include <QDBusConnection>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

namespace onggi::test {

class DesktopSession {
public:
    enum class Display { None, X11 };

    // Its programs find this system bus. On a display they tell assistive programs of themselves.
    DesktopSession(Display display, const QString& systemBus);
    // Programs that were started here have to have ended.
    ~DesktopSession();
    DesktopSession(const DesktopSession&) = delete;
    DesktopSession& operator=(const DesktopSession&) = delete;

    // Empty if it runs; else why not.
    QString error() const { return m_error; }
    // A new connection to the bus, ended with it.
    QDBusConnection connect();

    // Of the programs of this session, in English; those that start later have what is set here.
    QProcessEnvironment& environment() { return m_environment; }
    // One of the programs that are built beside the test. To be ended by finish().
    std::unique_ptr<QProcess> startBuilt(const QString& name, const QStringList& arguments = {});
    // One of the programs of tests/support, to its end, while the event loop runs here. One that
    // does not end is made to, and keeps what it has said.
    struct Said {
        int code = -1; // 0 where it went well
        QString output;
        QString errors;
    };
    Said run(const QString& script, const QStringList& arguments);

private:
    void makeEnvironment();
    void startBus();
    void startAccessibility();

    QTemporaryDir m_directory;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QProcess m_bus;
    QString m_accessibility; // address of the bus for assistive programs
    QString m_error;
    QStringList m_connections;
};

// Asks the process to end, and makes it after a while. Whether it did so by itself.
bool finish(QProcess& process);

} // namespace onggi::test
