// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The language of the window on a Korean desktop: chosen by it at first, by hand afterwards, and
// then everywhere at once.

#include "gui/language.h"

#include <QLibraryInfo>
#include <QMenu>
#include <QMessageBox>
#include <QRegularExpression>
#include <QTest>

#include "gui/models/format.h"
#include "tests/support/bus_client.h"
#include "tests/support/shop_places.h"
#include "tests/support/shown_texts.h"
#include "tests/translations/ts_file.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// Milliseconds go by between two looks: whatever says how long ago something was, and how much of
// the disk is free, may differ.
QStringList withoutClock(QStringList texts)
{
    static const QRegularExpression clock("방금|\\d+(분|시간|초)( 전)?|\\d+([.,]\\d+)*");
    texts.replaceInStrings(clock, "#");
    texts.sort();
    return texts;
}

} // namespace

class TestLanguage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_shop = std::make_unique<ShopWindow>();
        furnish(*m_shop);
        for (const TsMessage& message : readTs(ONGGI_SOURCE "/translations/onggi_ko.ts"))
            addForeign(message);
        QVERIFY(m_foreign.size() > 100);
    }
    void cleanupTestCase() { m_shop.reset(); }
    void cleanup() { m_shop->close(); }

    void theFirstLanguageThatTheWindowSpeaksIsTaken_data()
    {
        QTest::addColumn<QLocale>("environment");
        QTest::addColumn<QString>("language");
        QTest::newRow("Korean") << QLocale("ko_KR") << "ko";
        QTest::newRow("Korean in the north") << QLocale("ko_KP") << "ko";
        QTest::newRow("British") << QLocale("en_GB") << "en";
        QTest::newRow("French") << QLocale("fr_FR") << "en";
        QTest::newRow("none") << QLocale::c() << "en";
    }
    void theFirstLanguageThatTheWindowSpeaksIsTaken()
    {
        QFETCH(QLocale, environment);
        QTEST(Language::ofEnvironment(environment), "language");
    }

    void theFirstStartSpeaksTheDesktopsLanguage()
    {
        openForTheFirstTime();
        QCOMPARE(m_shop->application().language().current(), QString("ko"));
        QVERIFY(ShownTexts::of(m_shop->window()).contains("이미지"));
        QVERIFY(!QSettings().contains("language")); // the desktop may change it still
    }

    void theMenuChangesItForGood()
    {
        openForTheFirstTime();
        languageInTheMenu("English")->trigger();
        leavePlace(*m_shop);
        QCOMPARE(m_shop->application().language().current(), QString("en"));
        QTRY_VERIFY(ShownTexts::of(m_shop->window()).contains("Images"));
        QVERIFY(languageInTheMenu("English")->isChecked());
        QVERIFY(!languageInTheMenu("한국어")->isChecked());
        leavePlace(*m_shop);

        m_shop->reopen();
        QCOMPARE(m_shop->application().language().current(), QString("en"));
        QVERIFY(ShownTexts::of(m_shop->window()).contains("Images"));
    }

    // No place keeps English words, and what is open when the language changes reads as if it had
    // been opened in the new one.
    void everyPlaceChangesWhileItIsOpen_data() { addShopPlaces(); }
    void everyPlaceChangesWhileItIsOpen()
    {
        QFETCH(int, place);
        m_shop->open();
        m_shop->application().language().choose("ko");
        QWidget* fresh = openPlace(*m_shop, kShopPlaces[place]);
        QVERIFY(fresh);
        const QStringList expected = whenSettled(*fresh);
        QVERIFY(!expected.isEmpty());
        const QStringList foreign = foreignOf(*fresh);
        leavePlace(*m_shop);
        QVERIFY2(foreign.isEmpty(), qPrintable("\n" + foreign.join('\n')));

        m_shop->open();
        QWidget* open = openPlace(*m_shop, kShopPlaces[place]);
        QVERIFY(open);
        const QStringList english = whenSettled(*open);
        QVERIFY(english != expected);
        m_shop->application().language().choose("ko");
        if (isMadeAnew(*open)) {
            leavePlace(*m_shop);
            open = openPlace(*m_shop, kShopPlaces[place]);
        }
        QStringList found;
        const bool isSame = QTest::qWaitFor(
            [&] { return (found = withoutClock(shown(*open))) == expected; }, 60'000);
        const QStringList left = difference(found, expected);
        leavePlace(*m_shop);
        QVERIFY2(isSame, qPrintable("\n" + left.join('\n')));
    }

    // The buttons and menus that are Qt's.
    void qtSpeaksItToo()
    {
        openForTheFirstTime();
        const std::unique_ptr<QMessageBox> box = std::make_unique<QMessageBox>();
        box->setStandardButtons(QMessageBox::Cancel);
        QCOMPARE(box->button(QMessageBox::Cancel)->text().remove('&'), QString("취소"));
    }

    void figuresAndDatesAreTheDesktops()
    {
        openForTheFirstTime();
        const QLocale korean("ko_KR");
        QCOMPARE(QLocale().name(), korean.name());
        QWidget* activity = openPlace(*m_shop, kShopPlaces[activityPlace()]);
        QVERIFY(activity);
        const auto& jobs = m_shop->application().store().jobs();
        const qlonglong time = jobs.at(failedJob(*m_shop)).started;
        const QString started =
            korean.toString(QDateTime::fromSecsSinceEpoch(time), QLocale::ShortFormat);
        QTRY_VERIFY(!labelTexts(*activity).filter(started).isEmpty());

        m_shop->application().language().choose("en");
        QCOMPARE(QLocale().language(), QLocale::English);
        const QString english =
            QLocale().toString(QDateTime::fromSecsSinceEpoch(time), QLocale::ShortFormat);
        QVERIFY(english != started);
        QTRY_VERIFY(!labelTexts(*activity).filter(english).isEmpty());
    }

    void sizesFollowTheLocale()
    {
        QLocale::setDefault(QLocale("de_DE"));
        QCOMPARE(sizeText(Bytes(84'812'345)), QString("84,8\u00a0MB"));
        QLocale::setDefault(QLocale("ko_KR"));
        QCOMPARE(sizeText(Bytes(84'812'345)), QString("84.8\u00a0MB"));
    }

private:
    void openForTheFirstTime()
    {
        m_shop->close();
        QSettings().clear();
        m_shop->reopen();
    }
    QAction* languageInTheMenu(const QString& name)
    {
        actionWith(m_shop->window(), Qt::Key_F10)->trigger();
        for (auto* menu : QApplication::activePopupWidget()->findChildren<QMenu*>()) {
            for (QAction* action : menu->actions()) {
                if (action->text() == name)
                    return action;
            }
        }
        qFatal("the menu has no such language");
    }
    static int activityPlace()
    {
        const auto* place = std::ranges::find_if(
            kShopPlaces, [](const ShopPlace& one) { return one.page == ShopPlace::Activity; });
        return static_cast<int>(place - std::begin(kShopPlaces));
    }
    // With the frame around it, unless it is a window of its own.
    QStringList shown(const QWidget& place)
    {
        return ShownTexts::of(place.isWindow() ? place : m_shop->window());
    }
    // When what the helper is asked for has come; nothing where it does not come to rest.
    QStringList whenSettled(const QWidget& place)
    {
        QStringList texts;
        int same = 0;
        const bool isSettled = QTest::qWaitFor(
            [&] {
                const QStringList now = withoutClock(shown(place));
                same = now == texts ? same + 1 : 0;
                texts = now;
                return same > 50;
            },
            60'000);
        return isSettled ? texts : QStringList();
    }
    // Nothing below a message or a menu can be reached to change the language, so they are not kept
    // up to date while they are open.
    static bool isMadeAnew(const QWidget& place)
    {
        return qobject_cast<const QMenu*>(&place) || qobject_cast<const QMessageBox*>(&place);
    }
    static QStringList difference(const QStringList& found, const QStringList& expected)
    {
        QStringList lines;
        for (const QString& text : found) {
            if (!expected.contains(text))
                lines << "left: " + text;
        }
        for (const QString& text : expected) {
            if (!found.contains(text))
                lines << "not there: " + text;
        }
        return lines;
    }
    // What reads as a message of the sources does before it is translated.
    QStringList foreignOf(const QWidget& place)
    {
        QStringList found;
        for (const QString& text : shown(place)) {
            for (const QRegularExpression& foreign : m_foreign) {
                if (foreign.match(text).hasMatch())
                    found << text + " = " + foreign.pattern();
            }
        }
        return found;
    }
    // What would be read if the message were not translated, whatever its placeholders hold.
    void addForeign(const TsMessage& message)
    {
        static const QRegularExpression placeholder("%(L?\\d{1,2}|L?n)");
        static const QRegularExpression words("\\p{L}{2,}.*\\p{L}{2,}|^\\p{L}{3,}…?$");
        const QString plain = QString(message.source).remove(placeholder).remove("Onggi");
        if (message.forms.contains(message.source) || !plain.contains(words))
            return;
        QStringList parts;
        for (const QString& part : message.source.split(placeholder))
            parts << QRegularExpression::escape(part);
        m_foreign << QRegularExpression('^' + parts.join(".+") + '$');
    }

    std::unique_ptr<ShopWindow> m_shop;
    QList<QRegularExpression> m_foreign;
};

int main(int argc, char** argv)
{
    qputenv("LC_ALL", "ko_KR.UTF-8");
    qunsetenv("LANGUAGE");
    QApplication application(argc, argv);
    TestLanguage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_language.moc"
