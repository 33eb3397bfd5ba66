// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/desktop_session.h"

#include <csignal>

#include <sys/prctl.h>

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

namespace onggi::test {
namespace {

constexpr int kLongest = 30'000;    // milliseconds until something has started
constexpr int kLongestRun = 40'000; // more than the programs of tests/support give themselves

// A test that crashes takes them along.
void endWithTheTest(QProcess& process)
{
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
}

} // namespace

bool finish(QProcess& process)
{
    process.terminate();
    if (process.state() == QProcess::NotRunning || process.waitForFinished(kLongest))
        return true;
    process.kill();
    process.waitForFinished();
    return false;
}

DesktopSession::DesktopSession(Display display, const QString& systemBus)
{
    makeEnvironment();
    m_environment.insert("DBUS_SYSTEM_BUS_ADDRESS", systemBus);
    if (display == Display::None) {
        m_environment.insert("QT_QPA_PLATFORM", "offscreen");
        m_environment.remove("DISPLAY");
    } else if (m_environment.value("DISPLAY").isEmpty()) {
        m_error = "there is no display: tests/support/with_display runs a test on one";
        return;
    }
    startBus();
    if (m_error.isEmpty() && display == Display::X11)
        startAccessibility();
}

DesktopSession::~DesktopSession()
{
    for (const QString& name : std::as_const(m_connections))
        QDBusConnection::disconnectFromBus(name);
    finish(m_bus);
}

void DesktopSession::makeEnvironment()
{
    const QDir home(m_directory.path());
    m_environment.insert("HOME", home.path());
    for (const char* name : {"RUNTIME_DIR", "CONFIG_HOME", "DATA_HOME", "CACHE_HOME"}) {
        home.mkdir(name);
        QFile::setPermissions(home.filePath(name),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        m_environment.insert(QStringLiteral("XDG_") + name, home.filePath(name));
    }
    for (const char* name :
         {"LANGUAGE", "LC_MESSAGES", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION"})
        m_environment.remove(name);
    m_environment.insert("LC_ALL", "C.UTF-8");
    m_environment.insert("GSETTINGS_BACKEND", "memory");
    m_environment.insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.filePath("bus"));
}

void DesktopSession::startBus()
{
    m_bus.setProcessEnvironment(m_environment);
    m_bus.setStandardErrorFile(m_directory.filePath("bus-log"));
    m_bus.start(QStringLiteral(ONGGI_SUPPORT "/ends_together"),
                {m_directory.path(), "dbus-daemon", "--session", "--nofork", "--nopidfile",
                 "--print-address=1",
                 "--address=" + m_environment.value("DBUS_SESSION_BUS_ADDRESS")});
    if (!m_bus.waitForReadyRead(kLongest))
        m_error = "the session bus does not start: " + m_bus.errorString();
}

// The programs of tests/support are told the address: asked for, it could be that of the last
// session on the display, which is written on its root window.
void DesktopSession::startAccessibility()
{
    const QDBusReply<QString> address =
        connect().call(QDBusMessage::createMethodCall("org.a11y.Bus", "/org/a11y/bus",
                                                      "org.a11y.Bus", "GetAddress"),
                       QDBus::Block, kLongest);
    if (!address.isValid())
        m_error = "there is no bus for assistive programs: " + address.error().message();
    m_accessibility = address.value();
    m_environment.insert("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
}

QDBusConnection DesktopSession::connect()
{
    m_connections << QStringLiteral("%1-%2").arg(m_directory.path()).arg(m_connections.size());
    return QDBusConnection::connectToBus(m_environment.value("DBUS_SESSION_BUS_ADDRESS"),
                                         m_connections.last());
}

std::unique_ptr<QProcess> DesktopSession::startBuilt(const QString& name,
                                                     const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    endWithTheTest(*process);
    process->setProcessEnvironment(m_environment);
    process->setWorkingDirectory(m_directory.path());
    process->start(QCoreApplication::applicationDirPath() + '/' + name, arguments);
    return process;
}

DesktopSession::Said DesktopSession::run(const QString& script, const QStringList& arguments)
{
    QProcess process;
    endWithTheTest(process);
    QProcessEnvironment environment = m_environment;
    environment.insert("AT_SPI_BUS_ADDRESS", m_accessibility); // Qt's programs would not take it
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(ONGGI_SUPPORT "/") + script, arguments);
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(kLongestRun, &loop, &QEventLoop::quit);
    if (process.state() != QProcess::NotRunning)
        loop.exec();
    const bool hasEnded = process.state() == QProcess::NotRunning;
    if (!hasEnded) {
        process.kill();
        process.waitForFinished();
    }
    return {hasEnded ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError()) +
                (hasEnded ? QString() : script + QStringLiteral(" did not end"))};
}

} // namespace onggi::test
