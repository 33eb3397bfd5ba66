// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rounds, on as many threads as there are processors, each with a directory of its own. The
// verbs' own threads, pipes and the network make the number of points differ from run to run, and
// more so on a machine that has other things to do: what came in ten pieces comes in three. So a
// point that a run did not come to lies beyond that run's end. It is tried again, then counted;
// beyond the least number that was seen the first such point is the end of all.

#include "tests/faults/fault_rounds.h"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <optional>
#include <random>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <QDebug>

#include "engine/archive/load.h"
#include "tests/faults/aftermath.h"
#include "tests/faults/verbs.h"

namespace onggi::test {

namespace {

constexpr int kDryRuns = 4;
constexpr int kTries = 4;
constexpr std::size_t kProblemsShown = 12;

std::size_t workers()
{
    return std::max(2U, std::thread::hardware_concurrency());
}

// In memory, where there is such a place: syncs cost nothing there. The engine wants some megabytes
// left wherever it works.
QString roundsTemplate()
{
    constexpr std::uint64_t kEach = 8 << 20;
    const char* const memory = "/dev/shm";
    struct statvfs status;
    const bool isGood = ::access(memory, W_OK) == 0 && ::statvfs(memory, &status) == 0 &&
                        std::uint64_t(status.f_bavail) * status.f_frsize >= kEach * (workers() + 1);
    return QString::fromLatin1(isGood ? memory : "/tmp") + "/onggi-faults-XXXXXX";
}

class Problems {
public:
    void add(const std::string& text)
    {
        if (text.empty())
            return;
        const std::lock_guard lock(m_mutex);
        if (++m_count <= kProblemsShown)
            m_text += '\n' + QString::fromStdString(text);
    }
    QString text() const
    {
        return m_count <= kProblemsShown ? m_text
                                         : m_text + QStringLiteral("\n%1 in all").arg(m_count);
    }

private:
    std::mutex m_mutex;
    std::size_t m_count = 0;
    QString m_text;
};

template <typename Work>
void onAllWorkers(Problems& problems, Work work)
{
    std::vector<std::jthread> threads;
    for (std::size_t worker = 0; worker < workers(); ++worker) {
        threads.emplace_back([&, worker] {
            try {
                work(worker);
            } catch (const std::exception& error) {
                problems.add(error.what());
            }
        });
    }
}

std::string seedOf(const QTemporaryDir& directory)
{
    return directory.path().toStdString() + "/seed";
}

} // namespace

FaultRounds::FaultRounds(Scene scene)
    : m_scene(std::move(scene))
    , m_directory(roundsTemplate())
{
    // The judge opens stores in this process, each with a line for every file that it sweeps.
    ::setenv("ONGGI_QUIET", "1", 0);
    if (!m_logs.isValid() || !m_directory.isValid())
        throw std::runtime_error("no directory to work in");
    makeSeed();
    count();
}

void FaultRounds::makeSeed()
{
    std::vector<SavedImage> images = m_scene.kept;
    if (!m_scene.comes)
        images.insert(images.end(), m_scene.tried.begin(), m_scene.tried.end());
    const QString archive = m_logs.filePath("seed.tar");
    writeFile(archive, dockerArchive(images).finished());
    {
        Store store(seedOf(m_directory));
        Unpacker unpacker(ONGGI_UNPACK);
        perform(store, unpacker, "load", archive.toStdString());
    }
    if (m_scene.prepare)
        m_scene.prepare(seedOf(m_directory));
}

void FaultRounds::count()
{
    for (int i = 0; i < kDryRuns; ++i) {
        const Result dry = round(0, {});
        if (!dry.problem.empty())
            throw std::runtime_error("without a fault: " + dry.problem);
        for (const std::size_t series : {0, 1})
            m_points[series] = i == 0 ? dry.run.passed[series]
                                      : std::min(m_points[series], dry.run.passed[series]);
        m_microseconds = std::max(m_microseconds, dry.run.microseconds);
    }
}

std::uint64_t FaultRounds::points(Series series) const
{
    return m_points[static_cast<std::size_t>(series)];
}

FaultRounds::Result FaultRounds::round(std::size_t worker, const FaultOrder& order)
{
    const std::string directory = m_directory.path().toStdString() + "/" + std::to_string(worker);
    const std::string state = directory + "/state";
    std::filesystem::create_directories(directory);
    std::filesystem::remove_all(state);
    std::filesystem::copy(seedOf(m_directory), state, std::filesystem::copy_options::recursive);
    std::filesystem::permissions(state, std::filesystem::perms::owner_all);
    if (m_scene.furnish)
        m_scene.furnish(state);

    std::optional<FaultServer> server;
    std::string argument = m_scene.argument;
    if (m_scene.registry) {
        server.emplace([registry = m_scene.registry](const FaultRequest& request) {
            return (*registry)(request);
        });
        argument.replace(0, 1, server->domain());
    }
    const std::string log = m_logs.path().toStdString() + "/" + std::to_string(worker);
    Result result;
    result.run = runDriver(directory, log, m_scene.verb, argument, order);
    std::string problem =
        badEnd(result.run, order) + badAftermath(state, m_scene, argument, result.run);
    if (!problem.empty())
        result.problem = result.run.text() + ": " + problem;
    return result;
}

// A verb that has fewer is not the one that was counted.
std::uint64_t FaultRounds::surePoints(Series series) const
{
    return points(series) * 3 / 4;
}

FaultRounds::Visit FaultRounds::visit(std::size_t worker, const FaultOrder& order)
{
    const int tries = order.at <= points(order.series) ? kTries : 1;
    for (int i = 0; i < tries; ++i) {
        const Result result = round(worker, order);
        if (!result.problem.empty())
            return {result.run.isReached,
                    "point " + std::to_string(order.at) + ", " + result.problem};
        if (result.run.isReached)
            return {true, {}};
    }
    if (order.at <= surePoints(order.series))
        return {false, "point " + std::to_string(order.at) + " is in no run"};
    return {};
}

QString FaultRounds::atEachPoint(Fault fault, Series series, Afterwards afterwards)
{
    std::atomic<std::uint64_t> next = 1;
    std::atomic<std::uint64_t> missed = 0;
    std::atomic<bool> isOver = false;
    Problems problems;
    onAllWorkers(problems, [&](std::size_t worker) {
        while (!isOver) {
            FaultOrder order{fault, series, next++};
            order.afterwards = afterwards;
            const Visit visited = visit(worker, order);
            problems.add(visited.problem);
            if (visited.isReached)
                continue;
            if (order.at > points(series))
                isOver = true;
            else if (visited.problem.empty())
                ++missed;
        }
    });
    if (missed > 0)
        qInfo("%llu of %llu points were beyond the end of every run",
              static_cast<unsigned long long>(missed),
              static_cast<unsigned long long>(points(series)));
    return problems.text();
}

QString FaultRounds::atRandomMoments(std::uint32_t seed)
{
    std::atomic<std::uint32_t> next = 1;
    Problems problems;
    onAllWorkers(problems, [&](std::size_t worker) {
        for (std::uint32_t n = next++; n <= points(Series::Changes); n = next++) {
            std::mt19937 random(seed + n);
            FaultOrder order;
            order.killAfter =
                std::uniform_int_distribution<std::uint64_t>(1, m_microseconds)(random);
            order.killsUnpacker = n % 4 == 0;
            const Result result = round(worker, order);
            if (!result.problem.empty())
                problems.add("number " + std::to_string(n) + ", after " +
                             std::to_string(order.killAfter) + " us, " + result.problem);
        }
    });
    return problems.text();
}

} // namespace onggi::test
