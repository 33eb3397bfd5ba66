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

    void hasManyPoints() { QCOMPARE(tooFewPoints("pull", *m_pull, 60), QString()); }

    void isOldOrNewWhateverFails_data() { addFaultRows(); }
    void isOldOrNewWhateverFails() { QCOMPARE(atEachPoint(*m_pull), QString()); }

    void isOldOrNewWheneverItIsKilled() { QCOMPARE(atRandomMoments(*m_pull, 1000), QString()); }

private:
    std::unique_ptr<FaultRounds> m_pull;
};

QTEST_GUILESS_MAIN(TestFaultsPull)
#include "tst_faults_pull.moc"
