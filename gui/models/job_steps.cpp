// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Watched first and read then, so nothing is missed; a step that was told meanwhile is newer than
// the one that is read.

#include "gui/models/job_steps.h"

#include <climits>

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include "helper/api/names.h"
#include "helper/api/step_state.h"
#include "job_interface.h"

namespace onggi {
namespace {

const QLatin1String kDownload{"download"};
const QLatin1String kUnpack{"unpack"};
const QLatin1String kUpload{"upload"};
const QLatin1String kPresent{"present"};
const QLatin1String kMounted{"mounted"};

JobPart::State stateOf(const wire::Step& step)
{
    if (step.kind == kPresent)
        return JobPart::State::Present;
    if (step.kind == kMounted)
        return JobPart::State::Mounted;
    if (step.hasEnded)
        return hasStopped(step) ? JobPart::State::Stopped : JobPart::State::Done;
    return step.kind == kDownload ? JobPart::State::Downloading
           : step.kind == kUnpack ? JobPart::State::Unpacking
           : step.kind == kUpload ? JobPart::State::Uploading
                                  : JobPart::State::Working;
}

} // namespace

std::vector<JobPart> jobParts(const std::map<qulonglong, wire::Step>& steps)
{
    std::vector<JobPart> parts;
    std::map<QString, std::size_t> layers; // by digest
    for (const auto& [id, step] : steps) {
        if (step.parent == 0)
            continue;
        const JobPart part{step.subject, stateOf(step), step.done, step.total};
        if (step.kind != kDownload && step.kind != kUnpack) {
            parts.push_back(part);
            continue;
        }
        const auto [known, isNew] = layers.try_emplace(step.subject, parts.size());
        if (isNew) {
            parts.push_back(part);
            continue;
        }
        // Another step of the layer: each download begins before its unpacking, which ends with it
        // where it stops.
        JobPart& layer = parts[known->second];
        if (step.kind == kDownload) {
            layer.done = step.done;
            layer.total = step.total;
        }
        if (step.kind == kDownload || layer.state == JobPart::State::Done)
            layer.state = part.state;
    }
    return parts;
}

JobSteps::JobSteps(HelperLink& link, qulonglong number, QObject* parent)
    : QObject(parent)
    , m_number(number)
{
    if (link.state() != HelperLink::State::Present)
        return;
    m_job = std::make_unique<JobInterface>(link.owner(), bus::jobPath(number), link.bus());
    m_job->setTimeout(INT_MAX);
    connect(m_job.get(), &JobInterface::Progressed, this,
            [this](qulonglong, qulonglong, double, const wire::Steps& steps) {
                for (const wire::Step& step : steps)
                    m_steps[step.id] = step;
                emit changed();
            });
    connect(m_job.get(), &JobInterface::Ended, this,
            [this](const QString&, const QString& errorName, const wire::Failure& failure,
                   const QVariantMap& result) { takeEnd(errorName, failure, result); });
    m_job->Watch();
    auto* watcher = new QDBusPendingCallWatcher(m_job->Get(), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this](QDBusPendingCallWatcher* finished) {
                finished->deleteLater();
                const QDBusPendingReply<wire::Job, wire::Steps, QString, wire::Failure, QVariantMap>
                    reply = *finished;
                if (reply.isError())
                    return;
                merge(reply.argumentAt<1>());
                takeEnd(reply.argumentAt<2>(), reply.argumentAt<3>(), reply.argumentAt<4>());
            });
}

JobSteps::~JobSteps() = default;

void JobSteps::merge(const wire::Steps& steps)
{
    for (const wire::Step& step : steps)
        m_steps.try_emplace(step.id, step);
}

void JobSteps::takeEnd(const QString& errorName, const wire::Failure& failure,
                       const QVariantMap& result)
{
    m_failure = failure;
    if (!errorName.isEmpty())
        m_error = QDBusError(QDBusMessage::createError(errorName, failure.message));
    if (!result.isEmpty())
        m_result = result;
    emit changed();
}

} // namespace onggi
