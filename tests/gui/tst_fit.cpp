// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whether everything can be seen and read: in the smallest window, in both languages, in a font of
// twice the size; run a second time on a screen with twice the pixels. Takes pictures of all of it.

#include <QDialog>
#include <QHeaderView>
#include <QTabBar>
#include <QTest>

#include "gui/application.h"
#include "gui/pages/activity_page.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/image_details.h"
#include "gui/pages/lineage_page.h"
#include "gui/widgets/page_list.h"
#include "tests/support/fit.h"
#include "tests/support/shop_places.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr int kFont = 13;
constexpr int kLargeFont = 26;
constexpr QSize kSmallest{960, 600};

} // namespace

class TestFit : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<ShopWindow>(QStringList{"web", "db"}); }
    void cleanupTestCase() { m_shop.reset(); }
    void cleanup() { m_shop->close(); }

    void everythingFits_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<int>("font");
        QTest::newRow("en-light") << "en" << false << kFont;
        QTest::newRow("en-dark") << "en" << true << kFont;
        QTest::newRow("ko-light") << "ko" << false << kFont;
        QTest::newRow("ko-dark") << "ko" << true << kFont;
        QTest::newRow("en-large") << "en" << false << kLargeFont;
        QTest::newRow("ko-large") << "ko" << true << kLargeFont;
    }
    void everythingFits()
    {
        QFETCH(QString, language);
        QFETCH(bool, isDark);
        QFETCH(int, font);
        m_wrong.clear();
        setTheme(isDark, font);
        m_shop->open();
        m_shop->application().language().choose(language);
        m_largest = kSmallest * (font / kFont); // the same, as large as its font
        m_shop->window().resize(m_largest);
        QTRY_VERIFY2(fits(m_shop->window()), qPrintable(nameOf(m_shop->window())));

        lookAtImages();
        lookAtLineage();
        lookAtContainers();
        show(m_shop->application().activity());
        lookAt(m_shop->window(), "activity");
        lookAtDialogs();
        m_shop->close();
        setTheme(false);
        QVERIFY2(m_wrong.isEmpty(), qPrintable('\n' + m_wrong.join('\n')));
    }

    // By a line, or to twice their size: what a line stands in, and what an eye has to find.
    void sizesFollowTheFont()
    {
        const std::vector<int> before = sizesIn(kFont);
        const std::vector<int> after = sizesIn(kLargeFont);
        QFont font = QApplication::font();
        font.setPixelSize(kFont);
        const int line = QFontMetrics(font).height();
        font.setPixelSize(kLargeFont);
        const int larger = QFontMetrics(font).height();
        for (std::size_t at = 0; at < before.size(); ++at)
            QVERIFY2(after[at] >= before[at] + std::min(larger - line, before[at] * 9 / 10),
                     qPrintable(QString("%1: %2, %3").arg(at).arg(before[at]).arg(after[at])));
    }

private:
    bool fits(const QWidget& window) const
    {
        return window.width() <= m_largest.width() && window.height() <= m_largest.height();
    }

    void lookAt(QWidget& window, const QString& name, const QWidget* over = nullptr)
    {
        QStringList wrong;
        QCoreApplication::sendPostedEvents(); // layouts that are due
        const auto fitsNow = [&] {
            wrong = whatDoesNotFit(window, over);
            return wrong.isEmpty();
        };
        if (!QTest::qWaitFor(fitsNow, 3'000)) { // layouts follow each other
            for (const QString& what : std::as_const(wrong))
                m_wrong << name + ": " + what;
        }
        const QString scale = window.devicePixelRatioF() > 1 ? "-200" : "";
        QVERIFY(takePicture(window, "fit-" + name + '-' + QTest::currentDataTag() + scale));
    }
    void show(Page& page) { m_shop->window().showPage(&page); }

    void lookAtImages()
    {
        show(m_shop->images());
        m_shop->clickImage(m_shop->imageTagged("localhost/shop/web:2"));
        lookAt(m_shop->window(), "images");
        auto* details = m_shop->window().findChild<ImageDetails*>();
        QTest::keyClick(&m_shop->table(), Qt::Key_Return);
        QTRY_VERIFY(details->isVisible());
        auto* tabs = details->findChild<QTabBar*>();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            lookAt(m_shop->window(), QString("image-%1").arg(tab), details);
        }
        tabs->setCurrentIndex(0);
        QTest::keyClick(&m_shop->table(), Qt::Key_Escape);
    }

    void lookAtLineage()
    {
        LineagePage& page = m_shop->application().lineage();
        show(page);
        lookAt(m_shop->window(), "lineage-none");
        page.selectImage(m_shop->images().currentImage());
        lookAt(m_shop->window(), "lineage");
        actionOf(page, Qt::Key_Delete)->trigger();
        lookAt(m_shop->window(), "lineage-delete");
        QTest::keyClick(page.focusWidget() ? page.focusWidget() : &page, Qt::Key_Escape);
        actionOf(page, Qt::CTRL | Qt::Key_T)->trigger();
        lookAt(m_shop->window(), "lineage-outline");
        actionOf(page, Qt::CTRL | Qt::Key_T)->trigger();
    }

    void lookAtContainers()
    {
        ContainersPage& page = m_shop->application().containers();
        show(page);
        for (const char* name : {"db", "web"}) {
            page.selectContainer(
                std::ranges::find(m_shop->store().containers, name, &ContainerRow::name)->serial);
            lookAt(m_shop->window(), QString("containers-%1").arg(name));
        }
        actionOf(page, Qt::CTRL | Qt::Key_L)->trigger();
        lookAt(m_shop->window(), "log");
    }

    void lookAtDialogs()
    {
        show(m_shop->images());
        m_shop->clickImage(m_shop->imageTagged("localhost/shop/web:2"));
        lookAtDialog(m_shop->images(), Qt::CTRL | Qt::Key_P, "pull");
        lookAtDialog(m_shop->images(), Qt::Key_F2, "tag");
        lookAtDialog(m_shop->images(), Qt::Key_Delete, "delete-kept");
        m_shop->clickImage(m_shop->imageTagged("localhost/shop/worker:2.4"));
        lookAtDialog(m_shop->images(), Qt::Key_Delete, "delete");
        lookAtDialog(m_shop->images(), Qt::CTRL | Qt::Key_R, "run");
        lookAtDialog(m_shop->images(), QKeySequence::Save, "save");
        lookAtDialog(m_shop->images(), Qt::CTRL | Qt::SHIFT | Qt::Key_P, "push");
        lookAtDialog(m_shop->images(), Qt::CTRL | Qt::SHIFT | Qt::Key_Delete, "free");
        show(m_shop->application().containers());
        lookAtDialog(m_shop->application().containers(), Qt::Key_Delete, "remove");
        lookAtDialog(m_shop->application().containers(), Qt::CTRL | Qt::Key_M, "commit");
        lookAtDialog(openArchive(*m_shop), "load");
        lookAtDialog(openPlan(*m_shop), "pull-plan");
        lookAtDialog(openSignIn(*m_shop), "sign-in");
        lookAtDialog(openAbout(*m_shop), "about");
        lookAtDialog(openCloseQuestion(*m_shop), "close");
    }
    void lookAtDialog(const QWidget& page, const QKeySequence& keys, const QString& name)
    {
        actionOf(page, keys)->trigger();
        lookAtDialog(QApplication::activeModalWidget(), name);
    }
    void lookAtDialog(QWidget* opened, const QString& name)
    {
        auto* dialog = qobject_cast<QDialog*>(opened);
        QVERIFY2(dialog, qPrintable(name));
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        lookAt(*dialog, name);
        if (!fits(*dialog))
            m_wrong << name + ": " + nameOf(*dialog) + " does not fit on the screen";
        dialog->reject();
        QTRY_VERIFY(!QApplication::activeModalWidget());
    }

    std::vector<int> sizesIn(int font)
    {
        setTheme(false, font);
        m_shop->open();
        m_shop->window().resize(3000, 1600);
        auto& table = m_shop->table();
        m_shop->clickImage(m_shop->imageTagged("localhost/shop/web:2"));
        auto* list = m_shop->window().findChild<PageList*>();
        auto* details = m_shop->window().findChild<ImageDetails*>();
        std::vector<int> sizes{table.visualRect(table.currentIndex()).height(),
                               table.header()->height(),
                               table.header()->sectionSize(ImageTree::UniqueColumn),
                               table.indentation(),
                               list->sizeHintForRow(0),
                               list->width(),
                               details->minimumWidth()};
        for (const auto* button : details->findChildren<QPushButton*>())
            sizes.push_back(button->height());
        for (const auto* button : details->findChildren<QToolButton*>()) {
            if (!qobject_cast<QTabBar*>(button->parentWidget())) // whose arrows are the style's
                sizes.push_back(button->iconSize().height());
        }
        m_shop->close();
        setTheme(false);
        return sizes;
    }

    std::unique_ptr<ShopWindow> m_shop;
    QStringList m_wrong;
    QSize m_largest;
};

QTEST_MAIN(TestFit)
#include "tst_fit.moc"
