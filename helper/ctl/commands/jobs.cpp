// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `jobs`: of all clients.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "engine/core/bytes.h"
#include "engine/core/printable.h"
#include "engine/image/config.h"
#include "helper/ctl/format.h"
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

struct Options {
    std::string format;
    bool isJson = false;
};

std::string formatText(const wire::Jobs& jobs, const Format& format)
{
    std::vector<OrderedJson> rows;
    for (const wire::Job& job : jobs) {
        rows.push_back({{"ID", std::to_string(job.number)},
                        {"Kind", printable(job.kind.toStdString())},
                        {"State", printable(job.state.toStdString())},
                        {"Done", humanSize(Bytes(job.done))},
                        {"Total", humanSize(Bytes(job.total))},
                        {"Title", printable(job.title.toStdString())}});
    }
    return format.text(rows, {{"ID", "JOB"},
                              {"Kind", "KIND"},
                              {"State", "STATE"},
                              {"Done", "DONE"},
                              {"Total", "TOTAL"},
                              {"Title", "TITLE"}});
}

int listJobs(const Options& options)
{
    const Format format(options.format);
    Session session;
    const wire::Jobs jobs = session.await(session.jobs().Snapshot(0, kMostJobs)).argumentAt<2>();
    if (options.isJson || !format.isDefault()) {
        print(options.isJson ? documentText(jobsJson(jobs)) : formatText(jobs, format));
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
    const auto options = std::make_shared<Options>();
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    return [options] { return listJobs(*options); };
}

} // namespace onggi::ctl
