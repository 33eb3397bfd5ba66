// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Everything but a clear yes is a no: an error, a reply of another shape, polkit that is missing or
// dies.

#include "helper/auth/polkit_authority.h"

#include <limits>
#include <map>
#include <mutex>
#include <utility>

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include "engine/core/log.h"
#include "engine/core/printable.h"

namespace onggi {

namespace {

struct PolkitSubject {
    QString kind;
    QVariantMap details;
};

struct PolkitResult {
    bool isAuthorized = false;
    bool isChallenge = false;
    QMap<QString, QString> details;
};

QDBusArgument& operator<<(QDBusArgument& out, const PolkitSubject& subject)
{
    out.beginStructure();
    out << subject.kind << subject.details;
    out.endStructure();
    return out;
}

const QDBusArgument& operator>>(const QDBusArgument& in, PolkitSubject& subject)
{
    in.beginStructure();
    in >> subject.kind >> subject.details;
    in.endStructure();
    return in;
}

QDBusArgument& operator<<(QDBusArgument& out, const PolkitResult& result)
{
    out.beginStructure();
    out << result.isAuthorized << result.isChallenge << result.details;
    out.endStructure();
    return out;
}

const QDBusArgument& operator>>(const QDBusArgument& in, PolkitResult& result)
{
    in.beginStructure();
    in >> result.isAuthorized >> result.isChallenge >> result.details;
    in.endStructure();
    return in;
}

} // namespace

} // namespace onggi

Q_DECLARE_METATYPE(onggi::PolkitSubject)
Q_DECLARE_METATYPE(onggi::PolkitResult)

namespace onggi {

namespace {

constexpr QLatin1String kService{"org.freedesktop.PolicyKit1"};
constexpr QLatin1String kPath{"/org/freedesktop/PolicyKit1/Authority"};
constexpr QLatin1String kInterface{"org.freedesktop.PolicyKit1.Authority"};
constexpr QLatin1String kDismissed{"polkit.dismissed"};
constexpr uint kAllowUserInteraction = 1;
constexpr qsizetype kMaxShown = 120;
constexpr int kQuickTimeout = 25'000;

void registerTypes()
{
    static std::once_flag once;
    std::call_once(once, [] {
        qDBusRegisterMetaType<PolkitSubject>();
        qDBusRegisterMetaType<PolkitResult>();
        qDBusRegisterMetaType<QMap<QString, QString>>();
    });
}

// One line, without control characters, not longer than a dialog shows.
QString shown(const QString& subject)
{
    QString text = QString::fromStdString(printable(subject.toStdString()));
    if (text.size() > kMaxShown)
        text = text.left(kMaxShown - 1) + QChar(0x2026);
    return text;
}

Verdict verdictOf(const QDBusMessage& reply)
{
    if (reply.type() != QDBusMessage::ReplyMessage ||
        reply.signature() != QLatin1String("(bba{ss})"))
        return Verdict::Denied;
    const auto result = qdbus_cast<PolkitResult>(reply.arguments().at(0));
    if (result.isAuthorized)
        return Verdict::Granted;
    if (result.details.contains(kDismissed))
        return Verdict::Dismissed;
    return result.isChallenge ? Verdict::Challenge : Verdict::Denied;
}

} // namespace

struct PolkitAuthority::Pending {
    std::function<void(Verdict)> done; // empty once it has been called
    QString cancellation;
    std::optional<std::stop_callback<std::function<void()>>> onStop;
};

PolkitAuthority::PolkitAuthority(const QDBusConnection& connection)
    : m_connection(connection)
{
    registerTypes();
}

void PolkitAuthority::check(const Question& question, std::stop_token withdrawn,
                            std::function<void(Verdict)> done)
{
    auto pending = std::make_shared<Pending>();
    pending->done = std::move(done);
    if (question.mayAsk)
        pending->cancellation = QStringLiteral("onggi-%1").arg(++m_lastQuestion);

    const PolkitSubject subject{QStringLiteral("system-bus-name"),
                                {{QStringLiteral("name"), question.caller}}};
    QMap<QString, QString> details;
    if (!question.subject.isEmpty())
        details.insert(QStringLiteral("subject"), shown(question.subject));
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface,
                                                       QStringLiteral("CheckAuthorization"));
    call << QVariant::fromValue(subject) << question.action << QVariant::fromValue(details)
         << (question.mayAsk ? kAllowUserInteraction : 0U) << pending->cancellation;

    // Whoever is asked takes the time that it takes.
    const int timeout = question.mayAsk ? std::numeric_limits<int>::max() : kQuickTimeout;
    auto* watcher = new QDBusPendingCallWatcher(m_connection.asyncCall(call, timeout), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, pending] {
        watcher->deleteLater();
        const QDBusMessage reply = watcher->reply();
        if (reply.type() == QDBusMessage::ErrorMessage) {
            if (reply.errorName() == QDBusError::errorString(QDBusError::ServiceUnknown))
                logAbsence();
            else
                log(LogLevel::Warning, "auth.error",
                    {{"error", reply.errorName().toStdString()},
                     {"message", reply.errorMessage().toStdString()}});
        }
        answer(pending, verdictOf(reply));
    });
    if (withdrawn.stop_possible())
        pending->onStop.emplace(std::move(withdrawn), [this, weak = std::weak_ptr(pending)] {
            // From here the callback must not be destroyed while it runs.
            QMetaObject::invokeMethod(
                this,
                [this, weak] {
                    if (const auto asked = weak.lock())
                        withdraw(asked);
                },
                Qt::QueuedConnection);
        });
}

void PolkitAuthority::answer(const std::shared_ptr<Pending>& pending, Verdict verdict)
{
    pending->onStop.reset();
    if (const auto done = std::exchange(pending->done, nullptr))
        done(verdict);
}

void PolkitAuthority::withdraw(const std::shared_ptr<Pending>& pending)
{
    if (!pending->done)
        return;
    if (!pending->cancellation.isEmpty()) {
        QDBusMessage call = QDBusMessage::createMethodCall(
            kService, kPath, kInterface, QStringLiteral("CancelCheckAuthorization"));
        call << pending->cancellation;
        m_connection.send(call);
    }
    answer(pending, Verdict::Denied);
}

void PolkitAuthority::probe()
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("StartServiceByName"));
    call << QString(kService) << 0U;
    auto* watcher = new QDBusPendingCallWatcher(m_connection.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->isError())
            logAbsence();
    });
}

void PolkitAuthority::logAbsence()
{
    if (std::exchange(m_isAbsenceLogged, true))
        return;
    log(LogLevel::Warning, "auth.no-polkit",
        {{"effect", "there is no polkit on this bus: only root is served"}});
}

} // namespace onggi
