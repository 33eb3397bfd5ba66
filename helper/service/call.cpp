// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a call is answered, once.

#include "helper/service/call.h"

#include <QThreadPool>

#include "engine/core/log.h"
#include "helper/api/error_names.h"

namespace onggi {

namespace {

// A thread waits for a disk, or for a container's turn, more than for a processor. With one for
// each processor, two containers that end while they are committed would hold up everybody.
constexpr int kThreads = 32;

QThreadPool* threads()
{
    static QThreadPool* const pool = [] {
        QThreadPool* const global = QThreadPool::globalInstance();
        global->setMaxThreadCount(kThreads);
        return global;
    }();
    return pool;
}

} // namespace

Call::Call(const QDBusConnection& connection, const QDBusMessage& message, Idle::Hold hold)
    : m_connection(connection)
    , m_message(message)
    , m_sender(message.service())
    , m_hold(std::move(hold))
{
}

Call::~Call()
{
    if (!m_isAnswered)
        fail(Error(Code::SystemIo, m_message.member().toStdString(), "it was given up"));
}

void Call::fail(const Error& error)
{
    answer(errorReply(m_message, error));
}

void Call::answer(const QDBusMessage& reply)
{
    if (m_isAnswered.exchange(true) || !m_message.isReplyRequired())
        return;
    m_connection.send(reply);
}

void answerFromThread(const CallPtr& call, std::function<void(Call&)> work)
{
    threads()->start([call, work = std::move(work)] {
        try {
            work(*call);
        } catch (const Error& error) {
            call->fail(error);
        } catch (const std::exception& error) {
            call->fail(Error(Code::SystemIo, call->message().member().toStdString(), error.what()));
        }
    });
}

} // namespace onggi
