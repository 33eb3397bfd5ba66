// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Importing a root file system fails, or dies, at each of its points and at random moments. Its
// steps are those of a load, which has every kind of fault.

#include "tests/faults/fault_rows.h"

using namespace onggi::test;

class TestFaultsImport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_import = std::make_unique<FaultRounds>(importScene(m_tars.path().toStdString()));
    }
    void cleanupTestCase() { m_import.reset(); }

    void hasManyPoints() { expectNone(tooFewPoints("import", *m_import, 20)); }

    void isOldOrNewWhateverFails_data() { addFewFaultRows(); }
    void isOldOrNewWhateverFails() { expectNone(atEachPoint(*m_import)); }

    void isOldOrNewWheneverItIsKilled() { expectNone(atRandomMoments(*m_import, 7000)); }

private:
    QTemporaryDir m_tars;
    std::unique_ptr<FaultRounds> m_import;
};

QTEST_GUILESS_MAIN(TestFaultsImport)
#include "tst_faults_import.moc"
