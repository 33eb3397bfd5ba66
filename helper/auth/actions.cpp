// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The table of methods and actions.

#include "helper/auth/actions.h"

#include <algorithm>

#include "helper/api/names.h"

namespace onggi {

namespace {

using namespace action;
using namespace bus;
using enum RuleKind;

constexpr MethodRule kRules[] = {
    {kImages, QLatin1String("Snapshot"), Read, kImagesRead},
    {kImages, QLatin1String("Layers"), Read, kImagesRead},
    {kImages, QLatin1String("Watch"), Read, kImagesRead},
    {kImages, QLatin1String("Unwatch"), Read, kImagesRead},
    {kImages, QLatin1String("Config"), Read, kImagesRead},
    {kImages, QLatin1String("Manifest"), Read, kImagesRead},
    {kImages, QLatin1String("Pull"), Job, kImagesPull},
    {kImages, QLatin1String("Push"), Job, kImagesPush},
    {kImages, QLatin1String("Search"), Job, kImagesPull},
    {kImages, QLatin1String("Tags"), Job, kImagesPull},
    {kImages, QLatin1String("InspectRemote"), Job, kImagesPull},
    {kImages, QLatin1String("SignIn"), Job, kImagesSignIn},
    {kImages, QLatin1String("Load"), Job, kImagesLoad},
    {kImages, QLatin1String("Save"), Job, kImagesSave},
    {kImages, QLatin1String("Import"), Job, kImagesLoad},
    {kImages, QLatin1String("Tag"), Job, kImagesTag},
    {kImages, QLatin1String("Remove"), Job, kImagesRemove},
    {kContainers, QLatin1String("Snapshot"), Read, kContainersRead},
    {kContainers, QLatin1String("DiskUsage"), Read, kContainersRead},
    {kContainers, QLatin1String("Watch"), Read, kContainersRead},
    {kContainers, QLatin1String("Unwatch"), Read, kContainersRead},
    {kContainers, QLatin1String("Inspect"), Read, kContainersInspect, kContainersManageOthers},
    {kContainers, QLatin1String("Wait"), Read, kContainersRead},
    {kContainers, QLatin1String("Attach"), Read, kContainersExec, kContainersManageOthers},
    {kContainers, QLatin1String("Resize"), Read, kContainersExec, kContainersManageOthers},
    {kContainers, QLatin1String("Create"), Job, kContainersRun},
    {kContainers, QLatin1String("Start"), Job, kContainersRun, kContainersManageOthers},
    {kContainers, QLatin1String("Stop"), Job, kContainersStop, kContainersManageOthers},
    {kContainers, QLatin1String("Kill"), Job, kContainersStop, kContainersManageOthers},
    {kContainers, QLatin1String("Exec"), Job, kContainersExec, kContainersManageOthers},
    {kContainers, QLatin1String("Remove"), Job, kContainersRemove, kContainersManageOthers},
    {kContainers, QLatin1String("Logs"), Job, kContainersLogs, kContainersManageOthers},
    {kContainers, QLatin1String("Export"), Job, kContainersExport, kContainersManageOthers},
    {kContainers, QLatin1String("Commit"), Job, kContainersCommit, kContainersManageOthers},
    {kContainers, QLatin1String("NoteEnded"), Root, {}},
    {kHealth, QLatin1String("Info"), Read, kHealthRead},
    {kHealth, QLatin1String("Report"), Read, kHealthRead},
    {kHealth, QLatin1String("Check"), Job, kHealthCheck},
    {kJobs, QLatin1String("Snapshot"), Read, kJobsRead},
    {kJobs, QLatin1String("Watch"), Read, kJobsRead},
    {kJobs, QLatin1String("Unwatch"), Read, kJobsRead},
    {kJob, QLatin1String("Start"), Own, {}},
    {kJob, QLatin1String("Cancel"), Own, kJobsCancel, kJobsCancelOthers},
    {kJob, QLatin1String("Pause"), Own, kJobsCancel, kJobsCancelOthers},
    {kJob, QLatin1String("Resume"), Own, kJobsCancel, kJobsCancelOthers},
    {kJob, QLatin1String("Get"), Own, kJobsRead},
    {kJob, QLatin1String("Watch"), Own, kJobsRead},
};

} // namespace

std::span<const MethodRule> methodRules() noexcept
{
    return kRules;
}

const MethodRule* findRule(const QString& interface, const QString& method) noexcept
{
    const auto rule = std::ranges::find_if(kRules, [&](const MethodRule& candidate) {
        return candidate.interface == interface && candidate.method == method;
    });
    return rule == std::end(kRules) ? nullptr : rule;
}

} // namespace onggi
