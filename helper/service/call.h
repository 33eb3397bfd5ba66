// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One method call, on its way through the helper: who makes it, its arguments, and its one answer,
// which may be given later and from any thread. A call that goes without an answer is answered with
// an error.
#pragma once

#include <cstdint>
#include <memory>

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QLatin1String>
#include <QVariantList>

#include "engine/core/error.h"
#include "helper/job/job.h"
#include "helper/service/idle.h"

namespace onggi {

class Call {
public:
    Call(const QDBusConnection& connection, const QDBusMessage& message, Idle::Hold hold);
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    const QDBusMessage& message() const noexcept { return m_message; }
    const QString& sender() const noexcept { return m_sender; }
    std::uint32_t uid() const noexcept { return m_uid; }
    void setUid(std::uint32_t uid) noexcept { m_uid = uid; }
    // What the caller was last asked to be allowed; empty where nothing had to be.
    QLatin1String action() const noexcept { return m_action; }
    void setAction(QLatin1String action) noexcept { m_action = action; }
    JobOwner owner() const { return {m_sender, m_uid}; }
    // Keeps something for as long as the call lives.
    void keep(std::shared_ptr<void> thing) { m_kept = std::move(thing); }

    // The signature has been checked before any of these is called.
    template <typename T>
    T argument(qsizetype index) const
    {
        return qdbus_cast<T>(m_message.arguments().at(index));
    }

    template <typename... Values>
    void reply(const Values&... values)
    {
        answer(m_message.createReply(QVariantList{QVariant::fromValue(values)...}));
    }
    void fail(const Error& error);
    void answer(const QDBusMessage& reply);

private:
    QDBusConnection m_connection;
    QDBusMessage m_message;
    QString m_sender;
    std::uint32_t m_uid = 0;
    QLatin1String m_action;
    Idle::Hold m_hold;
    std::shared_ptr<void> m_kept;
    std::atomic<bool> m_isAnswered = false;
};

using CallPtr = std::shared_ptr<Call>;

// Runs `work` on a thread of a pool; what it throws is the call's answer.
void answerFromThread(const CallPtr& call, std::function<void(Call&)> work);

} // namespace onggi
