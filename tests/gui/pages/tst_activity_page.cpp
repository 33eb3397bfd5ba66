// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The activity page in its window, beside the real helper: jobs of other clients come and go on it,
// are cancelled from it, and say how they ended.

#include "gui/pages/activity_page.h"

#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QToolButton>

#include "gui/models/job_text.h"
#include "gui/pages/job_table_view.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/job_view.h"
#include "gui/widgets/page_list.h"
#include "tests/support/bus_client.h"
#include "tests/support/shop_window.h"
#include "tests/support/slow_registry.h"

using namespace onggi;
using namespace onggi::test;

class TestActivityPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_shop = std::make_unique<ShopWindow>();
        m_registry = std::make_unique<SlowRegistry>();
        m_other = m_shop->bus().connect(0);
    }
    void cleanupTestCase()
    {
        m_other = QDBusConnection(QString());
        m_shop.reset();
        m_registry.reset();
    }
    void init()
    {
        m_shop->open();
        m_shop->window().showPage(&page());
        QVERIFY(page().isVisible());
        QTRY_VERIFY(view().model()->rowCount() > 10);
    }
    void cleanup()
    {
        m_registry->release();
        m_shop->close();
    }

    void pictures_data() { addPictures("activity-"); }
    void pictures()
    {
        m_shop->dress();
        const QString name = QTest::currentDataTag();
        m_registry->holdAfter(9'000'000);
        m_registry->add("picture/" + name, "1", {120'000, 2'400'000, 6'440'000, 9'230'000});
        const qulonglong job = pull("picture/" + name, "1");
        QTRY_VERIFY(m_registry->isHeld());
        QTRY_VERIFY(rowOf(job).isValid());
        click(rowOf(job));
        QTRY_VERIFY(parts().size() >= 3);
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(m_shop->window(), name));
        m_registry->release();
        QTRY_COMPARE(stateOf(job), QString("succeeded"));
        const qulonglong failed = pull("picture/" + name, "9");
        QTRY_COMPARE(stateOf(failed), QString("failed"));
        click(rowOf(failed));
        QTRY_VERIFY(errors().isVisible());
        QVERIFY(takePicture(m_shop->window(), name + "-failed"));
        setTheme(false);
    }

    void aPullOfAnotherClientIsShownWhileItRuns()
    {
        m_registry->holdAfter(300'000);
        m_registry->add("t/seen", "1", {400'000, 500'000});
        const qulonglong job = pull("t/seen", "1");
        QTRY_VERIFY(m_registry->isHeld());
        QTRY_COMPARE(page().count(), 1);
        QTRY_COMPARE(stateOf(job), QString("running"));
        QCOMPARE(rowOf(job).row(), 0);
        QCOMPARE(rowOf(job).data().toString(), "Pull " + m_registry->reference("t/seen", "1"));
        QCOMPARE(rowOf(job).siblingAtColumn(JobTable::OwnerColumn).data().toString(),
                 QString("root"));
        click(rowOf(job));
        QCOMPARE(page().currentJob(), job);
        QTRY_COMPARE(parts().size(), 2);
        QVERIFY(page().status().facts.contains("1 running"));

        m_registry->release();
        QTRY_COMPARE(stateOf(job), QString("succeeded"));
        QCOMPARE(page().currentJob(), job);
        QCOMPARE(page().count(), -1);
        QTRY_COMPARE(parts().size(), 2);
        QVERIFY(labelTexts(page()).contains("done"));
        QTRY_VERIFY(!labelTexts(page()).filter("New image: ").isEmpty());
        QVERIFY(!labelTexts(page()).filter("Downloaded: ").isEmpty());
    }

    void theDeleteKeyCancels()
    {
        const qulonglong job = chooseHeld("t/key", 410'000);
        QTest::keyClick(&view(), Qt::Key_Delete);
        QTRY_COMPARE(stateOf(job), QString("cancelled"));
        QCOMPARE(stateOnBus(job), QString("cancelled"));
    }

    void theDeleteKeyElsewhereCancelsNothing()
    {
        const qulonglong job = chooseHeld("t/elsewhere", 415'000);
        auto* list = m_shop->window().findChild<PageList*>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        m_registry->release();
        QTRY_COMPARE(stateOf(job), QString("succeeded"));
    }

    void theButtonCancels()
    {
        const qulonglong job = chooseHeld("t/button", 420'000);
        QTest::mouseClick(buttonNamed(page(), "Cancel"), Qt::LeftButton);
        QTRY_COMPARE(stateOf(job), QString("cancelled"));
        QVERIFY(!buttonNamed(page(), "Cancel"));
        QTest::keyClick(&view(), Qt::Key_Delete); // nothing is left to be cancelled
        QVERIFY(!errors().isVisible());
    }

    void aPullIsPausedAndGoesOn()
    {
        const qulonglong job = chooseHeld("t/paused", 425'000);
        QTRY_VERIFY(buttonNamed(page(), "Pause"));
        QTest::mouseClick(buttonNamed(page(), "Pause"), Qt::LeftButton);
        QTRY_COMPARE(stateOf(job), QString("paused"));
        QCOMPARE(page().count(), 1);
        QTRY_VERIFY(buttonNamed(page(), "Resume"));
        QTRY_VERIFY(!transfers().isEmpty() && transfers().first()->text().endsWith(", paused"));
        QVERIFY(takePicture(m_shop->window(), "activity-paused"));
        m_registry->release();
        QTest::keyClick(&view(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stateOf(job), QString("succeeded"));
        QVERIFY(!buttonNamed(page(), "Pause"));
        QVERIFY(!buttonNamed(page(), "Resume"));
    }

    void theContextMenuOffersTheSame()
    {
        click(view().model()->index(0, 0));
        emit view().customContextMenuRequested(
            view().visualRect(view().model()->index(0, 0)).center());
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        for (QAction* action : menu->actions())
            QVERIFY(page().actions().contains(action));
        menu->close();
    }

    void aFailureIsToldWhole()
    {
        const qulonglong job = pull("t/nothing", "9");
        QTRY_COMPARE(stateOf(job), QString("failed"));
        click(rowOf(job));
        QTRY_VERIFY(errors().isVisible());
        const ErrorBar::Message& message = errors().message();
        QCOMPARE(message.happened,
                 QString("Pull %1: failed").arg(m_registry->reference("t/nothing", "9")));
        QCOMPARE(message.cause,
                 QString("The registry has no such image, or does not show it to everybody."));
        QVERIFY(message.details.startsWith("org.onggi.Error.RegistryNotFound: "));
        QVERIFY(buttonNamed(page(), "Details"));
        QVERIFY(buttonNamed(page(), "Copy"));
        click(view().model()->index(rowOf(job).row() + 1, 0));
        QVERIFY(!errors().isVisible());
    }

    void whatRunsStandsAboveWhatHasEnded()
    {
        const qulonglong running = pullHeld("t/long", 430'000);
        const qulonglong later = pull("t/nothing", "9");
        QTRY_COMPARE(stateOf(later), QString("failed"));
        QVERIFY(later > running);
        QCOMPARE(rowOf(running).row(), 0);
        QCOMPARE(rowOf(later).row(), 1);
    }

    void controlFFindsByTyping()
    {
        const int all = view().model()->rowCount();
        QTest::keyClick(&view(), Qt::Key_F, Qt::ControlModifier);
        auto* field = page().findChild<QLineEdit*>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, "experiment");
        QVERIFY(view().model()->rowCount() > 0);
        QVERIFY(view().model()->rowCount() < all);
        for (int row = 0; row < view().model()->rowCount(); ++row)
            QVERIFY(view().model()->index(row, 0).data().toString().contains("experiment"));
        QTest::keyClicks(field, " not there");
        QCOMPARE(view().model()->rowCount(), 0);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(view().model()->rowCount(), all);
        QVERIFY(view().hasFocus());
    }

    void theTopBarLeadsHere()
    {
        QVERIFY(transfers().isEmpty());
        QTest::keyClicks(page().findChild<QLineEdit*>(), "experiment"); // which hides it
        const qulonglong job = pullHeld("t/top", 440'000);
        QTRY_VERIFY(!transfers().isEmpty());
        m_shop->window().showPage(&m_shop->images());
        QVERIFY(!page().isVisible());
        QTest::mouseClick(transfers().first(), Qt::LeftButton);
        QVERIFY(page().isVisible());
        QCOMPARE(page().currentJob(), job);
        m_registry->release();
        QTRY_VERIFY(transfers().isEmpty());
    }

    void aNarrowWindowHasRoomForAll()
    {
        click(view().model()->index(0, 0));
        m_shop->window().resize(960, 600);
        QTRY_COMPARE(m_shop->window().width(), 960);
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(m_shop->window(), "activity-narrow"));
        QVERIFY(view().columnWidth(JobTable::TitleColumn) >= 80);
    }

    void theLanguageChangesWithoutARestart()
    {
        m_shop->application().language().choose("ko");
        QCOMPARE(page().title(), QString("작업"));
        QCOMPARE(view().model()->headerData(JobTable::StateColumn, Qt::Horizontal).toString(),
                 QString("상태"));
        QVERIFY(!view().model()->index(0, JobTable::StateColumn).data().toString().isEmpty());
        QCOMPARE(view().model()->index(0, JobTable::StateColumn).data().toString() == "done",
                 false);
    }

    void anEmptyPageSaysWhatItIsFor()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        Application empty(bus.connect(0));
        QTRY_VERIFY(empty.store().isLive());
        empty.window().showPage(&empty.activity());
        QVERIFY(labelTexts(empty.activity()).contains("Nothing is going on"));
        QCOMPARE(empty.activity().count(), -1);
        QVERIFY(takePicture(empty.window(), "activity-empty"));
    }

private:
    ActivityPage& page() const { return m_shop->application().activity(); }
    JobTableView& view() const { return *page().findChild<JobTableView*>(); }
    ErrorBar& errors() const { return *page().findChild<ErrorBar*>(); }

    // Makes a pull as another client and starts it; its number.
    qulonglong pull(const QString& name, const QString& tag)
    {
        const QDBusMessage made =
            callHelper(m_other, bus::kImages, "Pull",
                       {m_registry->reference(name, tag), QVariantMap{{"tls-verify", false}}});
        const QString path = made.arguments().value(0).value<QDBusObjectPath>().path();
        callHelper(m_other, bus::kJob, "Start", {}, path);
        return bus::jobNumber(path);
    }
    // The same of a layer of so many bytes, which stops to come in the midst.
    qulonglong pullHeld(const QString& name, std::size_t bytes)
    {
        m_registry->holdAfter(100'000);
        m_registry->add(name, "1", {bytes});
        const qulonglong job = pull(name, "1");
        if (!QTest::qWaitFor([this] { return m_registry->isHeld(); }, 20'000))
            qFatal("the registry sends nothing");
        return job;
    }
    // The same, and it is the current row.
    qulonglong chooseHeld(const QString& name, std::size_t bytes)
    {
        const qulonglong job = pullHeld(name, bytes);
        if (!QTest::qWaitFor([&] { return stateOf(job) == "running"; }, 20'000))
            qFatal("the pull does not run");
        click(rowOf(job));
        return job;
    }
    QModelIndex rowOf(qulonglong job) const
    {
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            const QModelIndex index = view().model()->index(row, 0);
            if (index.data(JobTable::NumberRole).toULongLong() == job)
                return index;
        }
        return {};
    }
    QString stateOf(qulonglong job) const
    {
        return rowOf(job).data(JobTable::StateNameRole).toString();
    }
    QString stateOnBus(qulonglong job) const
    {
        const QDBusMessage reply = callHelper(m_other, bus::kJob, "Get", {}, bus::jobPath(job));
        return qdbus_cast<wire::Job>(reply.arguments().value(0)).state;
    }
    void click(const QModelIndex& row)
    {
        QVERIFY(row.isValid());
        view().scrollTo(row);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().visualRect(row).center());
    }
    // What is said of each layer, by its accessible name.
    QStringList parts() const
    {
        QStringList names;
        for (const auto* row : page().findChild<JobView*>()->findChildren<QWidget*>()) {
            if (row->accessibleName().contains(": "))
                names << row->accessibleName();
        }
        return names;
    }
    // The button of the top bar, where it is shown.
    QList<QToolButton*> transfers() const
    {
        QList<QToolButton*> shown;
        for (auto* button : m_shop->window().findChildren<QToolButton*>()) {
            if (button->isVisible() && button->text().contains("transfer"))
                shown << button;
        }
        return shown;
    }

    std::unique_ptr<ShopWindow> m_shop;
    std::unique_ptr<SlowRegistry> m_registry;
    QDBusConnection m_other{QString()};
};

QTEST_MAIN(TestActivityPage)
#include "tst_activity_page.moc"
