// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tells what a pull would do while somebody still types its name: a short while after the last key
// the helper is asked, and what it was asked before is cancelled. GUI thread only.
#pragma once

#include <QDBusError>
#include <QObject>
#include <QPointer>

#include "gui/models/planned_pull.h"
#include "gui/models/pull_draft.h"
#include "gui/models/running_job.h"
#include "gui/models/typing_pause.h"

namespace onggi {

class PullLookUp : public QObject {
    Q_OBJECT

public:
    enum class State {
        Idle,    // nothing is asked for
        Waiting, // for the next key
        Asking,
        Known, // plan() says it
        Failed // error() says why
    };

    // The link must outlive this.
    explicit PullLookUp(HelperLink& link, QObject* parent = nullptr);
    // What is being asked is cancelled.
    ~PullLookUp() override;

    // Asks, unless just this is being asked or known already.
    void look(const PullDraft& draft);
    // Cancels what is being asked; what is known stays.
    void stop();
    void forget();

    State state() const noexcept { return m_state; }
    const PlannedPull& plan() const noexcept { return m_plan; }
    const QDBusError& error() const noexcept { return m_error; }
    // Whose credentials went along; known from a moment after Asking on.
    bool isAccessKnown() const noexcept { return m_isAccessKnown; }
    const PullAccess& access() const noexcept { return m_access; }

signals:
    void changed();

private:
    void setState(State state);
    void cancel();
    void readFiles();
    void ask(const PullAccess& access);
    void take(const QVariantMap& result);
    void fail(const QDBusError& error);

    HelperLink& m_link;
    TypingPause m_pause;
    State m_state = State::Idle;
    PullDraft m_draft;
    QPointer<RunningJob> m_job;
    bool m_isAccessKnown = false;
    PullAccess m_access; // without its options: those are good for one call
    PlannedPull m_plan;
    QDBusError m_error;
};

} // namespace onggi
