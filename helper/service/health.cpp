// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Asks the engine's probes, and adds what only the helper knows: whether unpacking is sandboxed
// here.

#include "helper/service/health.h"

#include <sys/utsname.h>

#include "engine/registry/client.h"
#include "engine/run/health.h"
#include "engine/store/check.h"
#include "engine/store/repair.h"
#include "helper/api/convert.h"
#include "helper/api/names.h"
#include "helper/service/jobs.h"
#include "helper/service/options.h"
#include "helper/service/registry_request.h"

namespace onggi {

namespace {

constexpr uint kApiVersion = 1;

wire::Finding toWire(const HealthCheck& check)
{
    return {toText(check.id),
            toText(healthStateName(check.state)),
            toText(check.finding),
            toText(check.remedy),
            {}};
}

QStringList sentencesOf(const std::vector<Finding>& findings)
{
    QStringList sentences;
    for (const Finding& finding : findings)
        sentences.append(toText(finding.subject + ": " + finding.problem));
    return sentences;
}

// What the containers' own start had to say.
std::vector<HealthCheck> checkRecovery(const Containers& containers)
{
    std::vector<HealthCheck> checks;
    for (const std::string& issue : containers.recoveryIssues())
        checks.push_back({"recovery", HealthState::Broken,
                          "Not all containers could be found again: " + issue + '.',
                          "Mend the cause; the helper looks again when it is started next."});
    if (checks.empty())
        checks.push_back({"recovery", HealthState::Good, "All containers were found again.", {}});
    return checks;
}

} // namespace

void HealthService::install(Dispatcher& dispatcher)
{
    dispatcher.serve(bus::kHealth, "Info", [this](const CallPtr& call) { info(call); });
    dispatcher.serve(bus::kHealth, "Report", [this](const CallPtr& call) { report(call); });
    dispatcher.serve(bus::kHealth, "Check", [this](const CallPtr& call) { check(call); });
    dispatcher.serve(bus::kHealth, "Repair", [this](const CallPtr& call) { repair(call); });
}

void HealthService::info(const CallPtr& call)
{
    utsname system = {};
    uname(&system);
    call->reply(QVariantMap{
        {QStringLiteral("version"), QStringLiteral(ONGGI_VERSION)},
        {QStringLiteral("api"), kApiVersion},
        {QStringLiteral("stateDirectory"), toText(m_engine.runPaths.stateDirectory)},
        {QStringLiteral("runtimeDirectory"), toText(m_engine.runPaths.runtimeDirectory)},
        {QStringLiteral("kernel"), toText(system.release)},
        {QStringLiteral("revision"), static_cast<qulonglong>(m_engine.store.snapshot().revision)},
    });
}

void HealthService::report(const CallPtr& call)
{
    answerFromThread(call, [this](Call& answered) {
        wire::Findings findings;
        for (const HealthCheck& check : checkHealth(m_engine.runPaths))
            findings.append(toWire(check));
        for (const HealthCheck& check : checkRecovery(m_engine.containers))
            findings.append(toWire(check));
        answered.reply(findings);
    });
}

void HealthService::check(const CallPtr& call)
{
    OptionReader(call->argument<QVariantMap>(0)).finish();
    JobRequest job;
    job.kind = QStringLiteral("check");
    job.title = toText(m_engine.runPaths.stateDirectory);
    job.permissions = [title = job.title] {
        return std::vector<Permission>{{action::kHealthCheck, title}};
    };
    job.work = [this](const JobContext& context) {
        Progress progress(context.sink, StepKind::Check, m_engine.runPaths.stateDirectory);
        const std::vector<Finding> broken =
            checkStore(m_engine.store, m_engine.unpacker, progress, context.stop);
        return QVariantMap{{QStringLiteral("broken"), sentencesOf(broken)}};
    };
    replyWithJob(call, m_jobs, std::move(job));
}

void HealthService::repair(const CallPtr& call)
{
    OptionReader options(call->argument<QVariantMap>(0));
    const RegistryRequest registry = takeRegistryRequest(options);
    options.finish();
    JobRequest job;
    job.kind = QStringLiteral("repair");
    job.title = toText(m_engine.runPaths.stateDirectory);
    job.permissions = [title = job.title] {
        return std::vector<Permission>{{action::kHealthRepair, title}};
    };
    job.work = [this, registry](const JobContext& context) {
        RegistryClient client(m_engine.transfer, registryOptions(registry));
        Progress progress(context.sink, StepKind::Repair, m_engine.runPaths.stateDirectory);
        const RepairReport report =
            repairStore(m_engine.store, m_engine.unpacker, &client, progress, context.stop);
        return QVariantMap{{QStringLiteral("repaired"), sentencesOf(report.repaired)},
                           {QStringLiteral("broken"), sentencesOf(report.broken)}};
    };
    replyWithJob(call, m_jobs, std::move(job));
}

} // namespace onggi
