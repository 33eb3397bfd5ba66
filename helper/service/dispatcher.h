// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The one door: every message that is sent to this program comes through here, introspection and
// properties included, and nothing is done or told before its sender has been found allowed.
//
// This is why no generated adaptors are used: QtDBus would answer introspection, properties and
// unknown paths by itself, to anybody. The XML files still are the only source: they are read at
// the start, and signatures are checked against them.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include <QDBusVirtualObject>

#include "helper/api/interfaces.h"
#include "helper/auth/actions.h"
#include "helper/auth/callers.h"
#include "helper/auth/gate.h"
#include "helper/service/call.h"

namespace onggi {

class JobQueue;

class Dispatcher : public QDBusVirtualObject {
public:
    // May throw Error, which is the answer then.
    using Handler = std::function<void(const CallPtr&)>;

    // All of them outlive the dispatcher.
    Dispatcher(const QDBusConnection& connection, Callers& callers, Gate& gate, Idle& idle);

    void serve(QLatin1String interface, const char* method, Handler handler);
    // Needed for rules that look at who made a job; whose a container is, by its id or name.
    void setJobs(const JobQueue& jobs) { m_jobs = &jobs; }
    void setContainerOwner(std::function<std::optional<std::uint32_t>(const QString&)> ownerOf);
    // Every call that is allowed gets this error instead of an answer.
    void refuseAll(const Error& error) { m_refusal = error; }

    // What is wrong with the tables: a method without a rule or a handler, or one that no XML file
    // states. Empty: all is well.
    QStringList gaps() const;

    // A client has left.
    void dropClient(const QString& name);

    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override;
    QString introspect(const QString& path) const override;

private:
    struct Target {
        const MethodDescription* method = nullptr;
        const MethodRule* rule = nullptr;
    };
    using Answer = std::function<void(std::optional<Error>)>;

    Target find(const QDBusMessage& message) const;
    void admit(const CallPtr& call);
    void admitUnknown(const CallPtr& call);
    void admitKnown(const CallPtr& call, const MethodRule& rule);
    void admitToJob(const CallPtr& call, const MethodRule& rule);
    QLatin1String actionFor(const Call& call, const MethodRule& rule) const;
    void ask(const CallPtr& call, QLatin1String action, Answer then);
    void run(const CallPtr& call, const MethodRule& rule);

    QDBusConnection m_connection;
    Callers& m_callers;
    Gate& m_gate;
    Idle& m_idle;
    const JobQueue* m_jobs = nullptr;
    std::function<std::optional<std::uint32_t>(const QString&)> m_containerOwner;
    std::optional<Error> m_refusal;
    std::map<const MethodRule*, Handler> m_handlers;
    std::map<QString, std::shared_ptr<int>> m_pending; // calls of each client, by use count
};

} // namespace onggi
