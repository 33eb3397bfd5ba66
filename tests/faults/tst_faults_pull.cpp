// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A pull of two layers fails, or dies, at each of its points and at random moments.

#include "tests/faults/fault_rows.h"

using namespace onggi::test;

class TestFaultsPull : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_pull = std::make_unique<FaultRounds>(pullScene()); }
    void cleanupTestCase() { m_pull.reset(); }

    void hasManyPoints() { expectNone(tooFewPoints("pull", *m_pull, 75)); }

    void isOldOrNewWhateverFails_data() { addFaultRows(); }
    void isOldOrNewWhateverFails() { expectNone(atEachPoint(*m_pull)); }

    void isOldOrNewWheneverItIsKilled() { expectNone(atRandomMoments(*m_pull, 1000)); }

private:
    std::unique_ptr<FaultRounds> m_pull;
};

QTEST_GUILESS_MAIN(TestFaultsPull)
#include "tst_faults_pull.moc"
