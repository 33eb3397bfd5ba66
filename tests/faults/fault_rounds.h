// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Doing a scene's verb again and again, with one fault each time, and looking at what the next
// start finds. What must hold: the process ends as the fault says it may; then `check` is clean,
// what was there is there and whole, what was tried is there whole or not at all, nothing is there
// that nobody owns; and the verb then succeeds and leaves nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <QString>
#include <QTemporaryDir>

#include "tests/faults/driver_run.h"
#include "tests/faults/scene.h"

namespace onggi::test {

class FaultRounds {
public:
    // Makes the store that each round gets a copy of, and counts the points.
    explicit FaultRounds(Scene scene);

    // In the shortest of a few runs without a fault.
    std::uint64_t points(Series series) const;

    // From the first point on until there are no more. What is wrong, a line each; empty if
    // nothing. Among others, that one of the first three quarters of the points is in no run.
    QString atEachPoint(Fault fault, Series series, Afterwards afterwards);
    // The driver killed, every fourth time an unpacker, as many times as there are points.
    QString atRandomMoments(std::uint32_t seed);

private:
    struct Result {
        DriverRun run;
        std::string problem;
    };
    struct Visit {
        bool isReached = false;
        std::string problem;
    };

    void makeSeed();
    void count();
    Result round(std::size_t worker, const FaultOrder& order);
    Visit visit(std::size_t worker, const FaultOrder& order);
    std::uint64_t surePoints(Series series) const;

    Scene m_scene;
    QTemporaryDir m_logs;
    QTemporaryDir m_directory;
    std::uint64_t m_points[2] = {};
    std::uint64_t m_microseconds = 0; // of the longest of those runs
};

} // namespace onggi::test
