// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A helper that cannot find its containers again.

#include <unistd.h>

#include <QTest>

#include "helper/api/wire.h"
#include "tests/support/bus_client.h"
#include "tests/support/private_bus.h"

using namespace onggi;

class TestBusRecovery : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        wire::registerWireTypes();
    }

    void whatWasNotFoundAgainIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("state");
        QTest::newRow("all is well") << QStringList() << "good";
        // Where no directory can be made.
        QTest::newRow("no runtime directory")
            << QStringList{"--runtime", "/dev/null/run"} << "broken";
    }
    void whatWasNotFoundAgainIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, state);
        PrivateBus bus({.hasPolkit = true, .helperArguments = arguments});
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        const auto report = callHelper(root, bus::kHealth, QStringLiteral("Report"));
        QVERIFY2(errorOf(report).isEmpty(), qPrintable(report.errorMessage()));
        QString found;
        QString finding;
        for (const wire::Finding& one : qdbus_cast<wire::Findings>(report.arguments().at(0))) {
            if (one.id == QLatin1String("recovery")) {
                found += one.state;
                finding += one.finding;
            }
        }
        QCOMPARE(found, state);
        QCOMPARE(finding.contains(QLatin1String("/dev/null/run")), state == "broken");
        QCOMPARE(bus.log().contains(QLatin1String("recovery-failed")), state == "broken");
        // Images are served all the same.
        QVERIFY(errorOf(callHelper(root, bus::kImages, QStringLiteral("Snapshot"), {0ULL, 10U}))
                    .isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBusRecovery)
#include "tst_bus_recovery.moc"
