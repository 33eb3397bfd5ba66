// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What `pull --dry-run` prints.

#include "helper/ctl/pull_plan_text.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "helper/api/wire.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

QVariantMap result()
{
    wire::PlannedLayers items;
    const auto digest = [](char c) {
        return QStringLiteral("sha256:") + QString(64, QLatin1Char(c));
    };
    items.append({.diffId = digest('a'),
                  .digest = digest('1'),
                  .size = 1000,
                  .isPresent = true,
                  .later = {}});
    items.append({.diffId = digest('b'),
                  .digest = digest('2'),
                  .size = 2500,
                  .isPresent = false,
                  .later = {}});
    return {{"reference", "docker.io/library/x:1"},
            {"id", digest('3')},
            {"digest", digest('4')},
            {"items", QVariant::fromValue(items)},
            {"present", 1000ULL},
            {"download", 2000ULL},
            {"disk", 7500ULL},
            {"free", 5'000'000ULL}};
}

} // namespace

class TestPullPlanText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { wire::registerWireTypes(); }

    void textNamesEachLayerAndTheSums()
    {
        QCOMPARE(pullPlanText(pulledPlan(result())),
                 "x:1: sha256:" + std::string(64, '4') +
                     "\n"
                     "LAYER                  SIZE  STATE\n"
                     "sha256:111111111111  1.0 kB  here\n"
                     "sha256:222222222222  2.5 kB  to download\n"
                     "here already: 1.0 kB\n"
                     "to download: 2.0 kB\n"
                     "disk needed: about 7.5 kB of 5.0 MB free\n");
    }

    void textSaysWhichImageLosesTheTag()
    {
        QVariantMap moving = result();
        moving.insert("movesFrom", "sha256:old");
        QVERIFY(pullPlanText(pulledPlan(moving))
                    .ends_with("\nthe tag moves from sha256:old, which stays\n"));
    }

    void textCannotBeForged()
    {
        QVariantMap forged = result();
        forged.insert("movesFrom", "a\nhere already: 9 GB\x1b[2J");
        const std::string text = pullPlanText(pulledPlan(forged));
        QVERIFY(text.find('\x1b') == std::string::npos);
        QVERIFY(text.find("\nhere already: 9 GB") == std::string::npos);
    }

    void jsonHasTheBytesAsNumbers()
    {
        const OrderedJson json = pullPlanJson(pulledPlan(result()));
        QVERIFY(json["presentBytes"] == 1000);
        QVERIFY(json["downloadBytes"] == 2000);
        QVERIFY(json["diskBytes"] == 7500);
        QVERIFY(json["freeBytes"] == 5'000'000);
        QVERIFY(json["movesFrom"].is_null());
        QCOMPARE(json["items"].size(), std::size_t(2));
        QVERIFY(json["items"][0]["isPresent"] == true);
        QVERIFY(json["items"][1]["bytes"] == 2500);
    }
};

QTEST_GUILESS_MAIN(TestPullPlanText)
#include "tst_pull_plan_text.moc"
