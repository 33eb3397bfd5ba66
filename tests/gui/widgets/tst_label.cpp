// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/label.h"

#include <QTest>

using namespace onggi;

class TestLabel : public QObject {
    Q_OBJECT

private slots:
    void wordsThatDoNotFitStandInTheToolTip()
    {
        Label label;
        label.setElided(Qt::ElideRight);
        label.setText("more than there is room for");
        paint(label, 60);
        QVERIFY(label.toolTip().contains("more than there is room for"));
        label.setText("and other words of that length");
        paint(label, 60);
        QVERIFY(label.toolTip().contains("and other words of that length"));
        paint(label, 600);
        QCOMPARE(label.toolTip(), QString());
    }

    void aToolTipThatWasGivenStays_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("with room") << 600;
        QTest::newRow("elided") << 20;
    }
    void aToolTipThatWasGivenStays()
    {
        QFETCH(int, width);
        Label label;
        label.setElided(Qt::ElideRight);
        label.setText("84.8 MB on disk");
        label.setToolTip("84,812,345 bytes");
        paint(label, width);
        QCOMPARE(label.toolTip(), QString("84,812,345 bytes"));
        // Also one that comes after its own.
        label.setToolTip({});
        paint(label, width);
        label.setToolTip("84,812,345 bytes");
        paint(label, width);
        QCOMPARE(label.toolTip(), QString("84,812,345 bytes"));
    }

private:
    static void paint(Label& label, int width)
    {
        label.resize(width, 30);
        label.grab();
    }
};

QTEST_MAIN(TestLabel)
#include "tst_label.moc"
