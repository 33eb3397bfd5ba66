// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// On the bus the daemon decides who is first. With the socket, whoever can connect is not the
// first; what two do that start in the same moment is decided by who listens last, and both show a
// window.

#include "gui/single_instance.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDataStream>
#include <QLocalSocket>
#include <QUrl>

namespace onggi {
namespace {

constexpr QLatin1String kName{"org.onggi.Onggi"};
constexpr QLatin1String kPath{"/org/onggi/Onggi"};
constexpr QLatin1String kInterface{"org.freedesktop.Application"};
constexpr uint kDoNotQueue = 4;
constexpr int kPatience = 5'000; // milliseconds: somebody waits for the window
constexpr uint kPrimaryOwner = 1;
constexpr uint kAlreadyOwner = 4;
constexpr qint64 kLongestRequest = 1 << 20;

// A Wayland compositor raises only the window of whoever has the token of what the person did. The
// second instance was given it; Qt looks for it in the environment when a window is activated.
constexpr const char* kTokenVariable = "XDG_ACTIVATION_TOKEN";
constexpr QLatin1String kToken{"activation-token"};

QVariantMap platformData()
{
    const QString token = qEnvironmentVariable(kTokenVariable);
    return token.isEmpty() ? QVariantMap() : QVariantMap{{kToken, token}};
}

void takeToken(const QVariantMap& platformData)
{
    if (const QString token = platformData.value(kToken).toString(); !token.isEmpty())
        qputenv(kTokenVariable, token.toUtf8());
}

} // namespace

SingleInstance::SingleInstance(QDBusConnection session, QString socketDirectory, QObject* parent)
    : QObject(parent)
    , m_session(std::move(session))
    , m_socket(std::move(socketDirectory) + QStringLiteral("/onggi.socket"))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* socket = m_server.nextPendingConnection())
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
    });
}

void SingleInstance::start(const StartRequest& request)
{
    if (m_session.isConnected())
        takeName(request);
    else
        trySocket(request);
}

void SingleInstance::takeName(const StartRequest& request)
{
    // Exported before the name is taken: whoever finds the name finds the object.
    auto* interface = new ApplicationInterface(this);
    connect(interface, &ApplicationInterface::requested, this, &SingleInstance::requested);
    m_session.registerObject(kPath, interface, QDBusConnection::ExportAllSlots);

    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("RequestName"));
    call << QString(kName) << kDoNotQueue;
    auto* watcher = new QDBusPendingCallWatcher(m_session.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, request, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError() || reply.value() == kPrimaryOwner || reply.value() == kAlreadyOwner)
            emit becameFirst(); // a bus that gives no names has no other instance either
        else
            callFirst(request);
    });
}

void SingleInstance::callFirst(const StartRequest& request)
{
    const bool isShow = request.kind == StartRequest::Kind::Show;
    QDBusMessage call = QDBusMessage::createMethodCall(kName, kPath, kInterface,
                                                       isShow ? QStringLiteral("Activate")
                                                       : request.kind == StartRequest::Kind::Open
                                                           ? QStringLiteral("Open")
                                                           : QStringLiteral("ActivateAction"));
    if (request.kind == StartRequest::Kind::Open) {
        QStringList uris;
        for (const QString& path : request.subjects)
            uris << QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded);
        call << uris;
    } else if (!isShow) {
        call << QStringLiteral("pull") << QVariantList{request.subjects.first()};
    }
    call << platformData();
    auto* watcher = new QDBusPendingCallWatcher(m_session.asyncCall(call, kPatience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->isError())
            emit becameFirst(); // it does not answer: better two windows than none
        else
            emit handedOver();
    });
}

void SingleInstance::trySocket(const StartRequest& request)
{
    auto* socket = new QLocalSocket(this);
    connect(socket, &QLocalSocket::connected, this, [this, socket, request] {
        QDataStream stream(socket);
        stream.setVersion(QDataStream::Qt_6_4);
        stream << request.words();
        connect(socket, &QLocalSocket::disconnected, this, &SingleInstance::handedOver);
        socket->disconnectFromServer(); // after what was written
    });
    connect(socket, &QLocalSocket::errorOccurred, this, [this, socket] {
        socket->deleteLater();
        listen();
    });
    socket->connectToServer(m_socket);
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_socket); // nobody answers there
    m_server.listen(m_socket);
    emit becameFirst();
}

void SingleInstance::read(QLocalSocket* socket)
{
    if (socket->bytesAvailable() > kLongestRequest) {
        socket->deleteLater();
        return;
    }
    QDataStream stream(socket);
    stream.setVersion(QDataStream::Qt_6_4);
    stream.startTransaction();
    QStringList words;
    stream >> words;
    if (!stream.commitTransaction())
        return; // the rest is on its way
    socket->deleteLater();
    if (const auto request = StartRequest::fromWords(words))
        emit requested(*request);
}

void ApplicationInterface::Activate(const QVariantMap& platformData)
{
    takeToken(platformData);
    emit requested({});
}

void ApplicationInterface::Open(const QStringList& uris, const QVariantMap& platformData)
{
    takeToken(platformData);
    if (const auto request = StartRequest::parse(uris, QStringLiteral("/"));
        request && request->kind == StartRequest::Kind::Open)
        emit requested(*request);
}

void ApplicationInterface::ActivateAction(const QString& action, const QVariantList& parameter,
                                          const QVariantMap& platformData)
{
    takeToken(platformData);
    if (const auto request = StartRequest::fromWords({action, parameter.value(0).toString()}))
        emit requested(*request);
}

} // namespace onggi
