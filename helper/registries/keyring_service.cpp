// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Each call has a short time-out of its own, and the thread that makes them is waited for with
// another one. Nothing is asked where libdbus would start a bus first.

#include "helper/registries/keyring_service.h"

#include <memory>

#include <sys/stat.h>
#include <unistd.h>

#include <QAbstractEventDispatcher>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QFile>
#include <QString>
#include <QStringList>

#include "helper/registries/keyring_thread.h"

namespace onggi {

namespace {

constexpr std::chrono::seconds kPatience{6};
constexpr int kCallMs = 2000;

// What a service says to a method; not valid: nothing.
QVariant ask(const QDBusConnection& bus, const QDBusMessage& call)
{
    const QDBusMessage reply = bus.call(call, QDBus::Block, kCallMs);
    return reply.type() == QDBusMessage::ReplyMessage ? reply.arguments().value(0) : QVariant();
}

bool isThere(const QDBusConnection& bus, const QString& service)
{
    const auto call = [](const char* method) {
        return QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
            QStringLiteral("org.freedesktop.DBus"), QLatin1String(method));
    };
    QDBusMessage hasOwner = call("NameHasOwner");
    hasOwner << service;
    return ask(bus, hasOwner).toBool() ||
           ask(bus, call("ListActivatableNames")).toStringList().contains(service);
}

KeyringState walletState(const QDBusConnection& bus, const QString& version)
{
    const QString service = QStringLiteral("org.kde.kwalletd") + version;
    if (!isThere(bus, service))
        return KeyringState::Absent;
    const auto call = [&](const char* method) {
        return QDBusMessage::createMethodCall(
            service, QStringLiteral("/modules/kwalletd") + version,
            QStringLiteral("org.kde.KWallet"), QLatin1String(method));
    };
    const QVariant wallet = ask(bus, call("networkWallet"));
    if (!wallet.isValid())
        return KeyringState::Absent;
    QDBusMessage isOpen = call("isOpen");
    isOpen << wallet.toString();
    return ask(bus, isOpen).toBool() ? KeyringState::Open : KeyringState::Locked;
}

KeyringState secretServiceState(const QDBusConnection& bus)
{
    const QString service = QStringLiteral("org.freedesktop.secrets");
    // libsecret's answers would not arrive on another one.
    const QAbstractEventDispatcher* loop = QAbstractEventDispatcher::instance();
    if (!loop || !loop->inherits("QEventDispatcherGlib") || !isThere(bus, service))
        return KeyringState::Absent;
    QDBusMessage alias = QDBusMessage::createMethodCall(
        service, QStringLiteral("/org/freedesktop/secrets"),
        QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("ReadAlias"));
    alias << QStringLiteral("default");
    const QString keyring = ask(bus, alias).value<QDBusObjectPath>().path();
    if (keyring.isEmpty() || keyring == QLatin1String("/"))
        return KeyringState::Absent;
    QDBusMessage property = QDBusMessage::createMethodCall(
        service, keyring, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    property << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    const QVariant isLocked = ask(bus, property).value<QDBusVariant>().variant();
    if (!isLocked.isValid())
        return KeyringState::Absent;
    return isLocked.toBool() ? KeyringState::Locked : KeyringState::Open;
}

// In the order in which QtKeychain chooses.
KeyringState askState()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return KeyringState::Absent;
    const QString version = qEnvironmentVariable("KDE_SESSION_VERSION");
    const bool isPlasma = qgetenv("XDG_CURRENT_DESKTOP") == "KDE" &&
                          (version == QLatin1String("5") || version == QLatin1String("6"));
    if (isPlasma) {
        if (const KeyringState state = walletState(bus, version); state != KeyringState::Absent)
            return state;
    }
    return secretServiceState(bus);
}

bool hasSessionBus()
{
    const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    if (!address.isEmpty())
        return !address.startsWith("autolaunch:");
    const QByteArray directory = qgetenv("XDG_RUNTIME_DIR");
    struct stat facts {};
    // Another user's is none, as for root that came from there.
    return !directory.isEmpty() && ::stat((directory + "/bus").constData(), &facts) == 0 &&
           S_ISSOCK(facts.st_mode) && facts.st_uid == ::geteuid();
}

} // namespace

KeyringState keyringState()
{
    if (!hasSessionBus())
        return KeyringState::Absent;
    const auto state = std::make_shared<KeyringState>(KeyringState::Absent);
    const bool isAnswered = askKeyringThread(kPatience, [state](const KeyringDone& done) {
        *state = askState();
        done();
    });
    return isAnswered ? *state : KeyringState::Absent;
}

bool canAskPerson()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

} // namespace onggi
