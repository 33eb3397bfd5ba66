// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/search_filter.h"

#include <QTest>

#include "helper/ctl/grammar.h"

using namespace onggi;
using namespace onggi::ctl;

class TestSearchFilter : public QObject {
    Q_OBJECT

private slots:
    void choosesAsDockerDoes_data()
    {
        QTest::addColumn<QStringList>("filters");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("none") << QStringList{} << QStringList{"a", "b", "c"};
        QTest::newRow("official") << QStringList{"is-official=true"} << QStringList{"a"};
        QTest::newRow("not official") << QStringList{"is-official=0"} << QStringList{"b", "c"};
        QTest::newRow("stars") << QStringList{"stars=7"} << QStringList{"a", "b"};
        QTest::newRow("the higher of two") << QStringList{"stars=8", "stars=0"} << QStringList{"a"};
        QTest::newRow("both") << QStringList{"stars=7", "is-official=false"} << QStringList{"b"};
    }
    void choosesAsDockerDoes()
    {
        QFETCH(QStringList, filters);
        QFETCH(QStringList, expected);
        std::vector<std::string> typed;
        for (const QString& text : filters)
            typed.push_back(text.toStdString());
        const SearchFilter filter(typed);
        QStringList accepted;
        for (const wire::FoundRepository& repository :
             {wire::FoundRepository{"a", "", 900, true}, wire::FoundRepository{"b", "", 7, false},
              wire::FoundRepository{"c", "", 0, false}}) {
            if (filter.accepts(repository))
                accepted << repository.repository;
        }
        QCOMPARE(accepted, expected);
    }

    void refusesWhatIsNoFilter()
    {
        for (const char* filter :
             {"", "stars", "stars=", "stars=many", "stars=-1", "stars=3x", "is-official",
              "is-official=", "is-official=perhaps", "is-automated=true", "=1"})
            QVERIFY_THROWS_EXCEPTION(UsageError, SearchFilter(std::vector<std::string>{filter}));
    }
};

QTEST_APPLESS_MAIN(TestSearchFilter)
#include "tst_search_filter.moc"
