// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The display server is a child of the test, not of the namespace: killed with that, it would leave
// its socket and its lock in /tmp.

#include "tests/support/desktop_session.h"

#include <csignal>

#include <sys/prctl.h>

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

namespace onggi::test {
namespace {

constexpr int kLongest = 20'000; // milliseconds until something has started
constexpr int kLongestRun = 60'000;

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
    m_environment.insert("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
    if (display == Display::X11)
        startDisplay();
    if (m_error.isEmpty())
        startBus();
}

DesktopSession::~DesktopSession()
{
    for (const QString& name : std::as_const(m_connections))
        QDBusConnection::disconnectFromBus(name);
    m_bus.kill(); // unshare(1), and the namespace with it
    m_bus.waitForFinished();
    finish(m_display);
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
    for (const char* name : {"LANGUAGE", "LC_MESSAGES", "DISPLAY", "WAYLAND_DISPLAY",
                             "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION"})
        m_environment.remove(name);
    m_environment.insert("LC_ALL", "C.UTF-8");
    m_environment.insert("QT_QPA_PLATFORM", "offscreen");
    m_environment.insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.filePath("bus"));
}

void DesktopSession::startDisplay()
{
    endWithTheTest(m_display);
    m_display.setStandardErrorFile(m_directory.filePath("display-log"));
    m_display.start("Xvfb", {"-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1400x900x24"});
    QByteArray number;
    while (!number.endsWith('\n') && m_display.waitForReadyRead(kLongest))
        number += m_display.readAllStandardOutput();
    if (!number.endsWith('\n')) {
        m_error = "there is no display: " + m_display.errorString();
        return;
    }
    m_environment.insert("DISPLAY", ':' + QString::fromLatin1(number.trimmed()));
    m_environment.insert("QT_QPA_PLATFORM", "xcb");
}

void DesktopSession::startBus()
{
    endWithTheTest(m_bus);
    m_bus.setProcessEnvironment(m_environment);
    m_bus.setStandardErrorFile(m_directory.filePath("bus-log"));
    m_bus.start("unshare", {"--pid", "--fork", "--kill-child", "--mount-proc", "dbus-daemon",
                            "--session", "--nofork", "--nopidfile", "--print-address=1",
                            "--address=" + m_environment.value("DBUS_SESSION_BUS_ADDRESS")});
    if (!m_bus.waitForReadyRead(kLongest))
        m_error = "the session bus does not start: " + m_bus.errorString();
}

QDBusConnection DesktopSession::connect()
{
    m_connections << QStringLiteral("%1-%2").arg(m_directory.path()).arg(m_connections.size());
    return QDBusConnection::connectToBus(m_environment.value("DBUS_SESSION_BUS_ADDRESS"),
                                         m_connections.last());
}

std::unique_ptr<QProcess> DesktopSession::start(const QString& program,
                                                const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    endWithTheTest(*process);
    process->setProcessEnvironment(m_environment);
    process->setWorkingDirectory(m_directory.path());
    process->start(program, arguments);
    return process;
}

std::unique_ptr<QProcess> DesktopSession::startBuilt(const QString& name,
                                                     const QStringList& arguments)
{
    return start(QCoreApplication::applicationDirPath() + '/' + name, arguments);
}

DesktopSession::Said DesktopSession::run(const QString& script, const QStringList& arguments)
{
    const auto process = start(QStringLiteral(ONGGI_SUPPORT "/") + script, arguments);
    QEventLoop loop;
    QObject::connect(process.get(), &QProcess::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(kLongestRun, &loop, &QEventLoop::quit);
    if (process->state() != QProcess::NotRunning)
        loop.exec();
    if (process->state() != QProcess::NotRunning)
        return {-1, script + QStringLiteral(" does not end")};
    const QByteArray said = process->readAllStandardOutput() + process->readAllStandardError();
    return {process->exitCode(), QString::fromUtf8(said)};
}

} // namespace onggi::test
