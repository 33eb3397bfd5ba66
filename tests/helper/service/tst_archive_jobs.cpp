// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What of a caller's list is saved.

#include "helper/service/archive_jobs.h"

#include <optional>

#include <QTest>

#include "engine/archive/archived_image.h"
#include "engine/core/error.h"

using namespace onggi;

namespace {

StoreView twoImages()
{
    StoreView view;
    view.images.resize(2);
    view.images[0].serial = 3;
    view.images[0].tags = {"x:1", "x:2"};
    view.images[1].serial = 7;
    return view;
}

std::optional<Code> refusal(const wire::SaveItems& items)
{
    try {
        saveTargets(items, twoImages());
        return std::nullopt;
    } catch (const Error& error) {
        return error.code();
    }
}

} // namespace

class TestArchiveJobs : public QObject {
    Q_OBJECT

private slots:
    void savesEachImageOnceHoweverOftenItIsNamed()
    {
        const QString one = QStringLiteral("x:1");
        const QString two = QStringLiteral("x:2");
        const wire::SaveItems items{{7, {}}, {3, {two}}, {3, {two, one, one}}, {7, {}}};
        const std::vector<SaveTarget> targets = saveTargets(items, twoImages());
        QCOMPARE(targets.size(), std::size_t(2));
        QCOMPARE(targets[0].image.serial, Serial(7));
        QVERIFY(targets[0].tags.empty());
        QCOMPARE(targets[1].image.serial, Serial(3));
        QCOMPARE(targets[1].tags, (std::vector<std::string>{"x:2", "x:1"}));
    }

    void refusesWhatIsNotThere()
    {
        QCOMPARE(refusal({}), std::optional(Code::ApiInvalidArgument));
        QCOMPARE(refusal({{4, {}}}), std::optional(Code::StoreNotFound));
        QCOMPARE(refusal({{8, {}}}), std::optional(Code::StoreNotFound));
        QCOMPARE(refusal({{7, {QStringLiteral("x:1")}}}), std::optional(Code::StoreNotFound));
        wire::SaveItems many(static_cast<qsizetype>(kMaxArchivedImages), {7, {}});
        QVERIFY(!refusal(many));
        many.append(wire::SaveItem{7, {}});
        QCOMPARE(refusal(many), std::optional(Code::ApiInvalidArgument));
    }
};

QTEST_APPLESS_MAIN(TestArchiveJobs)
#include "tst_archive_jobs.moc"
