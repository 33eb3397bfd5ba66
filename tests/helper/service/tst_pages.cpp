// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pages hold every row once and stay small.

#include <utility>

#include <QTest>

#include "helper/service/pages.h"

using namespace onggi;

class TestPages : public QObject {
    Q_OBJECT

private slots:
    void pagesTogetherAreTheList()
    {
        std::vector<LayerRow> rows(5000);
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].serial = 3 * i + 1; // with gaps: rows have been removed
        std::vector<Serial> seen;
        Serial first = 0;
        for (auto page = pageOf(rows, first, 1u << 31); !page.isEmpty();
             page = pageOf(rows, first, 1u << 31)) {
            QVERIFY(page.size() <= static_cast<qsizetype>(kMaxPageRows));
            for (const wire::Layer& row : page)
                seen.push_back(row.serial);
            first = seen.back() + 1;
        }
        QCOMPARE(seen.size(), rows.size());
        QCOMPARE(seen.back(), rows.back().serial);
    }

    void pageHasNoMoreThanAskedFor()
    {
        std::vector<LayerRow> rows(10);
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].serial = i;
        QCOMPARE(pageOf(rows, 4, 3).size(), 3);
        QCOMPARE(pageOf(rows, 4, 3).first().serial, 4ULL);
        QCOMPARE(pageOf(rows, 8, 100).size(), 2);
        QVERIFY(pageOf(rows, 0, 0).isEmpty());
        QVERIFY(pageOf(rows, 10, 5).isEmpty());
    }

    void largeRowsMakeShortPagesButNeverEmptyOnes()
    {
        std::vector<ContainerRow> rows(3);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].serial = i;
            rows[i].command = std::string(3 << 20, 'x');
        }
        QCOMPARE(pageOf(rows, 0, 10).size(), 1);
        rows[0].command = std::string(16 << 20, 'x');
        QCOMPARE(pageOf(rows, 0, 10).size(), 1);
    }

    // Of what a config says, no length is refused.
    void whatAnImageSaysOfItselfMakesShortPages()
    {
        std::vector<ImageRow> rows(3);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].serial = i;
            rows[i].platform = std::string(3 << 20, 'x');
        }
        QCOMPARE(pageOf(rows, 0, 10).size(), 1);
        for (ImageRow& row : rows)
            row.baseName = std::exchange(row.platform, {});
        QCOMPARE(pageOf(rows, 0, 10).size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestPages)
#include "tst_pages.moc"
