// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The three ends that a container in the foreground has, in any order: of the job that starts it,
// of its streams, and its own. The last one gives the exit code; output that was written before is
// all shown.

#include "helper/ctl/attached.h"

#include <csignal>

#include <QTimer>

#include <unistd.h>

#include "containers_interface.h"
#include "helper/api/names.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"
#include "job_interface.h"

namespace onggi::ctl {

namespace {

// How long the streams may stay open after the container's end: a moment, until what was written is
// here.
constexpr int kStreamsGraceMs = 3000;

// Takes signals for a container that runs.
class SignalsToContainer {
public:
    SignalsToContainer(Session& session, const QString& container, bool hasTerminal)
        : m_session(session)
    {
        session.setTakeSignal([&session, container, hasTerminal](int signal) {
            if (signal == SIGWINCH && hasTerminal)
                sendWindowSize(session, container, 0);
            if (signal != SIGWINCH)
                kill(session, container, signal);
            return true;
        });
    }
    ~SignalsToContainer() { m_session.setTakeSignal({}); }
    SignalsToContainer(const SignalsToContainer&) = delete;
    SignalsToContainer& operator=(const SignalsToContainer&) = delete;

private:
    // Nobody waits for this job: the container's end is what counts.
    static void kill(Session& session, const QString& container, int signal)
    {
        auto* watcher = new QDBusPendingCallWatcher(
            session.containers().Kill(container, QString::number(signal), {}), &session);
        QObject::connect(
            watcher, &QDBusPendingCallWatcher::finished, &session, [&session, watcher] {
                const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
                if (!reply.isError())
                    JobInterface(bus::kService, reply.value().path(), session.bus()).Start();
                watcher->deleteLater();
            });
    }

    Session& m_session;
};

int waitForEnd(Session& session, const QString& container, const AttachedOptions& options,
               StreamPump& pump)
{
    const SignalsToContainer signals_(session, container, options.hasTerminal);
    QVariantMap flags;
    if (options.isRemovedAtEnd)
        flags.insert("removal", true);
    QDBusPendingReply<int> reply = session.containers().Wait(container, flags);
    QDBusPendingCallWatcher watcher(reply);
    session.waitUntil([&] { return pump.hasEnded() || watcher.isFinished(); });
    pump.throwIfFailed();
    const int code = session.await(reply).value();
    bool isLate = false;
    QTimer::singleShot(kStreamsGraceMs, &pump, [&isLate] { isLate = true; });
    session.waitUntil([&] { return pump.hasEnded() || isLate; });
    pump.throwIfFailed();
    return code;
}

} // namespace

int runAttached(
    Session& session, const AttachedOptions& options,
    const std::function<QDBusPendingReply<QDBusObjectPath>(const QVariant& streams)>& make)
{
    StreamPump pump(options.isInteractive);
    QString container;
    {
        SilentView view;
        RunningJob job(session, make(QVariant::fromValue(pump.theirEnd())), view);
        pump.closeTheirEnd();
        container = job.result().value("id", options.container).toString();
    }
    std::optional<RawTerminal> raw;
    if (options.hasTerminal) {
        if (options.isInteractive)
            raw.emplace();
        sendWindowSize(session, container, 0);
    }
    return waitForEnd(session, container, options, pump);
}

void sendWindowSize(Session& session, const QString& container, qulonglong exec)
{
    const WindowSize size = windowSize(STDOUT_FILENO);
    session.containers().Resize(container, exec, static_cast<uint>(size.rows),
                                static_cast<uint>(size.columns));
}

void requireTerminal(const AttachedOptions& options)
{
    if (options.hasTerminal && options.isInteractive && ::isatty(STDIN_FILENO) == 0)
        throw UsageError("no terminal for -t: standard input is none, leave -t or -i out");
}

} // namespace onggi::ctl
