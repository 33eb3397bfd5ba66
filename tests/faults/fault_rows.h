// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows that each verb's test has: every kind of fault at every point that it concerns, or a few
// of them.
#pragma once

#include <QTest>

#include "tests/faults/fault_rounds.h"

namespace onggi::test {

// Shows them whole; a comparison would cut them.
inline void expectNone(const QString& problems)
{
    QVERIFY2(problems.isEmpty(), qPrintable(problems));
}

inline void addFaultRow(const char* name, Fault fault, Series series,
                        Afterwards afterwards = Afterwards::Ends)
{
    QTest::newRow(name) << static_cast<int>(fault) << static_cast<int>(series)
                        << static_cast<int>(afterwards);
}

// For a verb whose steps are those of others: each effect that a fault has on the files, once.
inline void addFewFaultRows()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("series");
    QTest::addColumn<int>("afterwards");
    addFaultRow("killed halfway", Fault::KillHalfway, Series::Changes);
    addFaultRow("no space", Fault::NoSpace, Series::Changes);
    addFaultRow("input/output error, then killed", Fault::Io, Series::Changes, Afterwards::Dies);
}

inline void addFaultRows()
{
    addFewFaultRows();
    addFaultRow("killed", Fault::Kill, Series::Changes);
    addFaultRow("input/output error, tried again", Fault::Io, Series::Changes,
                Afterwards::TriesAgain);
    addFaultRow("no descriptors", Fault::NoDescriptors, Series::Changes);
    addFaultRow("no descriptors to open with", Fault::NoDescriptors, Series::Opens);
}

// Of the present row.
inline QString atEachPoint(FaultRounds& rounds)
{
    QFETCH(int, fault);
    QFETCH(int, series);
    QFETCH(int, afterwards);
    return rounds.atEachPoint(static_cast<Fault>(fault), static_cast<Series>(series),
                              static_cast<Afterwards>(afterwards));
}

// Prints the numbers, and is empty if there are at least so many points. Those of pull, load,
// commit, rmi and prune are 300 together at the least, and really more: on a busy machine a verb
// reads and writes in fewer pieces.
inline QString tooFewPoints(const char* verb, const FaultRounds& rounds, std::uint64_t least)
{
    const auto changes = rounds.points(Series::Changes);
    qInfo("%s: %llu points that change something, %llu that open", verb,
          static_cast<unsigned long long>(changes),
          static_cast<unsigned long long>(rounds.points(Series::Opens)));
    return changes >= least ? QString() : QStringLiteral("only %1 points").arg(changes);
}

inline QString atRandomMoments(FaultRounds& rounds, std::uint32_t seed)
{
    qInfo("%llu random moments, seed %u",
          static_cast<unsigned long long>(rounds.points(Series::Changes)), seed);
    return rounds.atRandomMoments(seed);
}

} // namespace onggi::test
