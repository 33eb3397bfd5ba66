// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The second half of a dialog that moves an image: what comes or goes, how far it is, and that the
// dialog may be closed meanwhile. The job belongs to the window; it is followed by its number, as
// everybody may.
#pragma once

#include <functional>
#include <memory>

#include <QPointer>
#include <QWidget>

#include "gui/models/job_steps.h"
#include "gui/models/live_store.h"
#include "gui/models/prepared_job.h"
#include "gui/models/running_job.h"

namespace onggi {

class JobView;
class Label;

class JobProgress : public QWidget {
    Q_OBJECT

public:
    // Both must outlive this.
    JobProgress(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~JobProgress() override;

    void setName(const QString& name, const QString& about);
    void setAbout(const QString& about);
    // Of a job that is about to be made.
    void expect();
    // Follows a job that has just been made. One of the signals follows, while this lives; the job
    // is to belong to the link, so that it goes on when the dialog is closed.
    void follow(RunningJob& job);
    // The same for a job that the user's own files have to be read for, which is made also where
    // this has gone meanwhile.
    PreparedJob* followAside(const std::function<PreparedJob::Call()>& read);
    void cancel();
    bool isCancelable() const;
    // Puts the job aside, or lets it go on.
    void pauseOrResume();
    bool isPausable() const;
    bool isPaused() const;
    // In the language of now, with a note below: what may be done meanwhile, or what came of it.
    void retranslate(const QString& note);

signals:
    // How far it is, or whether it can be cancelled or paused.
    void changed();
    void succeeded(const QVariantMap& result);
    void failed(const QDBusError& error);
    void cancelled();
    // The helper did not pause or resume it; `happened` says which.
    void refused(const QString& happened, const QDBusError& error);

private:
    void showJob();
    void fail(const QDBusError& error);
    const wire::Job* row() const; // null before there is one
    void end();

    HelperLink& m_link;
    LiveStore& m_store;
    QPointer<PreparedJob> m_preparing; // until the helper has been asked
    QPointer<RunningJob> m_job;
    std::unique_ptr<JobSteps> m_steps;
    bool m_isFollowing = false;
    bool m_hasSucceeded = false; // what comes behind the job cannot be cancelled

    Label* m_name;
    Label* m_about;
    JobView* m_view;
    Label* m_note;
};

} // namespace onggi
