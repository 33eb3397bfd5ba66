// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The icon of the real `onggi` in the tray of a desktop, and what closing its window means beside
// it. What the menu says of containers and transfers is in tst_tray.

#include <QTest>

#include <unistd.h>

#include "tests/support/desktop_session.h"
#include "tests/support/private_bus.h"
#include "tests/support/tray_host.h"

using namespace onggi::test;

namespace {

constexpr int kLongest = 30'000;

} // namespace

class TestTrayIcon : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        QVERIFY2(m_system.error().isEmpty(), qPrintable(m_system.error()));
    }
    void init()
    {
        m_session =
            std::make_unique<DesktopSession>(DesktopSession::Display::X11, m_system.address());
        QVERIFY2(m_session->error().isEmpty(), qPrintable(m_session->error()));
    }
    void cleanup()
    {
        if (m_onggi)
            finish(*m_onggi);
        m_host.reset();
        m_session.reset();
    }

    void theIconSaysWhoseItIs()
    {
        startBesideATray();
        QCOMPARE(m_host->property("Category").toString(), QString("ApplicationStatus"));
        QCOMPARE(m_host->property("Status").toString(), QString("Active"));
        QVERIFY(m_host->property("Id").toString().startsWith("onggi"));
        QCOMPARE(m_host->property("Title").toString(), QString("onggi"));
        QTRY_COMPARE_WITH_TIMEOUT(m_host->toolTip(), QString("Onggi: 0 running, 0 stopped"),
                                  kLongest);
        const auto pictures = m_host->property("IconPixmap").value<QDBusArgument>();
        QVERIFY(!m_host->property("IconName").toString().isEmpty() ||
                pictures.currentSignature() == "a(iiay)");
    }

    void theMenuStandsInTheDesktopsOwn()
    {
        startBesideATray();
        QTRY_COMPARE_WITH_TIMEOUT(
            texts(), (QStringList{"0 running, 0 stopped", "Pull…", "Open Onggi", "Quit"}),
            kLongest);
        QVERIFY(!m_host->menu().first().isEnabled);
        choose("Quit");
        QTRY_COMPARE_WITH_TIMEOUT(m_onggi->state(), QProcess::NotRunning, kLongest);
        QCOMPARE(m_onggi->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_onggi->exitCode(), 0);
    }

    void closingAsksOnceAndTheIconBringsTheWindowBack()
    {
        startBesideATray();
        run("x11_hand", {"close", "Onggi"});
        run("screen_reader", {"press", "Stay in the tray"});
        QVERIFY(comesToBeShown(false));
        QCOMPARE(m_onggi->state(), QProcess::Running);

        m_host->activate();
        QVERIFY(comesToBeShown(true));
        run("x11_hand", {"close", "Onggi"}); // it has been asked
        QVERIFY(comesToBeShown(false));
        QCOMPARE(m_onggi->state(), QProcess::Running);

        choose("Open Onggi");
        QVERIFY(comesToBeShown(true));
    }

    void closingQuitsWhereThatWasSaid()
    {
        startBesideATray();
        run("x11_hand", {"close", "Onggi"});
        run("screen_reader", {"press", "Quit"});
        QTRY_COMPARE_WITH_TIMEOUT(m_onggi->state(), QProcess::NotRunning, kLongest);
        QCOMPARE(m_onggi->exitCode(), 0);
    }

    // Nobody could get at a window that stays there.
    void closingQuitsWhereTheTrayHasGone()
    {
        startBesideATray();
        m_host->leave();
        run("x11_hand", {"close", "Onggi"});
        QTRY_COMPARE_WITH_TIMEOUT(m_onggi->state(), QProcess::NotRunning, kLongest);
        QCOMPARE(m_onggi->exitCode(), 0);
    }

    void closingQuitsWithoutATray()
    {
        m_onggi = m_session->startBuilt("onggi");
        run("x11_hand", {"close", "Onggi"});
        QTRY_COMPARE_WITH_TIMEOUT(m_onggi->state(), QProcess::NotRunning, kLongest);
        QCOMPARE(m_onggi->exitCode(), 0);
    }

private:
    void startBesideATray()
    {
        m_host = std::make_unique<TrayHost>(m_session->connect());
        m_onggi = m_session->startBuilt("onggi");
        QTRY_COMPARE_WITH_TIMEOUT(m_host->items().size(), 1, kLongest);
        QVERIFY(comesToBeShown(true));
    }
    QStringList texts() const
    {
        QStringList texts;
        for (const TrayHost::Entry& entry : m_host->menu())
            texts << entry.text;
        return texts;
    }
    void choose(const QString& text)
    {
        for (const TrayHost::Entry& entry : m_host->menu()) {
            if (entry.text == text)
                m_host->choose(entry);
        }
    }
    void run(const QString& script, const QStringList& arguments)
    {
        const DesktopSession::Said said = m_session->run(script, arguments);
        QVERIFY2(said.code == 0, qPrintable(said.errors));
    }
    // Not by QTRY_, which counts its attempts and not the time: each one starts a program.
    bool comesToBeShown(bool isShown)
    {
        const auto isTrue = [&] {
            return (m_session->run("x11_hand", {"is-shown", "Onggi"}).code == 0) == isShown;
        };
        return QTest::qWaitFor(isTrue, kLongest);
    }

    PrivateBus m_system;
    std::unique_ptr<DesktopSession> m_session;
    std::unique_ptr<TrayHost> m_host;
    std::unique_ptr<QProcess> m_onggi;
};

QTEST_GUILESS_MAIN(TestTrayIcon)
#include "tst_tray_icon.moc"
