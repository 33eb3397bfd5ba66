// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The steps of one job, whoever made it, followed while it runs: what a bar per layer is drawn
// from. GUI thread only.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include <QDBusError>
#include <QObject>

#include "gui/models/helper_link.h"
#include "helper/api/wire.h"

class JobInterface;

namespace onggi {

// What a job works on: a layer, with its download and its unpacking taken together, or whatever
// else it has steps of.
struct JobPart {
    enum class State {
        Downloading,
        Unpacking,
        Uploading,
        Working,
        Done,
        Stopped, // before all of it was there: the job is paused, or did not succeed
        Present, // not sent: the registry has it
        Mounted, // not sent: the registry takes it over from another repository
    };

    QString subject; // as the step has it: a digest, a path
    State state = State::Working;
    qulonglong done = 0; // bytes
    qulonglong total = 0;
};

// In the order in which they began; the outermost step is the job itself, and no part.
std::vector<JobPart> jobParts(const std::map<qulonglong, wire::Step>& steps);

class JobSteps : public QObject {
    Q_OBJECT

public:
    // The link must outlive this. A job that is gone has no steps.
    JobSteps(HelperLink& link, qulonglong number, QObject* parent = nullptr);
    ~JobSteps() override;

    qulonglong number() const noexcept { return m_number; }
    std::vector<JobPart> parts() const { return jobParts(m_steps); }
    // Of a job that failed; not valid otherwise.
    const QDBusError& error() const noexcept { return m_error; }
    // Subject and detail of the error, for experts.
    const wire::Failure& failure() const noexcept { return m_failure; }
    // Of a job that succeeded, where this user may know it.
    const QVariantMap& result() const noexcept { return m_result; }

signals:
    void changed();

private:
    void merge(const wire::Steps& steps);
    void takeEnd(const QString& errorName, const wire::Failure& failure, const QVariantMap& result);

    qulonglong m_number;
    std::unique_ptr<JobInterface> m_job;
    std::map<qulonglong, wire::Step> m_steps; // by id
    QDBusError m_error;
    wire::Failure m_failure;
    QVariantMap m_result;
};

} // namespace onggi
