// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `jobs`: of all clients, and what becomes of one.

#include "helper/ctl/commands/declare.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "engine/core/bytes.h"
#include "engine/core/printable.h"
#include "engine/image/config.h"
#include "helper/api/names.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/listing_format.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/table.h"
#include "job_interface.h"
#include "jobs_interface.h"

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
                        {"pausable", job.later.value("pausable").toBool()},
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
    std::string verb; // empty: list
    std::string number;
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

qulonglong numberOf(const std::string& text)
{
    qulonglong number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number == 0)
        throw UsageError("no number of a job: \"" + printable(text) + "\"");
    return number;
}

int changeJob(const std::string& verb, const std::string& number)
{
    Session session;
    JobInterface job(bus::kService, bus::jobPath(numberOf(number)), session.bus());
    if (verb == "pause")
        session.await(job.Pause());
    else if (verb == "resume")
        session.await(job.Resume());
    else if (verb == "cancel")
        session.await(job.Cancel());
    else
        throw UsageError("jobs are paused, resumed and cancelled, not \"" + printable(verb) + "\"");
    print(number + "\n");
    return 0;
}

int jobs(const Options& options)
{
    if (options.verb.empty())
        return listJobs(options);
    if (options.number.empty())
        throw UsageError("which job to " + printable(options.verb) + ": its number is missing");
    if (options.isJson || !options.format.empty())
        throw UsageError("wrong arguments: --json and --format go with the list of jobs");
    return changeJob(options.verb, options.number);
}

} // namespace

Action declareJobs(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.value("--format", options->format, kFormatHelp, "TEMPLATE");
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.exclude("--json", "--format");
    syntax.optionalArgument("ACTION", options->verb);
    syntax.optionalArgument("JOB", options->number);
    return [options] { return jobs(*options); };
}

} // namespace onggi::ctl
