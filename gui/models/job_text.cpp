// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/job_text.h"

#include <QCoreApplication>

#include "gui/models/format.h"
#include "gui/models/names.h"
#include "helper/api/convert.h"
#include "helper/api/names.h"

namespace onggi {
namespace {

struct JobText {
    Q_DECLARE_TR_FUNCTIONS(onggi::JobText)
};

constexpr double kLongestGuess = 7 * 86'400; // seconds; beyond, it is no estimate

QString verbOf(const QString& kind)
{
    struct Verb {
        const char* kind;
        QString text;
    };
    const Verb verbs[] = {
        {"pull", JobText::tr("Pull")},
        {"push", JobText::tr("Push")},
        {"search", JobText::tr("Search for")},
        {"tags", JobText::tr("List tags of")},
        {"inspect", JobText::tr("Inspect")},
        {"sign-in", JobText::tr("Sign in")},
        {"load", JobText::tr("Load")},
        //: verb
        {"tag", JobText::tr("Tag")},
        {"remove", JobText::tr("Delete images")},
        {"create", JobText::tr("Create")},
        {"run", JobText::tr("Run")},
        {"start", JobText::tr("Start")},
        {"stop", JobText::tr("Stop")},
        {"kill", JobText::tr("Kill")},
        {"rm", JobText::tr("Remove container")},
        {"exec", JobText::tr("Execute in")},
        {"export", JobText::tr("Export")},
        {"save", JobText::tr("Save")},
        {"import", JobText::tr("Import")},
        {"commit", JobText::tr("Make an image of")},
        {"diff", JobText::tr("Compare with its image")},
        {"check", JobText::tr("Check the store")},
        {"repair", JobText::tr("Repair the store")},
        {"plan-pull", JobText::tr("Look up")},
    };
    for (const Verb& verb : verbs) {
        if (kind == QLatin1String(verb.kind))
            return verb.text;
    }
    return kind;
}

} // namespace

bool hasEnded(const wire::Job& job)
{
    return job.state == bus::kSucceeded || job.state == bus::kFailed ||
           job.state == bus::kCancelled;
}

bool isTransfer(const wire::Job& job)
{
    return job.kind == QLatin1String("pull") || job.kind == QLatin1String("push") ||
           job.kind == QLatin1String("load");
}

bool isPausable(const wire::Job& job)
{
    return !hasEnded(job) && job.later.value(QStringLiteral("pausable")).toBool();
}

bool isPaused(const wire::Job& job)
{
    return job.state == bus::kPaused;
}

bool isLookUp(const wire::Job& job)
{
    return job.kind == QLatin1String("plan-pull");
}

QString transfersText(const std::map<qulonglong, wire::Job>& jobs)
{
    int count = 0;
    int paused = 0;
    double rate = 0;
    for (const auto& [number, job] : jobs) {
        if (!isTransfer(job) || hasEnded(job))
            continue;
        ++count;
        paused += isPaused(job) ? 1 : 0;
        rate += isPaused(job) ? 0 : job.rate;
    }
    if (count == 0)
        return {};
    const QString transfers = JobText::tr("%n transfer(s)", nullptr, count);
    if (paused == count)
        //: how many, and that none of them goes on: "2 transfers, paused"
        return JobText::tr("%1, paused").arg(transfers);
    return rate < 1 ? transfers
                    //: how many, and how fast together: "2 transfers, 9.6 MB/s"
                    : JobText::tr("%1, %2").arg(transfers, rateText(rate));
}

QString titleText(const wire::Job& job)
{
    const QString subject =
        job.kind == QLatin1String("pull") ? shownName(job.title.toStdString()) : job.title;
    return subject.isEmpty() ? verbOf(job.kind)
                             //: what is done, and to what: "Pull nginx:1.29"
                             : JobText::tr("%1 %2").arg(verbOf(job.kind), subject);
}

QString stateText(const wire::Job& job)
{
    if (job.state == bus::kCreated || job.state == bus::kAuthorizing)
        return JobText::tr("waiting for permission");
    if (job.state == bus::kQueued)
        return JobText::tr("queued");
    if (job.state == bus::kRunning)
        return JobText::tr("running");
    if (job.state == bus::kPaused)
        return JobText::tr("paused");
    if (job.state == bus::kSucceeded)
        return JobText::tr("done");
    if (job.state == bus::kCancelled)
        return JobText::tr("cancelled");
    return JobText::tr("failed");
}

QString amountText(qulonglong done, qulonglong total)
{
    if (total == 0)
        return done == 0 ? QString() : sizeText(Bytes(done));
    //: bytes that are there, and all of them
    return JobText::tr("%1 of %2").arg(sizeText(Bytes(done)), sizeText(Bytes(total)));
}

QString rateText(double bytesPerSecond)
{
    return bytesPerSecond < 1 ? QString()
                              //: bytes a second
                              : JobText::tr("%1/s").arg(
                                    sizeText(Bytes(static_cast<std::uint64_t>(bytesPerSecond))));
}

QString timeLeftText(const wire::Job& job)
{
    if (job.rate < 1 || job.total <= job.done)
        return {};
    const double left = static_cast<double>(job.total - job.done) / job.rate;
    return left > kLongestGuess
               ? QString()
               //: %1: a span of time
               : JobText::tr("%1 left").arg(spanText(static_cast<std::int64_t>(left) + 1));
}

} // namespace onggi
