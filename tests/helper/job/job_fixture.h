// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A queue of jobs whose permissions the test gives, jobs to put into it, and a diary of what it
// tells.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <QStringList>

#include "engine/core/cancel.h"
#include "helper/job/job_queue.h"

namespace onggi::test {

using namespace std::chrono_literals;

// Writes down what it is told: "1 authorizing", "1 progress 5/9", "1 succeeded", "1 forgotten".
class Diary final : public JobListener {
public:
    void jobChanged(const Job& job) override { write(job, jobStateName(job.state)); }
    void jobProgressed(const Job& job, const JobBytes& bytes,
                       const std::vector<StepState>&) override
    {
        write(job, "progress " + std::to_string(bytes.done.count()) + "/" +
                       std::to_string(bytes.total.count()));
    }
    void jobEnded(const Job& job) override { write(job, jobStateName(job.state)); }
    void jobForgotten(const Job& job) override { write(job, "forgotten"); }

    bool has(const char* line) const { return lines.contains(QLatin1String(line)); }
    QStringList lines;

private:
    void write(const Job& job, const std::string& what)
    {
        lines.append(QStringLiteral("%1 ").arg(job.number) + QString::fromStdString(what));
    }
};

struct Fixture {
    Diary diary;
    std::vector<Permission> asked;
    std::function<void(std::optional<Error>)> answer; // of the last question, if held back
    bool isHeldBack = false;
    std::optional<Error> refusal;
    std::stop_token withdrawn;
    std::uint64_t last = 0;
    JobLimits limits;

    std::unique_ptr<JobQueue> make()
    {
        return std::make_unique<JobQueue>([this] { return ++last; },
                                          [this](const JobOwner&, const Permission& permission,
                                                 std::stop_token stop,
                                                 std::function<void(std::optional<Error>)> done) {
                                              asked.push_back(permission);
                                              withdrawn = std::move(stop);
                                              if (isHeldBack)
                                                  answer = std::move(done);
                                              else
                                                  done(refusal);
                                          },
                                          diary, limits);
    }
};

inline JobRequest request(std::function<QVariantMap(const JobContext&)> work,
                          const char* client = ":1.1", std::uint32_t uid = 1000)
{
    JobRequest job;
    job.kind = QStringLiteral("test");
    job.title = QStringLiteral("thing");
    job.owner = {QLatin1String(client), uid};
    job.permissions = [] {
        return std::vector<Permission>{{QStringLiteral("a.b"), QStringLiteral("thing")}};
    };
    job.work = std::move(work);
    return job;
}

inline JobRequest pausable(std::function<QVariantMap(const JobContext&)> work)
{
    JobRequest job = request(std::move(work));
    job.isPausable = true;
    return job;
}

inline QVariantMap nothing(const JobContext&)
{
    return {};
}

// Blocks until it is cancelled.
inline QVariantMap untilStopped(const JobContext& context)
{
    while (!context.stop.stop_requested())
        std::this_thread::sleep_for(1ms);
    throw Cancelled();
}

template <typename Call>
std::optional<Code> codeOf(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

} // namespace onggi::test
