// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window and its helper: what it shows before the helper has answered, and what it says where
// the helper is not there, does not start, dies, or may not be asked.

#include "gui/application.h"

#include <csignal>

#include <QDBusConnectionInterface>
#include <QMenu>
#include <QMessageBox>
#include <QScrollBar>
#include <QTest>

#include "gui/graph/graph_view.h"
#include "gui/models/finding_text.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/lineage_page.h"
#include "gui/pages/page.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/glyph_label.h"
#include "health_interface.h"
#include "tests/support/shop_window.h"
#include "tests/support/stopped.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr auto kHelper = "org.onggi.Helper1";
constexpr uid_t kNobody = 65534;

} // namespace

class TestApplication : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<ShopWindow>(QStringList{"web"}); }
    void cleanupTestCase() { m_shop.reset(); }
    void cleanup() { m_shop->close(); }

    void aFirstWindowHasNothingToShowBeforeTheHelper()
    {
        m_shop->open();
        m_shop->close();
        QFile::remove(LastSeen::path());
        const Stopped helper(m_shop->bus().pidOf(kHelper));
        m_shop->openOn(m_shop->bus().connect(0));
        QTRY_COMPARE(m_shop->application().link().state(), HelperLink::State::Present);
        QVERIFY(m_shop->store().images.empty());
        QVERIFY(labelTexts(m_shop->images()).contains("Reading the images…"));
        QCOMPARE(machine(), QString("Connecting…"));
    }

    void theMachineIsReadyOnceItsReportHasCome()
    {
        m_shop->open();
        QTRY_VERIFY_WITH_TIMEOUT(machine() != "Connecting…", 30'000);
        // The next one has not been asked for it yet when it is stopped.
        m_shop->bus().kill(kHelper, SIGKILL);
        QDBusConnection own = m_shop->bus().connect(0);
        QVERIFY(own.interface()->startService(kHelper).isValid());
        {
            const Stopped helper(m_shop->bus().pidOf(kHelper));
            QTRY_COMPARE_WITH_TIMEOUT(machine(), QString("Connecting…"), 30'000);
            QCOMPARE(m_shop->application().link().state(), HelperLink::State::Present);
        }
        QTRY_VERIFY_WITH_TIMEOUT(machine() != "Connecting…", 30'000);
        m_shop->bus().disconnect(own);
    }

    // A new answer shows by being a refusal.
    void theMachineIsAskedAboutAgainByWhoComesBack()
    {
        m_shop->bus().setRules("YES");
        m_shop->open(kNobody);
        QTRY_VERIFY(machine() != "Connecting…");
        QVERIFY(machine() != "Connected");
        m_shop->bus().setRules("YES", {{"org.onggi.health.read", "NO"}});
        QEvent activation(QEvent::ActivationChange);
        QCoreApplication::sendEvent(&m_shop->window(), &activation);
        QTRY_COMPARE(machine(), QString("Connected"));
        m_shop->bus().setRules("YES");
    }

    // The helper's own sentences are English, so each has a title by its id.
    void whatTheHelperFindsIsSaidInTheWindowsLanguage()
    {
        m_shop->open();
        QDBusPendingReply<wire::Findings> report = m_shop->application().link().health().Report();
        QTRY_VERIFY_WITH_TIMEOUT(report.isFinished(), 30'000);
        QVERIFY2(report.isValid(), qPrintable(report.error().message()));
        QVERIFY(report.value().size() > 10);
        QStringList english;
        for (const wire::Finding& finding : report.value()) {
            english << findingTitle(finding.id);
            QVERIFY2(!english.last().isEmpty(), qPrintable(finding.id));
            QCOMPARE(findingText(finding).split('\n').value(1), finding.finding);
        }
        m_shop->application().language().choose("ko");
        for (const wire::Finding& finding : report.value())
            QVERIFY2(!english.contains(findingTitle(finding.id)), qPrintable(finding.id));
        m_shop->application().language().choose("en");
        // One of a later helper has its own sentence still.
        QCOMPARE(findingText({"later", "broken", "It is new.", "Update.", {}}),
                 QString("It is new.\nUpdate."));
    }

    void whatTheHelperFindsIsReachedByKeyboard()
    {
        m_shop->open();
        QDBusPendingReply<wire::Findings> report = m_shop->application().link().health().Report();
        QTRY_VERIFY_WITH_TIMEOUT(report.isFinished() && machine() != "Connecting…", 30'000);
        actionOf(m_shop->window(), Qt::Key_F10)->trigger();
        QWidget* menu = QApplication::activePopupWidget();
        QVERIFY(menu);
        const auto actions = menu->actions();
        menu->close();
        const auto health = std::ranges::find(actions, QString("Health"), &QAction::text);
        QVERIFY(health != actions.end());
        (*health)->trigger();
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        QVERIFY(box);
        QCOMPARE(box->text(), machine());
        for (const wire::Finding& finding : report.value())
            QCOMPARE(box->informativeText().contains(findingTitle(finding.id)),
                     finding.state != "good");
        box->reject();
    }

    void theFirstPaintComesFromWhatWasLastSeen()
    {
        m_shop->open();
        const QStringList before = statusFacts();
        m_shop->close();
        QModelIndex row;
        {
            const Stopped helper(m_shop->bus().pidOf(kHelper));
            m_shop->openOn(m_shop->bus().connect(0));
            QTRY_COMPARE(m_shop->images().count(), ShopStore::kImages);
            QTRY_COMPARE(m_shop->application().link().state(), HelperLink::State::Present);
            QVERIFY(!isLive());
            QCOMPARE(statusFacts(), QStringList("As last seen") + before);
            QVERIFY(!m_shop->application().lineage().graph().graph().nodes.empty());
            QCOMPARE(m_shop->application().containers().count(), 1);
            QVERIFY(takePicture(m_shop->window(), "last-seen"));

            m_shop->window().resize(1280, 600);
            row = m_shop->imageTagged("localhost/shop/web:2");
            m_shop->clickImage(row);
            QVERIFY(labelTexts(m_shop->images()).contains("shop/web:2"));
            for (const Qt::Key key : {Qt::Key_Delete, Qt::Key_F2})
                QVERIFY(!actionOf(m_shop->images(), key)->isEnabled());
            QVERIFY(!actionOf(m_shop->images(), Qt::CTRL | Qt::Key_R)->isEnabled());
            m_place = m_shop->table().verticalScrollBar()->value();
            QVERIFY(m_place > 0);
            m_selected = m_shop->images().currentImage();
        }
        QTRY_VERIFY_WITH_TIMEOUT(isLive(), 30'000);
        QCOMPARE(statusFacts(), before);
        QCOMPARE(m_shop->images().currentImage(), m_selected);
        QCOMPARE(m_shop->table().verticalScrollBar()->value(), m_place);
        for (const Qt::Key key : {Qt::Key_Delete, Qt::Key_F2})
            QVERIFY(actionOf(m_shop->images(), key)->isEnabled());
        QVERIFY(actionOf(m_shop->images(), Qt::CTRL | Qt::Key_R)->isEnabled());
    }

    void whatHasGoneMeanwhileGoesWithTheFirstAnswer()
    {
        m_shop->shop().addImage("short-lived:1");
        m_shop->open();
        m_shop->close();
        m_shop->shop().removeTag("localhost/short-lived:1");
        {
            const Stopped helper(m_shop->bus().pidOf(kHelper));
            m_shop->openOn(m_shop->bus().connect(0));
            QTRY_VERIFY(m_shop->imageTagged("localhost/short-lived:1").isValid());
        }
        QTRY_VERIFY_WITH_TIMEOUT(isLive(), 30'000);
        QVERIFY(!m_shop->imageTagged("localhost/short-lived:1").isValid());
        QCOMPARE(m_shop->images().count(), ShopStore::kImages);
    }

    void thePageIsThatOfLastTime()
    {
        m_shop->open();
        QCOMPARE(m_shop->window().currentPage(), &m_shop->images());
        m_shop->window().showPage(&m_shop->application().containers());
        m_shop->reopen();
        QCOMPARE(m_shop->window().currentPage(), &m_shop->application().containers());
        m_shop->window().showPage(&m_shop->images()); // for the next case
    }

    // They are the user's alone: a container's command may hold what nobody else should read.
    void theFileIsForItsUserOnly()
    {
        m_shop->open();
        m_shop->close();
        const QFileInfo file(LastSeen::path());
        QVERIFY(file.size() > 0);
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void aMissingHelperIsNamedBesideWhatWasLastSeen()
    {
        m_shop->open();
        m_shop->close();
        PrivateBus bus({.hasPolkit = false, .hasHelper = false, .helperArguments = {}});
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        m_shop->openOn(bus.connect(0));
        QTRY_VERIFY(errors().isVisible());
        QCOMPARE(errors().message().happened, QString("Onggi’s helper is not installed"));
        QVERIFY(errors().message().cause.contains("sudo apt install onggi"));
        QTRY_COMPARE(m_shop->images().count(), ShopStore::kImages);
        QCOMPARE(statusFacts().first(), QString("As last seen"));
        QVERIFY(takePicture(m_shop->window(), "helper-missing"));
        m_shop->close();
    }

    void aHelperThatDoesNotStartIsSaidSo()
    {
        PrivateBus bus(
            {.hasPolkit = false, .hasHelper = true, .helperArguments = {"--no-such-option"}});
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        QFile::remove(LastSeen::path());
        m_shop->openOn(bus.connect(0));
        QTRY_VERIFY_WITH_TIMEOUT(errors().isVisible(), 30'000);
        QCOMPARE(errors().message().happened, QString("Onggi’s helper does not start"));
        QVERIFY(!errors().message().details.isEmpty());
        // It is not read either, and does not pretend to be.
        QVERIFY(!labelTexts(m_shop->images()).contains("Reading the images…"));
        QVERIFY(takePicture(m_shop->window(), "helper-broken"));
        m_shop->close();
    }

    void aMachineWithoutASystemBusIsSaidSo()
    {
        m_shop->openOn(QDBusConnection(QStringLiteral("no such connection")));
        QTRY_VERIFY(errors().isVisible());
        QCOMPARE(errors().message().happened, QString("There is no system bus on this machine"));
        QVERIFY(errors().message().cause.contains("systemctl start dbus"));
    }

    void aHelperThatDiesIsSaidAndComesBack()
    {
        m_shop->open();
        m_shop->clickImage(m_shop->imageTagged("localhost/shop/web:2"));
        m_selected = m_shop->images().currentImage();
        m_shop->bus().kill(kHelper, SIGKILL);
        QTRY_VERIFY(errors().isVisible());
        QCOMPARE(errors().message().happened, QString("The helper has ended unexpectedly"));
        QCOMPARE(statusFacts().first(), QString("As last seen"));
        QVERIFY(!actionOf(m_shop->images(), Qt::Key_Delete)->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(isLive(), 30'000);
        QVERIFY(!errors().isVisible());
        QVERIFY(!statusFacts().contains("As last seen"));
        QCOMPARE(m_shop->images().currentImage(), m_selected);
        QVERIFY(actionOf(m_shop->images(), Qt::Key_Delete)->isEnabled());
    }

    void whoMayNotReadIsToldWhoCouldAllowIt()
    {
        m_shop->bus().setRules("YES", {{"org.onggi.images.read", "NO"}});
        QFile::remove(LastSeen::path());
        m_shop->openOn(m_shop->bus().connect(kNobody));
        auto* refused = m_shop->images().findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(refused->isVisible(), 30'000);
        QCOMPARE(refused->message().happened, QString("The images could not be read"));
        QVERIFY(refused->message().cause.contains("An administrator can change that"));
        QVERIFY(!isLive());
        // Nobody knows how many there are.
        QCOMPARE(m_shop->images().count(), -1);
        QCOMPARE(m_shop->application().containers().count(), -1);
        QVERIFY(takePicture(m_shop->window(), "reading-refused"));

        m_shop->bus().setRules("YES");
        buttonNamed(*refused, "Try again")->click();
        QTRY_VERIFY_WITH_TIMEOUT(isLive(), 30'000);
        QVERIFY(!refused->isVisible());
        QCOMPARE(m_shop->images().count(), ShopStore::kImages);
    }

private:
    bool isLive() { return m_shop->application().store().isLive(); }
    // Of the frame, not of a page.
    ErrorBar& errors()
    {
        for (auto* bar : m_shop->window().findChildren<ErrorBar*>()) {
            if (bar->parentWidget() == m_shop->window().centralWidget())
                return *bar;
        }
        qFatal("the window has no bar of errors");
    }
    // What the frame says of it.
    QString machine()
    {
        const QWidget& pages = *m_shop->window().currentPage()->parentWidget();
        for (const auto* state : m_shop->window().findChildren<GlyphLabel*>()) {
            if (!pages.isAncestorOf(state))
                return state->text();
        }
        qFatal("the frame has no state");
    }
    // Without the sums, which stand emphasised after them.
    QStringList statusFacts()
    {
        QStringList facts = m_shop->images().status().facts;
        const QStringList texts = labelTexts(*m_shop->window().centralWidget());
        return texts.contains("As last seen") ? QStringList("As last seen") + facts : facts;
    }
    std::unique_ptr<ShopWindow> m_shop;
    Serial m_selected = 0;
    int m_place = 0;
};

QTEST_MAIN(TestApplication)
#include "tst_application.moc"
