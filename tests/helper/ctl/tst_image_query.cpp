// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/image_query.h"

#include <ctime>

#include <QScopeGuard>
#include <QTest>

#include "engine/core/error.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/image_order.h"
#include "helper/ctl/time_text.h"
#include "tests/support/drawn_store.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

constexpr std::int64_t kNow = 1'767'225'600; // 2026-01-01T00:00:00Z
constexpr std::int64_t kDay = 86400;

StoreView sample()
{
    StoreView view = DrawnStore("docker.io/library/base:1 = a\n"
                                "docker.io/library/web:1 docker.io/library/web:2 = a b\n"
                                "ghcr.io/shop/web:1 = c\n"
                                "<none> = d\n"
                                "<none> = e\n"
                                "docker.io/library/top:9 = e f\n")
                         .view();
    for (std::size_t i = 0; i < view.images.size(); ++i)
        view.images[i].created = kNow - static_cast<std::int64_t>(i + 1) * kDay;
    for (ImageRow& image : view.images)
        image.platform = image.layers.size() == 1 ? "linux/arm64" : "linux/amd64";
    view.images[1].digests = {"docker.io/library/web@" + view.images[0].id.text()};
    return view;
}

Labels labelsOfImage(std::size_t image)
{
    if (image == 0)
        return {{"team", "base"}, {"tier", ""}};
    return image == 1 ? Labels{{"team", "shop"}} : Labels();
}

// "repository:tag" of each line, "<none>" for those without.
QStringList lines(const StoreView& view, const QStringList& filters,
                  const std::string& repository = {}, const std::string& sort = {})
{
    ImageQuery query;
    if (!repository.empty())
        addName(query, repository);
    for (const QString& filter : filters)
        addFilter(query, filter.toStdString(), kNow);
    const Forest forest(view);
    std::vector<ImageLine> selected = selectLines(view, forest, query, labelsOfImage);
    if (!sort.empty())
        sortLines(selected, view, allImageSizes(view, forest), sort);
    QStringList names;
    for (const ImageLine& line : selected)
        names << (line.tag.empty() ? "<none>" : QString::fromStdString(line.tag).section('/', -1));
    return names;
}

void setZone(const char* zone)
{
    qputenv("TZ", zone);
    ::tzset();
}

} // namespace

class TestImageQuery : public QObject {
    Q_OBJECT

private slots:
    // Dates are local ones.
    void initTestCase() { setZone("UTC0"); }

    void selectsByFilters_data()
    {
        QTest::addColumn<QStringList>("filters");
        QTest::addColumn<QStringList>("expected");
        const QStringList all{"base:1", "web:1", "web:2", "web:1", "<none>", "top:9"};
        QTest::newRow("none") << QStringList{} << all;
        QTest::newRow("dangling") << QStringList{"dangling=true"} << QStringList{"<none>"};
        QTest::newRow("not dangling") << QStringList{"dangling=false"}
                                      << QStringList{"base:1", "web:1", "web:2", "web:1", "top:9"};
        QTest::newRow("glob of names")
            << QStringList{"reference=web"} << QStringList{"web:1", "web:2"};
        QTest::newRow("glob of tags")
            << QStringList{"reference=*:1"} << QStringList{"base:1", "web:1"};
        QTest::newRow("glob across slashes")
            << QStringList{"reference=*/*/*:1"} << QStringList{"base:1", "web:1", "web:1"};
        QTest::newRow("one of two globs")
            << QStringList{"reference=base", "reference=t*"} << QStringList{"base:1", "top:9"};
        QTest::newRow("label") << QStringList{"label=team"}
                               << QStringList{"base:1", "web:1", "web:2"};
        QTest::newRow("label and value")
            << QStringList{"label=team=shop"} << QStringList{"web:1", "web:2"};
        QTest::newRow("two labels")
            << QStringList{"label=team", "label=tier="} << QStringList{"base:1"};
        QTest::newRow("before") << QStringList{"before=web:1"}
                                << QStringList{"web:1", "<none>", "top:9"};
        QTest::newRow("since") << QStringList{"since=ghcr.io/shop/web:1"}
                               << QStringList{"base:1", "web:1", "web:2"};
        QTest::newRow("until a date") << QStringList{"until=2025-12-28"} << QStringList{"top:9"};
        QTest::newRow("until so long ago")
            << QStringList{"until=80h"} << QStringList{"<none>", "top:9"};
        QTest::newRow("all together") << QStringList{"label=team", "reference=*:1", "until=1h"}
                                      << QStringList{"base:1", "web:1"};
    }
    void selectsByFilters()
    {
        QFETCH(QStringList, filters);
        QFETCH(QStringList, expected);
        QCOMPARE(lines(sample(), filters), expected);
    }

    void selectsByRepository()
    {
        QCOMPARE(lines(sample(), {}, "web"), (QStringList{"web:1", "web:2"}));
        QCOMPARE(lines(sample(), {}, "web:2"), QStringList("web:2"));
        QCOMPARE(lines(sample(), {}, "ghcr.io/shop/web"), QStringList("web:1"));
        QVERIFY_THROWS_EXCEPTION(Error, lines(sample(), {}, "Not A Name"));
    }

    void selectsByAGlobInPlaceOfARepository()
    {
        QCOMPARE(lines(sample(), {}, "web*"), (QStringList{"web:1", "web:2"}));
        QCOMPARE(lines(sample(), {}, "web:[13]"), QStringList("web:1"));
        QCOMPARE(lines(sample(), {}, "ghcr.io/*/web"), QStringList("web:1"));
        QCOMPARE(lines(sample(), {}, "docker.io/library/?eb:2"), QStringList("web:2"));
        QCOMPARE(lines(sample(), {}, "none*"), QStringList());
        QCOMPARE(lines(sample(), {"reference=base"}, "t*"), (QStringList{"base:1", "top:9"}));
        QCOMPARE(lines(sample(), {"label=team=base"}, "*"), QStringList("base:1"));
    }

    void takesAnAddressInBracketsForARegistry()
    {
        ImageQuery query;
        addName(query, "[::1]:5000/web");
        QCOMPARE(query.repository, std::string("[::1]:5000/web"));
        QVERIFY(query.globs.empty());
    }

    void showsMereStepsOnlyWhenAsked()
    {
        const StoreView view = sample();
        ImageQuery query;
        const Forest forest(view);
        QCOMPARE(selectLines(view, forest, query, {}).size(), std::size_t(6));
        query.isAll = true;
        QCOMPARE(selectLines(view, forest, query, {}).size(), std::size_t(7));
    }

    void refusesWhatIsNoFilter_data()
    {
        QTest::addColumn<QString>("filter");
        for (const char* filter :
             {"", "dangling", "dangling=maybe", "colour=red", "label=", "until=yesterday",
              "until=99999999999999999999", "until=3x", "until=-3h", "until=1.2.3h", "until=.",
              "until=99999999999999999999h", "until=2026-01-01T00:00:00+0", "=x"})
            QTest::addRow("'%s'", filter) << QString(filter);
    }
    void refusesWhatIsNoFilter()
    {
        QFETCH(QString, filter);
        QVERIFY_THROWS_EXCEPTION(UsageError, lines(sample(), {filter}));
    }

    void refusesAnImageThatIsNotThere()
    {
        QVERIFY_THROWS_EXCEPTION(Error, lines(sample(), {"before=missing:1"}));
    }

    void sortsByAnyColumn_data()
    {
        QTest::addColumn<QString>("order");
        QTest::addColumn<QString>("first");
        QTest::newRow("image") << "image"
                               << "<none>";
        QTest::newRow("image backwards") << "image:desc"
                                         << "web:2";
        QTest::newRow("repository") << "repository:desc"
                                    << "web:1";
        QTest::newRow("tag") << "tag:desc"
                             << "top:9";
        QTest::newRow("digest") << "digest:desc"
                                << "web:1";
        QTest::newRow("created") << "created"
                                 << "top:9";
        QTest::newRow("created backwards") << "created:desc"
                                           << "base:1";
        QTest::newRow("size") << "size:desc"
                              << "web:1";
        QTest::newRow("unique") << "unique:asc"
                                << "base:1";
        QTest::newRow("shared") << "shared:desc"
                                << "base:1";
        QTest::newRow("id") << "id"
                            << "top:9";
        QTest::newRow("id backwards") << "id:desc"
                                      << "web:1";
        QTest::newRow("platform") << "platform"
                                  << "web:1";
        QTest::newRow("platform backwards, which keeps the order of equals") << "platform:desc"
                                                                             << "base:1";
    }
    void sortsByAnyColumn()
    {
        QFETCH(QString, order);
        QFETCH(QString, first);
        QCOMPARE(lines(sample(), {}, {}, order.toStdString()).front(), first);
        QCOMPARE(lines(sample(), {}, {}, order.toStdString()).size(), 6);
    }

    void refusesToSortByWhatIsNoColumn()
    {
        for (const char* order : {"colour", "size:up", "size:", "IMAGE"})
            QVERIFY_THROWS_EXCEPTION(UsageError, lines(sample(), {}, {}, order));
    }

    void takesATagApart()
    {
        QCOMPARE(repositoryOf("localhost:5000/x:1"), std::string("localhost:5000/x"));
        QCOMPARE(tagOf("localhost:5000/x:1"), std::string("1"));
        QCOMPARE(repositoryOf("localhost:5000/x"), std::string("localhost:5000/x"));
        QCOMPARE(tagOf("localhost:5000/x"), std::string());
    }

    void readsPointsInTime()
    {
        QCOMPARE(parsePointInTime("2026-01-01T00:00:00Z", 0), kNow);
        QCOMPARE(parsePointInTime("2026-01-01", 0), kNow);
        QCOMPARE(parsePointInTime("1767225600", 0), kNow);
        QCOMPARE(parsePointInTime("1h30m", kNow), kNow - 5400);
        QCOMPARE(parsePointInTime("7d", kNow), kNow - 7 * kDay);
    }

    void readsFractions()
    {
        QCOMPARE(parsePointInTime("2026-01-01T00:00:00.999Z", 0), kNow);
        QCOMPARE(parsePointInTime("2026-01-01T00:00:00.999", 0), kNow);
        QCOMPARE(parsePointInTime("1767225600.999", 0), kNow);
        QCOMPARE(parsePointInTime("1.5h", kNow), kNow - 5400);
        QCOMPARE(parsePointInTime("0.1h1m", kNow), kNow - 420);
        QCOMPARE(parsePointInTime("1500ms1.5s", kNow), kNow - 3);
        QCOMPARE(parsePointInTime("3000000µs", kNow), kNow - 3);
    }

    void readsLocalTimesWhereNoZoneIsNamed()
    {
        setZone("KST-9");
        const auto restore = qScopeGuard([] { setZone("UTC0"); });
        constexpr std::int64_t kNine = 9 * 3600;
        QCOMPARE(parsePointInTime("2026-01-01", 0), kNow - kNine);
        QCOMPARE(parsePointInTime("2026-01-01T00:00", 0), kNow - kNine);
        QCOMPARE(parsePointInTime("2026-01-01T00:00:00", 0), kNow - kNine);
        QCOMPARE(parsePointInTime("2026-01-01T00:00:00Z", 0), kNow);
        QCOMPARE(parsePointInTime("2026-01-01T09:00:00+09:00", 0), kNow);
        QCOMPARE(parsePointInTime("1767225600", 0), kNow);
    }
};

QTEST_APPLESS_MAIN(TestImageQuery)
#include "tst_image_query.moc"
