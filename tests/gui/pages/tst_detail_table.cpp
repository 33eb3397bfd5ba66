// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/detail_table.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

HistoryStep step(const char* createdBy, bool isEmpty = false)
{
    HistoryStep made;
    made.createdBy = createdBy;
    made.isEmpty = isEmpty;
    return made;
}

} // namespace

class TestDetailTable : public QObject {
    Q_OBJECT

private slots:
    void stepsStandBesideTheirLayers()
    {
        QCOMPARE(historyOf({step("ADD x"), step("ENV e", true), step("COPY a")}),
                 (QStringList{"COPY a: 200 B", "ENV e: ", "ADD x: 100 B"}));
    }

    void layersThatTheHistoryLeavesOutAreListed()
    {
        QCOMPARE(historyOf({}), (QStringList{"step b: 200 B", "step a: 100 B"}));
        // A step for one of two layers: nobody knows for which.
        QCOMPARE(historyOf({step("COPY a")}),
                 (QStringList{"step b: 200 B", "step a: 100 B", "COPY a: "}));
    }

    void aLayerThatNobodyTellsOfHasItsDigest()
    {
        m_view.layers[1].createdBy.clear();
        const QString digest = QString::fromStdString(m_view.layers[1].diffId.shortHex());
        QCOMPARE(historyOf({}), (QStringList{digest + ": 200 B", "step a: 100 B"}));
    }

    void anImageOfNothingHasNoHistory()
    {
        m_view = DrawnStore("x:1 =\n").view();
        QCOMPARE(historyOf({}), QStringList());
        QVERIFY(!m_table.accessibleDescription().isEmpty());
    }

    void init() { m_view = DrawnStore("x:1 = a b\na: 100 1 1\nb: 200 1 1\n").view(); }

private:
    // "step: content", a row each.
    QStringList historyOf(std::vector<HistoryStep> history)
    {
        ImageConfig config;
        config.history = std::move(history);
        for (const LayerRow& layer : m_view.layers)
            config.diffIds.push_back(layer.diffId);
        m_table.showHistory(m_view, Forest(m_view), 0, config, 0);
        QStringList rows;
        for (int row = 0; row < m_table.model()->rowCount(); ++row) {
            const auto text = [&](int column) {
                return m_table.model()->index(row, column).data().toString();
            };
            rows << text(0) + ": " + text(2).replace(QChar(0xa0), QLatin1Char(' '));
        }
        return rows;
    }

    StoreView m_view;
    DetailTable m_table;
};

QTEST_MAIN(TestDetailTable)
#include "tst_detail_table.moc"
