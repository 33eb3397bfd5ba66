// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// polkitd looks in fixed directories: the bus runs in a mount namespace in which ours lie over
// them, and what it starts runs there too.

#include "tests/support/private_bus.h"

#include <csignal>

#include <sys/stat.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QDBusConnectionInterface>
#include <QDBusReply>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QThread>

namespace {

constexpr auto kPolkit = "org.freedesktop.PolicyKit1";

constexpr auto kStart = R"(
set -e
mount --bind "$1/actions" /usr/share/polkit-1/actions
mount --bind "$1/rules" /etc/polkit-1/rules.d
exec dbus-daemon --config-file="$1/bus.conf" --nofork --nopidfile --print-address=1
)";

// A zombie has ended; how soon it is reaped is up to whichever process inherits it.
bool isAlive(pid_t pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray line = file.readAll();
    return line.mid(line.lastIndexOf(')') + 2, 1) != "Z";
}

QString contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString service(const char* name, const QString& command)
{
    return QStringLiteral("[D-BUS Service]\nName=%1\nExec=%2\nUser=root\n")
        .arg(QLatin1String(name), command);
}

} // namespace

PrivateBus::PrivateBus(const Options& options)
    : m_directory(QStringLiteral("/tmp/onggi-bus.XXXXXX"))
{
    writeConfiguration(options);
    if (options.hasPolkit)
        setRules(QStringLiteral("YES"));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"), address());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    m_daemon.setProcessEnvironment(environment);
    m_daemon.setStandardErrorFile(path("log"));
    m_daemon.start(QStringLiteral(ONGGI_SUPPORT "/ends_together"),
                   {m_directory.path(), QStringLiteral("unshare"), QStringLiteral("--mount"),
                    QStringLiteral("--propagation"), QStringLiteral("slave"),
                    QStringLiteral("bash"), QStringLiteral("-c"), QString::fromUtf8(kStart),
                    QStringLiteral("bash"), m_directory.path()});
    if (!m_daemon.waitForReadyRead(30'000))
        m_error = QStringLiteral("the bus does not start: ") + log();
}

PrivateBus::~PrivateBus()
{
    if (m_error.isEmpty()) {
        for (const char* name : {"org.onggi.Helper1", kPolkit}) {
            if (pidOf(QLatin1String(name)) != 0)
                kill(QLatin1String(name), SIGTERM);
        }
    }
    for (const QString& name : std::as_const(m_connections))
        QDBusConnection::disconnectFromBus(name);
    m_daemon.terminate();
    if (!m_daemon.waitForFinished(20'000)) {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
}

QString PrivateBus::path(const char* name) const
{
    return m_directory.filePath(QLatin1String(name));
}

void PrivateBus::write(const char* name, const QString& text) const
{
    QFile file(path(name));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(text.toUtf8());
    file.close();
    chmod(path(name).toLocal8Bit().constData(), 0644);
}

QString PrivateBus::log() const
{
    return contentsOf(path("log"));
}

void PrivateBus::writeConfiguration(const Options& options) const
{
    const QDir root(m_directory.path());
    for (const char* directory : {"services", "actions", "rules", "policies", "run", "state"}) {
        root.mkdir(QLatin1String(directory));
        chmod(path(directory).toLocal8Bit().constData(), 0755);
    }
    chmod(m_directory.path().toLocal8Bit().constData(), 0755);
    const QString packaging = QStringLiteral(ONGGI_PACKAGING);
    write("bus.conf", contentsOf(packaging + QStringLiteral("/lib/bus.conf.in"))
                          .replace(QStringLiteral("@DIRECTORY@"), m_directory.path()));
    write("policies/org.onggi.Helper1.conf",
          contentsOf(packaging + QStringLiteral("/dbus/org.onggi.Helper1.conf")));
    const QString helper = QCoreApplication::applicationDirPath() + QStringLiteral("/onggi-helper");
    QStringList command{helper, QStringLiteral("--state"), path("state"),
                        QStringLiteral("--runtime"), path("run")};
    command += options.helperArguments;
    if (options.hasHelper) {
        write("services/org.onggi.Helper1.service",
              service("org.onggi.Helper1", command.join(QLatin1Char(' '))));
    }
    if (options.hasPolkit) {
        write("services/org.freedesktop.PolicyKit1.service",
              service(kPolkit, QStringLiteral("/usr/lib/polkit-1/polkitd --no-debug")));
        QFile::copy(packaging + QStringLiteral("/polkit/org.onggi.policy"),
                    path("actions/org.onggi.policy"));
        QFile::copy(QStringLiteral("/usr/share/polkit-1/actions/org.freedesktop.policykit.policy"),
                    path("actions/org.freedesktop.policykit.policy"));
        chmod(path("actions/org.onggi.policy").toLocal8Bit().constData(), 0644);
    }
}

QDBusConnection PrivateBus::connect(uid_t uid)
{
    const QString name = QStringLiteral("%1-%2").arg(m_directory.path()).arg(++m_count);
    m_connections.append(name);
    // The bus takes the effective user of whoever connects.
    if (seteuid(uid) != 0)
        qFatal("seteuid");
    QDBusConnection connection = QDBusConnection::connectToBus(address(), name);
    if (seteuid(0) != 0)
        qFatal("seteuid");
    return connection;
}

void PrivateBus::disconnect(QDBusConnection& connection)
{
    const QString name = connection.name();
    m_connections.removeAll(name);
    // It is open for as long as anybody holds it.
    connection = QDBusConnection(QString());
    QDBusConnection::disconnectFromBus(name);
}

void PrivateBus::setRules(const QString& others, const QMap<QString, QString>& results)
{
    QString rules = QStringLiteral("polkit.addRule(function (action, subject) {\n"
                                   "    if (subject.user == \"root\" || "
                                   "action.id.indexOf(\"org.onggi.\") != 0)\n"
                                   "        return polkit.Result.NOT_HANDLED;\n");
    for (auto result = results.begin(); result != results.end(); ++result)
        rules += QStringLiteral("    if (action.id == \"%1\") return polkit.Result.%2;\n")
                     .arg(result.key(), result.value());
    rules += QStringLiteral("    return polkit.Result.%1;\n});\n").arg(others);
    // Who is an administrator, for those that are asked.
    rules += QStringLiteral("polkit.addAdminRule(function () { return [\"unix-user:0\"]; });\n");
    write("rules/10-test.rules", rules);
    // It looks again when it starts, and the bus starts it for the next question.
    if (m_daemon.state() == QProcess::Running && pidOf(QLatin1String(kPolkit)) != 0)
        kill(QLatin1String(kPolkit), SIGTERM);
}

pid_t PrivateBus::pidOf(const QString& name) const
{
    QDBusConnection connection =
        QDBusConnection::connectToBus(address(), QStringLiteral("onggi-pid"));
    const QDBusReply<uint> pid = connection.interface()->servicePid(name);
    const pid_t number = pid.isValid() ? static_cast<pid_t>(pid.value()) : 0;
    QDBusConnection::disconnectFromBus(QStringLiteral("onggi-pid"));
    return number;
}

void PrivateBus::kill(const QString& name, int signal)
{
    const pid_t pid = pidOf(name);
    if (pid == 0)
        return;
    ::kill(pid, signal);
    waitUntilGone(name);
    const QDeadlineTimer deadline(10'000);
    while (isAlive(pid) && !deadline.hasExpired())
        QThread::msleep(5);
}

bool PrivateBus::waitUntilGone(const QString& name) const
{
    const QDeadlineTimer deadline(15'000);
    while (pidOf(name) != 0) {
        if (deadline.hasExpired())
            return false;
        QThread::msleep(10);
    }
    return true;
}
