// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `jobs`: of all clients.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/core/bytes.h"
#include "engine/image/config.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/table.h"

namespace onggi::ctl {

namespace {

constexpr uint kMostJobs = 4000;

OrderedJson timeJson(qlonglong seconds)
{
    return seconds == 0 ? OrderedJson(nullptr) : OrderedJson(formatTime(seconds));
}

OrderedJson jobsJson(const wire::Jobs& jobs)
{
    OrderedJson list = OrderedJson::array();
    for (const wire::Job& job : jobs) {
        list.push_back({{"number", job.number},
                        {"kind", job.kind.toStdString()},
                        {"title", job.title.toStdString()},
                        {"state", job.state.toStdString()},
                        {"uid", job.uid},
                        {"doneBytes", job.done},
                        {"totalBytes", job.total},
                        {"rate", job.rate},
                        {"cancelable", job.isCancelable},
                        {"startedAt", timeJson(job.started)},
                        {"endedAt", timeJson(job.ended)}});
    }
    return list;
}

std::string amountText(const wire::Job& job)
{
    const std::string done = humanSize(Bytes(job.done));
    return job.total == 0 ? done : done + " of " + humanSize(Bytes(job.total));
}

int listJobs(bool isJson)
{
    Session session;
    const wire::Jobs jobs = session.await(session.jobs().Snapshot(0, kMostJobs)).argumentAt<2>();
    if (isJson) {
        print(documentText(jobsJson(jobs)));
        return 0;
    }
    Table table({{"JOB", Align::Right}, {"KIND"}, {"STATE"}, {"DONE", Align::Right}, {"TITLE"}});
    for (const wire::Job& job : jobs)
        table.addRow({std::to_string(job.number), job.kind.toStdString(), job.state.toStdString(),
                      amountText(job), job.title.toStdString()});
    print(table.text());
    return 0;
}

} // namespace

Action declareJobs(Syntax syntax)
{
    const auto isJson = std::make_shared<bool>(false);
    syntax.flag("--json", *isJson, "print one JSON document");
    return [isJson] { return listJobs(*isJson); };
}

} // namespace onggi::ctl
