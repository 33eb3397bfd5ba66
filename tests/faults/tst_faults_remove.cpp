// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Removing an image, pruning, and the sweeping of the start after them fail, or die, at each of
// their points and at random moments.

#include <map>

#include "tests/faults/fault_rows.h"

using namespace onggi::test;

class TestFaultsRemove : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_rounds.emplace("rmi", std::make_unique<FaultRounds>(rmiScene()));
        m_rounds.emplace("prune", std::make_unique<FaultRounds>(pruneScene()));
        m_rounds.emplace("open", std::make_unique<FaultRounds>(openScene()));
    }
    void cleanupTestCase() { m_rounds.clear(); }

    void haveManyPoints()
    {
        expectNone(tooFewPoints("rmi", *m_rounds.at("rmi"), 50));
        expectNone(tooFewPoints("prune", *m_rounds.at("prune"), 45));
        expectNone(tooFewPoints("open", *m_rounds.at("open"), 20));
    }

    void rmiIsOldOrNewWhateverFails_data() { addFaultRows(); }
    void rmiIsOldOrNewWhateverFails() { checkEachPoint("rmi"); }
    void pruneIsOldOrNewWhateverFails_data() { addFaultRows(); }
    void pruneIsOldOrNewWhateverFails() { checkEachPoint("prune"); }
    void openingLosesNothingWhateverFails_data() { addFaultRows(); }
    void openingLosesNothingWhateverFails() { checkEachPoint("open"); }

    void isOldOrNewWheneverItIsKilled()
    {
        std::uint32_t seed = 3000;
        for (const auto& [verb, rounds] : m_rounds)
            expectNone(atRandomMoments(*rounds, seed += 1000));
    }

private:
    void checkEachPoint(const char* verb) { expectNone(atEachPoint(*m_rounds.at(verb))); }

    std::map<std::string, std::unique_ptr<FaultRounds>> m_rounds;
};

QTEST_GUILESS_MAIN(TestFaultsRemove)
#include "tst_faults_remove.moc"
