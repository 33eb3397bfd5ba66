// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the tray's menu says and does, beside the real helper, and what closing the window means
// where there is no tray.

#include "gui/tray/tray.h"

#include <csignal>

#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include "gui/dialogs/pull_dialog.h"
#include "gui/models/running_job.h"
#include "gui/pages/activity_page.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/log_panel.h"
#include "images_interface.h"
#include "tests/support/shop_window.h"
#include "tests/support/slow_registry.h"

using namespace onggi;
using namespace onggi::test;

class TestTray : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_shop = std::make_unique<ShopWindow>(QStringList{"web"});
        m_shop->shop().addContainer("old", "localhost/shop/web:2", false);
    }
    void cleanupTestCase() { m_shop.reset(); }
    void init() { m_shop->open(); }
    void cleanup() { m_shop->close(); }

    void saysWhatRuns()
    {
        QTRY_COMPARE(texts(menu()).first(), QString("1 running, 1 stopped"));
        QVERIFY(!menu().actions().first()->isEnabled());
        QCOMPARE(texts(menu()), (QStringList{"1 running, 1 stopped", "Running containers", "Pull…",
                                             "Open Onggi", "Quit"}));
        QCOMPARE(texts(submenu("Running containers")), QStringList{"web"});
    }

    // A transfer fills it anew five times a second.
    void isAsSmallAfterManyChanges()
    {
        QTRY_VERIFY(action(menu(), "Running containers"));
        const auto submenus = [this] {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return menu().findChildren<QMenu*>().size();
        };
        const auto before = submenus();
        QVERIFY(before > 0);
        for (int time = 0; time < 5; ++time)
            m_shop->application().tray().retranslate();
        QCOMPARE(submenus(), before);
    }

    void showsTheLogOfAContainer()
    {
        QTRY_VERIFY(action(menu(), "Running containers"));
        QMenu& web = *action(submenu("Running containers"), "web")->menu();
        action(web, "Log")->trigger();
        const ContainersPage& page = m_shop->application().containers();
        QCOMPARE(m_shop->window().currentPage(), &page);
        const Serial shown = page.currentContainer();
        const auto& rows = m_shop->store().containers;
        QCOMPARE(std::ranges::find(rows, shown, &ContainerRow::serial)->name, "web");
        QTRY_VERIFY(page.findChild<LogPanel*>()->isVisible());
    }

    void stopsAContainer()
    {
        QTRY_VERIFY(action(menu(), "Running containers"));
        QMenu& web = *action(submenu("Running containers"), "web")->menu();
        action(web, "Stop")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(texts(menu()).first(), QString("0 running, 2 stopped"), 20'000);
        QVERIFY(!action(menu(), "Running containers"));
    }

    void pausesAndCancelsATransfer()
    {
        SlowRegistry registry;
        const QString reference = registry.add("slow", "1", {2'000'000});
        registry.holdAfter(500'000);
        HelperLink& link = m_shop->application().link();
        auto* job = new RunningJob(
            link, link.images().Pull(reference, QVariantMap{{"tls-verify", false}}), &link);
        const QSignalSpy cancelled(job, &RunningJob::cancelled);
        QTRY_VERIFY_WITH_TIMEOUT(registry.isHeld(), 20'000);
        const auto transfers = [&]() -> QMenu* {
            for (QAction* one : menu().actions()) {
                if (one->text().startsWith("1 transfer"))
                    return one->menu();
            }
            return nullptr;
        };
        QTRY_VERIFY(transfers());
        QTRY_VERIFY(transfers()->actions().first()->text().contains("%"));
        QVERIFY(transfers()->actions().first()->text().startsWith("Pull "));
        action(*transfers()->actions().first()->menu(), "Pause")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(transfers()->title().endsWith(", paused"), 20'000);
        QVERIFY(transfers()->actions().first()->text().endsWith(", paused"));
        QVERIFY(action(*transfers()->actions().first()->menu(), "Resume"));
        action(*transfers()->actions().first()->menu(), "Cancel")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.count(), 1, 20'000);
        QTRY_VERIFY(!transfers());
    }

    void leadsBackToTheWindow()
    {
        m_shop->window().hide();
        action(menu(), "Open Onggi")->trigger();
        QVERIFY(m_shop->window().isVisible());
        QTRY_VERIFY(action(menu(), "Pull…"));
        action(menu(), "Pull…")->trigger();
        QVERIFY(m_shop->window().findChild<PullDialog*>());
        const QSignalSpy quit(&m_shop->application(), &Application::quitRequested);
        action(menu(), "Quit")->trigger();
        QCOMPARE(quit.count(), 1);
    }

    void speaksTheLanguageOfTheWindow()
    {
        m_shop->application().language().choose("ko");
        QTRY_COMPARE(texts(menu()).last(), QString("끝내기"));
        m_shop->application().language().choose("en");
        QTRY_COMPARE(texts(menu()).last(), QString("Quit"));
    }

    void saysThatTheHelperIsGone()
    {
        QTRY_VERIFY(action(menu(), "Pull…"));
        m_shop->bus().kill("org.onggi.Helper1", SIGKILL);
        QTRY_COMPARE(texts(menu()), (QStringList{"the helper is not there", "Open Onggi", "Quit"}));
        QTRY_VERIFY_WITH_TIMEOUT(action(menu(), "Pull…"), 20'000);
    }

    void withoutATrayClosingQuitsWithoutAQuestion()
    {
        QVERIFY(!Tray::isThere());
        QSettings().setValue("tray/keepsRunning", true);
        const QSignalSpy quit(&m_shop->application(), &Application::quitRequested);
        m_shop->window().close();
        QCOMPARE(quit.count(), 1);
        QVERIFY(!m_shop->window().findChild<QMessageBox*>());
    }

private:
    QMenu& menu() { return m_shop->application().tray().menu(); }
    static QStringList texts(const QMenu& menu)
    {
        QStringList texts;
        for (const QAction* action : menu.actions()) {
            if (!action->isSeparator())
                texts << action->text();
        }
        return texts;
    }
    static QAction* action(const QMenu& menu, const QString& text)
    {
        for (QAction* action : menu.actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
    QMenu& submenu(const QString& text) { return *action(menu(), text)->menu(); }

    std::unique_ptr<ShopWindow> m_shop;
};

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
