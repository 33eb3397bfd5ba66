// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/job_progress.h"

#include <QBoxLayout>

#include "gui/models/job_orders.h"
#include "gui/models/job_text.h"
#include "gui/widgets/job_view.h"
#include "gui/widgets/label.h"

namespace onggi {

JobProgress::JobProgress(HelperLink& link, LiveStore& store, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_store(store)
    , m_name(new Label(Type::PageTitle))
    , m_about(new Label(Type::Body, Ink::Secondary))
    , m_view(new JobView)
    , m_note(new Label(Type::Secondary, Ink::Secondary))
{
    m_name->setElided(Qt::ElideMiddle);
    m_about->setElided(Qt::ElideRight);
    m_note->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(gap::kPane);
    head->addWidget(m_name);
    head->addWidget(m_about, 1, Qt::AlignBottom);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kPane);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_note);
    connect(&m_store, &LiveStore::jobsChanged, this, &JobProgress::showJob);
}

JobProgress::~JobProgress() = default;

void JobProgress::setName(const QString& name, const QString& about)
{
    m_name->setText(name);
    m_about->setText(about);
}

void JobProgress::setAbout(const QString& about)
{
    m_about->setText(about);
}

void JobProgress::expect()
{
    m_steps.reset();
    m_isFollowing = true;
    m_hasSucceeded = false;
    showJob();
}

void JobProgress::follow(RunningJob& job)
{
    expect();
    m_job = &job;
    connect(m_job, &RunningJob::made, this, [this] {
        m_steps = std::make_unique<JobSteps>(m_link, m_job->number());
        connect(m_steps.get(), &JobSteps::changed, this, &JobProgress::showJob);
        showJob();
    });
    connect(m_job, &RunningJob::succeeded, this, [this](const QVariantMap& result) {
        m_hasSucceeded = true;
        emit succeeded(result);
        showJob();
    });
    connect(m_job, &RunningJob::failed, this, &JobProgress::fail);
    connect(m_job, &RunningJob::cancelled, this, [this] {
        end();
        emit cancelled();
    });
    showJob();
}

PreparedJob* JobProgress::followAside(const std::function<PreparedJob::Call()>& read)
{
    expect();
    m_preparing = new PreparedJob(m_link, read);
    connect(m_preparing, &PreparedJob::failed, this, &JobProgress::fail);
    connect(m_preparing, &PreparedJob::made, this, [this](RunningJob* job) {
        m_preparing->disconnect(this); // the job tells its end itself
        m_preparing.clear();
        follow(*job);
    });
    return m_preparing;
}

void JobProgress::fail(const QDBusError& error)
{
    m_preparing.clear();
    end();
    emit failed(error);
}

void JobProgress::end()
{
    m_steps.reset();
    m_isFollowing = false;
}

void JobProgress::cancel()
{
    if (m_preparing) {
        delete m_preparing.data();
        end();
        emit cancelled();
    } else if (m_job) {
        m_job->cancel();
    }
}

bool JobProgress::isCancelable() const
{
    return !m_hasSucceeded && (!m_job || m_job->isCancelable());
}

const wire::Job* JobProgress::row() const
{
    if (!m_steps)
        return nullptr;
    const auto job = m_store.jobs().find(m_steps->number());
    return job == m_store.jobs().end() ? nullptr : &job->second;
}

void JobProgress::pauseOrResume()
{
    if (!isPausable())
        return;
    const JobOrder order = isPaused() ? JobOrder::Resume : JobOrder::Pause;
    orderJob(m_link, m_steps->number(), order, this,
             [this, order](const QDBusError& error) { emit refused(refusedText(order), error); });
}

bool JobProgress::isPausable() const
{
    return row() && onggi::isPausable(*row());
}

bool JobProgress::isPaused() const
{
    return row() && onggi::isPaused(*row());
}

void JobProgress::showJob()
{
    if (!m_isFollowing)
        return;
    wire::Job created;
    created.state = QStringLiteral("created");
    m_view->showJob(row() ? *row() : created, m_steps ? m_steps->parts() : std::vector<JobPart>());
    emit changed();
}

void JobProgress::retranslate(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_view->retranslate();
    showJob();
}

} // namespace onggi
