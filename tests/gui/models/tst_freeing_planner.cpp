// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/freeing_planner.h"

#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// Two bases with something on top, one of them in use; every layer has 2000 bytes on disk.
StoreView shop()
{
    return DrawnStore("nginx:1 = a\n"
                      "web:1   = a b\n"
                      "web:2   = a c\n"
                      "other:1 = d\n"
                      "<none>  = e\n"
                      "shop @ web:2\n")
        .view();
}

FreeingAnswer answerTo(std::uint64_t bytes, bool isTaggedSpared = false)
{
    FreeingWish wish;
    wish.bytes = Bytes(bytes);
    wish.options.isTaggedSpared = isTaggedSpared;
    return answerFreeing(std::make_shared<const StoreView>(shop()), wish);
}

} // namespace

class TestFreeingPlanner : public QObject {
    Q_OBJECT

private slots:
    void theLeastThatFreesEnoughGoes()
    {
        const FreeingAnswer answer = answerTo(2500);
        QVERIFY(answer.freeing.isEnough);
        QVERIFY(answer.freeing.isBest);
        QCOMPARE(answer.deletion.removal.freed, Bytes(4000));
        QCOMPARE(answer.deletion.rows.size(), 2U);
        QCOMPARE(answer.deletion.goingCount(), 2U);
    }

    void whatIsInUseStaysWithWhatItIsMadeOn()
    {
        const FreeingAnswer answer = answerTo(1'000'000);
        QVERIFY(!answer.freeing.isEnough);
        QCOMPARE(answer.freeing.most, Bytes(6000));
        QCOMPARE(answer.deletion.rows.size(), 3U);
        QCOMPARE(answer.kept, 2);
        QCOMPARE(answer.containers, std::vector<std::string>{"shop"});
    }

    void tagsCanBeSpared()
    {
        const FreeingAnswer answer = answerTo(1'000'000, true);
        QCOMPARE(answer.freeing.most, Bytes(2000));
        QCOMPARE(answer.deletion.rows.size(), 1U);
    }

    void theLastWishIsAnswered()
    {
        FreeingPlanner planner;
        QSignalSpy planned(&planner, &FreeingPlanner::planned);
        std::vector<FreeingAnswer> answers;
        connect(&planner, &FreeingPlanner::planned, this,
                [&](const FreeingAnswer& answer) { answers.push_back(answer); });
        planner.setStore(shop());
        for (const std::uint64_t bytes : {1ULL, 2ULL, 6000ULL})
            planner.plan({Bytes(bytes), {}});
        QTRY_COMPARE(planned.count(), 1);
        QCOMPARE(answers.front().wish.bytes, Bytes(6000));
        QCOMPARE(answers.front().deletion.removal.freed, Bytes(6000));
    }

    void anAnswerOfRowsThatAreGoneIsNone()
    {
        FreeingPlanner planner;
        std::vector<FreeingAnswer> answers;
        connect(&planner, &FreeingPlanner::planned, this,
                [&](const FreeingAnswer& answer) { answers.push_back(answer); });
        planner.setStore(shop());
        planner.plan({Bytes(1), {}});
        planner.setStore(StoreView());
        planner.plan({Bytes(2), {}});
        QTRY_COMPARE(answers.size(), 1U);
        QCOMPARE(answers.front().wish.bytes, Bytes(2));
        QVERIFY(answers.front().deletion.rows.empty());
    }
};

QTEST_GUILESS_MAIN(TestFreeingPlanner)
#include "tst_freeing_planner.moc"
