// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The real `onggi` on a display of its own, as an assistive program is told of it over AT-SPI:
// every control of every page and of its dialogs has a name there, in both languages.

#include <QTest>

#include <unistd.h>

#include "tests/support/desktop_session.h"
#include "tests/support/private_bus.h"
#include "tests/support/shop_store.h"

using namespace onggi::test;

namespace {

// Milliseconds for a claim about what is read out. QTRY_ counts its attempts and not the time, so
// it would go on for an hour where each of them is a walk through the window.
constexpr int kLongest = 60'000;
constexpr auto kImages = "Filter images";

} // namespace

class TestScreenReader : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        QVERIFY2(m_system.error().isEmpty(), qPrintable(m_system.error()));
        m_shop = std::make_unique<ShopStore>(m_system.connect(0));
        m_shop->addContainers({"web"});
    }
    void cleanupTestCase() { m_shop.reset(); }
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
        m_session.reset();
    }

    void everyControlIsNamed_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<QString>("there"); // a control of just this place
        const auto row = [](const char* name, const QStringList& keys, const char* english,
                            const char* korean) {
            QTest::addRow("%s, English", name) << "C.UTF-8" << keys << QString(english);
            QTest::addRow("%s, Korean", name) << "ko_KR.UTF-8" << keys << QString(korean);
        };
        row("images", {"Control_L", "1"}, "Filter images", "이미지 필터");
        row("lineage", {"Control_L", "2"}, "Find in graph", "그래프에서 찾기");
        row("containers", {"Control_L", "3"}, "Filter containers", "컨테이너 필터");
        row("activity", {"Control_L", "4"}, "Filter jobs", "작업 필터");
        row("pull", {"Control_L", "p"}, "Cancel", "취소");
        row("run", {"Control_L", "r"}, "Add port", "포트 추가");
        row("tag", {"F2"}, "New tag", "새 태그");
        row("delete", {"Delete"}, "Show as command", "명령으로 보기");
    }
    void everyControlIsNamed()
    {
        QFETCH(QString, locale);
        QFETCH(QStringList, keys);
        QFETCH(QString, there);
        start(locale, locale.startsWith("ko") ? "이미지 필터" : kImages);
        press(keys);
        QVERIFY2(comesTo([&] { return m_names.contains(there); }), qPrintable(m_said));
        QVERIFY2(!m_names.contains(QString()), qPrintable(m_said));
    }

    void eachNodeThatTheKeyboardComesToIsSaid()
    {
        start("C.UTF-8", kImages);
        for (const QStringList& keys : {QStringList{"Control_L", "2"}, {"Down"}, {"Right"}})
            press(keys);
        const auto isSaid = [this] {
            return !m_names.filter("Lineage of the images: lesson/a:1").isEmpty();
        };
        QVERIFY2(comesTo(isSaid), qPrintable(m_said));
    }

private:
    // Until the window is there, and the images with it.
    void start(const QString& locale, const QString& filter)
    {
        m_session->environment().insert("LC_ALL", locale);
        m_onggi = m_session->startBuilt("onggi");
        const auto isThere = [&] { return m_names.contains(filter) && m_names.size() > 10; };
        QVERIFY2(comesTo(isThere), qPrintable(m_said));
    }
    void press(const QStringList& keys)
    {
        const DesktopSession::Said pressed =
            m_session->run("x11_hand", QStringList{"keys", "Onggi"} + keys);
        QVERIFY2(pressed.code == 0, qPrintable(pressed.errors));
    }
    // Has the controls read out until the claim about them is true.
    template <typename Claim>
    bool comesTo(const Claim& claim)
    {
        const auto isTrue = [&] {
            read();
            return claim();
        };
        return !QTest::currentTestFailed() && QTest::qWaitFor(isTrue, kLongest);
    }
    void read()
    {
        const DesktopSession::Said said = m_session->run("screen_reader", {"controls"});
        m_said = said.output + said.errors;
        m_names.clear();
        for (const QString& line : said.output.split('\n', Qt::SkipEmptyParts))
            m_names << line.section('\t', 1).trimmed();
    }

    PrivateBus m_system;
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<DesktopSession> m_session;
    std::unique_ptr<QProcess> m_onggi;
    QStringList m_names; // of the controls that are shown, as they were read out last
    QString m_said;      // all of that
};

QTEST_GUILESS_MAIN(TestScreenReader)
#include "tst_screen_reader.moc"
