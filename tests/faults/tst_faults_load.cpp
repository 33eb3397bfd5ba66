// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Loading two images from one archive fails, or dies, at each of its points and at random moments.

#include "tests/faults/fault_rows.h"

using namespace onggi::test;

class TestFaultsLoad : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_load = std::make_unique<FaultRounds>(loadScene(m_archives.path().toStdString()));
    }
    void cleanupTestCase() { m_load.reset(); }

    void hasManyPoints() { expectNone(tooFewPoints("load", *m_load, 75)); }

    void isOldOrNewWhateverFails_data() { addFaultRows(); }
    void isOldOrNewWhateverFails() { expectNone(atEachPoint(*m_load)); }

    void isOldOrNewWheneverItIsKilled() { expectNone(atRandomMoments(*m_load, 2000)); }

private:
    QTemporaryDir m_archives;
    std::unique_ptr<FaultRounds> m_load;
};

QTEST_GUILESS_MAIN(TestFaultsLoad)
#include "tst_faults_load.moc"
