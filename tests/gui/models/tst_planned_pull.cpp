// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is read of a look-up's result, and how it is said.

#include "gui/models/planned_pull.h"

#include <QLocale>
#include <QTest>

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "helper/api/names.h"
#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// A layer named as those of a drawn store.
wire::PlannedLayer layerOf(char name, qulonglong size, bool isHere)
{
    const QString digest = QString::fromStdString(Sha256::of(std::string(1, name)).text());
    return {digest, digest, size, isHere, {}};
}

QVariantMap resultOf(const wire::PlannedLayers& layers, qulonglong present, qulonglong download)
{
    return {{"items", QVariant::fromValue(layers)},
            {"present", present},
            {"download", download},
            {"disk", 667'000'000ULL},
            {"free", 84'200'000'000ULL}};
}

PlannedPull planned()
{
    return plannedPull(resultOf({layerOf('a', 120'400'000, true), layerOf('x', 24'000'000, false),
                                 layerOf('y', 64'400'000, false)},
                                120'400'000, 80'000'000));
}

// With a plain space before the unit.
QString plain(QString text)
{
    return text.replace(QChar(0xa0), ' ');
}

} // namespace

class TestPlannedPull : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        wire::registerWireTypes();
    }

    void theSentenceIsTheSum()
    {
        const PlannedPull plan = planned();
        QCOMPARE(plan.layersHere(), 1U);
        QCOMPARE(plan.whole(), Bytes(208'800'000));
        QCOMPARE(plain(pullSentence(plan)), QString("1 layer(s) here (120.4 MB), 2 to download "
                                                    "(80.0 MB), 667.0 MB on disk"));
    }

    void whatCameEarlierCountsNeitherWay() { QCOMPARE(planned().earlier(), Bytes(8'400'000)); }

    void anImageOfKnownLayersNeedsNoDownload()
    {
        const PlannedPull plan =
            plannedPull(resultOf({layerOf('a', 120'400'000, true)}, 120'400'000, 0));
        QCOMPARE(pullSentence(plan), QString("All layers are here already"));
        QCOMPARE(plan.earlier(), Bytes());
    }

    void layersSayWhoseTheyAre()
    {
        const DrawnStore store("nginx:1 = a b\n"
                               "web:1   = a b c\n");
        PlannedPull plan = planned();
        plan.findUsers(store.view());
        QCOMPARE(plan.layers[0].usedBy.size(), 2U);
        QVERIFY(pullStateText(plan.layers[0], store.view()).startsWith("here: "));
        QCOMPARE(pullStateText(plan.layers[1], store.view()), QString("to download"));
    }

    void aSmallDiskIsARefusal()
    {
        QVERIFY(pullRefusalText(planned()).isEmpty());
        PlannedPull plan = planned();
        plan.free = Bytes(48'000'000);
        QVERIFY(plan.isTooLarge());
        QVERIFY(plain(pullRefusalText(plan))
                    .startsWith("The disk is too small: it takes about 667.0 MB, and 48.0 MB are"));
    }

    void aTagThatMovesIsSaid()
    {
        PlannedPull plan = planned();
        QVERIFY(pullMoveText(plan).isEmpty());
        plan.movesFrom = "sha256:c83e5f1b77021234567890";
        QCOMPARE(pullMoveText(plan),
                 QString("The tag moves here from the image c83e5f1b7702, which stays."));
    }

    void theLastRateIsThatOfTheNewestPull()
    {
        std::map<qulonglong, wire::Job> jobs;
        QVERIFY(pullTimeText(planned(), jobs).isEmpty());
        for (const qulonglong number : {1ULL, 2ULL, 3ULL}) {
            wire::Job& job = jobs[number];
            job.kind = "pull";
            job.state = number == 3 ? bus::kFailed : bus::kSucceeded;
            job.done = number * 10'000'000;
            job.started = 100;
            job.ended = 102;
        }
        QCOMPARE(plain(pullTimeText(planned(), jobs)),
                 QString("About 9 s at the last rate of 10.0 MB/s"));
    }

    void anImpossibleDigestIsRefused()
    {
        wire::PlannedLayer layer = layerOf('a', 1, true);
        layer.diffId = "sha256:12";
        QVERIFY_THROWS_EXCEPTION(Error, plannedPull(resultOf({layer}, 1, 0)));
    }
};

QTEST_GUILESS_MAIN(TestPlannedPull)
#include "tst_planned_pull.moc"
