// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Calls block: the helper is another process.

#include "tests/support/bus_client.h"

#include <fcntl.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QDBusUnixFileDescriptor>
#include <QDeadlineTimer>
#include <QThread>

#include "helper/api/wire.h"

namespace onggi {

namespace {

QDBusUnixFileDescriptor nullDevice()
{
    const int fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    const QDBusUnixFileDescriptor handle(fd);
    close(fd);
    return handle;
}

} // namespace

QString pathOf(const QString& interface)
{
    if (interface == bus::kImages)
        return bus::kImagesPath;
    if (interface == bus::kContainers)
        return bus::kContainersPath;
    if (interface == bus::kHealth)
        return bus::kHealthPath;
    return interface == bus::kJobs ? QString(bus::kJobsPath) : bus::jobPath(1'000'000);
}

QDBusMessage callHelper(const QDBusConnection& connection, const QString& interface,
                        const QString& method, const QVariantList& arguments, const QString& path)
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        bus::kService, path.isEmpty() ? pathOf(interface) : path, interface, method);
    call.setArguments(arguments);
    return connection.call(call, QDBus::Block, 20'000);
}

QVariantList argumentsFor(const QString& signature)
{
    QVariantList arguments;
    for (QStringView rest = signature; !rest.isEmpty();) {
        const auto take = [&rest](QLatin1String type) {
            if (!rest.startsWith(type))
                return false;
            rest = rest.mid(type.size());
            return true;
        };
        if (take(QLatin1String("t")))
            arguments.append(1ULL);
        else if (take(QLatin1String("u")))
            arguments.append(1U);
        else if (take(QLatin1String("s")))
            arguments.append(QStringLiteral("localhost/x:1"));
        else if (take(QLatin1String("h")))
            arguments.append(QVariant::fromValue(nullDevice()));
        else if (take(QLatin1String("a{sv}")))
            arguments.append(QVariantMap());
        else if (take(QLatin1String("aay")))
            arguments.append(QVariant::fromValue(wire::ByteStrings{QByteArray("true")}));
        else if (take(QLatin1String("a(tas)")))
            arguments.append(QVariant::fromValue(wire::SaveItems()));
        else if (take(QLatin1String("a(tsasatt)")))
            arguments.append(QVariant::fromValue(wire::PlanItems()));
        else
            qFatal("no value for %s", qPrintable(rest.toString()));
    }
    return arguments;
}

QString errorOf(const QDBusMessage& reply)
{
    return reply.type() == QDBusMessage::ErrorMessage
               ? reply.errorName().section(QLatin1Char('.'), -1)
               : QString();
}

SignalBook::SignalBook(const QDBusConnection& connection, const QString& path,
                       const QString& interface, const QStringList& names)
{
    for (const QString& name : names)
        QDBusConnection(connection)
            .connect(QString(), path, interface, name, this, SLOT(note(QDBusMessage)));
}

int SignalBook::count(const char* name) const
{
    return static_cast<int>(std::ranges::count_if(all, [name](const QDBusMessage& message) {
        return message.member() == QLatin1String(name);
    }));
}

QVariantList SignalBook::last(const char* name) const
{
    for (auto message = all.rbegin(); message != all.rend(); ++message) {
        if (message->member() == QLatin1String(name))
            return message->arguments();
    }
    return {};
}

JobEnd finishJob(const QDBusConnection& connection, const QDBusMessage& made)
{
    if (made.type() == QDBusMessage::ErrorMessage)
        return {QStringLiteral("refused"), errorOf(made), made.errorMessage(), {}};
    const QString path = made.arguments().value(0).value<QDBusObjectPath>().path();
    const SignalBook book(connection, path, bus::kJob, {QStringLiteral("Ended")});
    const QDBusMessage started =
        callHelper(connection, bus::kJob, QStringLiteral("Start"), {}, path);
    if (started.type() == QDBusMessage::ErrorMessage)
        return {QStringLiteral("refused"), errorOf(started), started.errorMessage(), {}};
    const QDeadlineTimer deadline(60'000);
    while (book.all.isEmpty() && !deadline.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
        QThread::msleep(1);
    }
    const QVariantList end = book.last("Ended");
    return {end.value(0).toString(), end.value(1).toString().section(QLatin1Char('.'), -1),
            qdbus_cast<wire::Failure>(end.value(2)).message, qdbus_cast<QVariantMap>(end.value(3))};
}

} // namespace onggi
