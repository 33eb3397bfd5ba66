// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the dialog tells of a pull before it starts, beside the real helper, and pausing one that
// runs.

#include <QCheckBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>

#include "gui/dialogs/pull_dialog.h"
#include "gui/dialogs/pull_plan_view.h"
#include "gui/dialogs/pull_table.h"
#include "gui/pages/activity_page.h"
#include "gui/widgets/choice_box.h"
#include "gui/widgets/error_bar.h"
#include "helper/api/names.h"
#include "tests/support/shop_window.h"
#include "tests/support/slow_registry.h"
#include "tests/support/small_shop.h"

using namespace onggi;
using namespace onggi::test;

class TestPullPlanView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_shop = std::make_unique<ShopWindow>();
        m_base = layerWith("plan base", 1'200'000);
        registry().pushImage("plan/base", "1", {m_base});
        m_shop->shop().run(bus::kImages, "Pull",
                           {reference("plan/base:1"), QVariantMap{{"tls-verify", false}}});
        registry().pushImage("plan/app", "1",
                             {m_base, layerWith("plan app", 640'000), layerWith("x", 20'000)});
    }
    void cleanupTestCase() { m_shop.reset(); }
    void init() { m_shop->open(); }
    void cleanup() { m_shop->close(); }

    void saysWhatIsHereAndWhatIsToCome()
    {
        PullDialog& dialog = open(reference("plan/app:1"));
        QTRY_VERIFY_WITH_TIMEOUT(plan(dialog).isVisible(), 20'000);
        const QRegularExpression sentence(
            "^1 layer here \\(\\S+.MB\\), 2 to download \\(\\S+.kB\\), \\S+.[kM]B on disk$");
        QVERIFY2(!labelTexts(dialog).filter(sentence).isEmpty(),
                 qPrintable(labelTexts(dialog).join('\n')));
        QVERIFY(!labelTexts(dialog).filter(" free on disk").isEmpty());
        const QAbstractItemModel& rows = *dialog.findChild<PullTable*>()->model();
        QCOMPARE(rows.rowCount(), 4);
        QCOMPARE(stateOf(rows, 0), "here: " + reference("plan/base:1"));
        QCOMPARE(stateOf(rows, 1), QString("to download"));
        QCOMPARE(rows.index(3, 0).data().toString(), QString("3 layers"));
        QVERIFY(buttonNamed(dialog, "Pull")->isEnabled());
        QVERIFY(!m_shop->imageTagged(reference("plan/app:1")).isValid());
        QCOMPARE(m_shop->application().activity().count(), -1);
    }

    void itsPlaceStaysWhenTheStoreChanges()
    {
        std::vector<LayerBlob> layers;
        for (int layer = 0; layer < 20; ++layer)
            layers.push_back(layerWith("tall " + std::to_string(layer), 2'000));
        registry().pushImage("plan/tall", "1", layers);
        PullDialog& dialog = open(reference("plan/tall:1"));
        QTRY_VERIFY_WITH_TIMEOUT(plan(dialog).isVisible(), 20'000);
        auto* table = dialog.findChild<PullTable*>();
        QScrollBar& bar = *table->verticalScrollBar();
        QTRY_VERIFY(bar.maximum() > 5);
        table->setCurrentIndex(table->model()->index(6, 0));
        bar.setValue(5);
        m_shop->addImage("meanwhile:1");
        QCOMPARE(bar.value(), 5);
        QCOMPARE(table->currentIndex().row(), 6);
        // Of another image nothing is kept.
        dialog.setReference(reference("plan/app:1"));
        QVERIFY(!plan(dialog).isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(plan(dialog).isVisible(), 20'000);
        QCOMPARE(table->model()->rowCount(), 4);
        QVERIFY(!table->currentIndex().isValid());
    }

    void followsTheName()
    {
        PullDialog& dialog = open(reference("plan/app:1"));
        QTRY_VERIFY_WITH_TIMEOUT(plan(dialog).isVisible(), 20'000);
        auto* field = dialog.findChild<QLineEdit*>();
        QTest::keyClick(field, Qt::Key_Backspace);
        QVERIFY(!plan(dialog).isVisible());
        QTest::keyClick(field, Qt::Key_9);
        QTRY_VERIFY_WITH_TIMEOUT(
            labelTexts(dialog).contains(
                "The registry has no such image, or does not show it to everybody."),
            20'000);
        QVERIFY(!dialog.findChild<ErrorBar*>()->isVisible());
        QVERIFY(buttonNamed(dialog, "Pull")->isEnabled());
        field->setText(reference("plan/base:1"));
        QTRY_VERIFY_WITH_TIMEOUT(labelTexts(dialog).contains("All layers are here already"),
                                 20'000);
    }

    void anEarlierLookUpIsCancelled()
    {
        FaultServer silent([](const FaultRequest&) {
            FaultReply reply;
            reply.isSilent = true;
            return reply;
        });
        const QString first = QString::fromStdString(silent.domain()) + "/nobody/home:1";
        PullDialog& dialog = open(first);
        QTRY_VERIFY_WITH_TIMEOUT(!silent.requests().empty(), 20'000);
        QVERIFY(labelTexts(dialog).contains(QString::fromStdString(silent.domain()) +
                                            " is being asked…"));
        dialog.findChild<QLineEdit*>()->setText(reference("plan/app:1"));
        QTRY_VERIFY_WITH_TIMEOUT(plan(dialog).isVisible(), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(stateOfLookUp(first), QString("cancelled"), 20'000);
    }

    void aClosedDialogAsksNoMore()
    {
        FaultServer silent([](const FaultRequest&) {
            FaultReply reply;
            reply.isSilent = true;
            return reply;
        });
        const QString name = QString::fromStdString(silent.domain()) + "/nobody/waits:1";
        PullDialog& dialog = open(name);
        QTRY_VERIFY_WITH_TIMEOUT(!silent.requests().empty(), 20'000);
        dialog.reject();
        QTRY_COMPARE_WITH_TIMEOUT(stateOfLookUp(name), QString("cancelled"), 20'000);
    }

    void aDiskThatIsTooSmallIsSaidBeforehand()
    {
        registry().pushImage("plan/large", "1", {madeLayer("head -c 60M /dev/urandom >data")});
        SmallShop full;
        PullDialog& dialog = full.openPull(reference("plan/large:1"));
        QTRY_VERIFY_WITH_TIMEOUT(!labelTexts(dialog).filter("The disk is too small").isEmpty(),
                                 30'000);
        QVERIFY(!buttonNamed(dialog, "Pull")->isEnabled());
        QVERIFY(takePicture(dialog, "pull-too-large-en-light"));
        dialog.findChild<QLineEdit*>()->setText("nginx:1.29");
        QVERIFY(buttonNamed(dialog, "Pull")->isEnabled());
    }

    void aRegistryThatIsNotToBeAskedIsNotAsked()
    {
        PullDialog& dialog = open(reference("plan/base:1"));
        auto* policy = dialog.findChild<ChoiceBox*>();
        policy->setCurrentIndex(policy->findData("never"));
        QVERIFY(labelTexts(dialog).contains(
            "The registry is not asked: only an image that is here will do."));
        policy->setCurrentIndex(policy->findData("missing"));
        QVERIFY(labelTexts(dialog).contains("The image is here; the registry is not asked."));
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            labelTexts(dialog).contains("The image was here already; nothing has changed."),
            20'000);
    }

    void afterAFailureItIsLookedUpAgain()
    {
        const LayerBlob layer = layerWith("cut", 2'000'000);
        registry().pushImage("plan/cut", "1", {layer});
        FaultServer server([whole = forwardTo(registry().url()),
                            name = layer.diffId.text()](const FaultRequest& request) {
            FaultReply reply;
            const bool isRest = !request.header("Range").empty();
            if (request.target.ends_with(name) && isRest) {
                reply.status = 404;
                return reply;
            }
            reply = whole(request);
            if (request.target.ends_with(name))
                reply.cutAfter = 700'000;
            return reply;
        });
        PullDialog& dialog = open(QString::fromStdString(server.domain()) + "/plan/cut:1");
        QTRY_VERIFY_WITH_TIMEOUT(plan(dialog).isVisible(), 20'000);
        const QAbstractItemModel& rows = *dialog.findChild<PullTable*>()->model();
        QCOMPARE(stateOf(rows, 1), QString());
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        const auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(stateOf(rows, 1).endsWith("came earlier"), 20'000);
        QVERIFY(errors->isVisible());
    }

    void pausesAndGoesOn()
    {
        SlowRegistry slow;
        PullDialog& dialog = open(slow.add("plan/paused", "1", {900'000, 2'100'000}));
        slow.holdAfter(700'000);
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(slow.isHeld(), 20'000);
        QTRY_VERIFY(buttonNamed(dialog, "Pause")->isEnabled());
        QTest::mouseClick(buttonNamed(dialog, "Pause"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(dialog, "Resume"), 20'000);
        QVERIFY(labelTexts(dialog).contains("paused"));
        QVERIFY(labelTexts(dialog).filter("done").isEmpty());
        QVERIFY(takePicture(dialog, "pull-paused-en-light"));
        slow.release();
        QTRY_VERIFY(buttonNamed(dialog, "Resume")->isEnabled());
        QTest::mouseClick(buttonNamed(dialog, "Resume"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(dialog, "Show image"), 20'000);
    }

    void aClosedDialogLeavesThePullToTheWindow()
    {
        registry().pushImage("plan/closed", "1", {layerWith("closed", 30'000)});
        PullDialog& dialog = open(reference("plan/closed:1"));
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        dialog.reject(); // before the user's files have been read
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->imageTagged(reference("plan/closed:1")).isValid(), 20'000);
    }

    void pictures_data() { addPictures("pull-plan-"); }
    void pictures()
    {
        m_shop->picture([this]() -> QWidget& {
            PullDialog& dialog = open(reference("plan/app:1"));
            if (!QTest::qWaitFor([&] { return plan(dialog).isVisible(); }, 20'000))
                qFatal("there is no plan");
            return dialog;
        });
    }

private:
    Registry& registry() { return m_shop->shop().registry(); }
    QString reference(const QString& name)
    {
        return QString::fromStdString(registry().domain()) + '/' + name;
    }
    // With plain HTTP, which the registries here speak.
    PullDialog& open(const QString& reference)
    {
        QTest::keyClick(&m_shop->window(), Qt::Key_P, Qt::ControlModifier);
        auto* dialog = m_shop->window().findChild<PullDialog*>();
        if (!dialog)
            qFatal("the dialog did not open");
        dialog->findChild<QCheckBox*>()->click();
        dialog->setReference(reference);
        return *dialog;
    }
    static PullPlanView& plan(PullDialog& dialog) { return *dialog.findChild<PullPlanView*>(); }
    static QString stateOf(const QAbstractItemModel& rows, int row)
    {
        return rows.index(row, PullTable::StateColumn).data().toString();
    }
    // Of the newest one; empty where there is none.
    QString stateOfLookUp(const QString& reference)
    {
        QString state;
        for (const auto& [number, job] : m_shop->application().store().jobs()) {
            if (job.kind == "plan-pull" && job.title == reference)
                state = job.state;
        }
        return state;
    }

    std::unique_ptr<ShopWindow> m_shop;
    LayerBlob m_base;
};

QTEST_MAIN(TestPullPlanView)
#include "tst_pull_plan_view.moc"
