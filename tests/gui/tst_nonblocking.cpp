// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A helper that is there and does not answer must not keep the window from answering: whatever a
// person does meanwhile returns, and is done once the helper goes on.

#include <csignal>

#include <QDialog>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>
#include <QTest>
#include <QTimer>

#include "gui/application.h"
#include "gui/pages/activity_page.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/image_details.h"
#include "gui/pages/lineage_page.h"
#include "gui/widgets/error_bar.h"
#include "tests/support/shop_window.h"
#include "tests/support/stopped.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// QtDBus waits 25 seconds for an answer before it gives up; a busy machine does not take this long
// for a turn of the event loop.
constexpr qint64 kHangs = 15'000; // milliseconds

// The longest time without a turn of the event loop.
class Pulse {
public:
    Pulse()
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            ++m_beats;
            m_longest = std::max(m_longest, m_since.restart());
        });
        m_since.start();
        m_timer.start(10);
    }

    int beats() const { return m_beats; }
    qint64 longest() const { return std::max(m_longest, m_since.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    int m_beats = 0;
};

} // namespace

class TestNonblocking : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<ShopWindow>(QStringList{"web", "db"}); }
    void cleanupTestCase() { m_shop.reset(); }
    void init()
    {
        m_shop->open();
        m_pulse = std::make_unique<Pulse>();
    }
    void cleanup()
    {
        m_pulse.reset();
        m_shop->close();
    }

    void everyActionReturns()
    {
        const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
        Application& application = m_shop->application();
        for (Page* page :
             std::initializer_list<Page*>{&application.images(), &application.lineage(),
                                          &application.containers(), &application.activity()}) {
            application.window().showPage(page);
            selectSomething(*page);
            for (QAction* action : page->actions()) {
                action->trigger();
                QVERIFY2(goesOn(), qPrintable(page->title() + ": " + action->text()));
                closeWhatHasOpened();
            }
        }
    }

    void everyTabOfTheDetailsReturns()
    {
        m_shop->clickImage(m_shop->imageTagged("localhost/shop/web:2"));
        const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
        for (auto* tabs : m_shop->window().findChildren<QTabBar*>()) {
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QVERIFY2(goesOn(), qPrintable(tabs->tabText(tab)));
            }
        }
    }

    void aWindowOpensAndClosesBesideIt()
    {
        const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
        m_shop->close();
        QVERIFY(goesOn());
        m_shop->openOn(m_shop->bus().connect(0));
        QVERIFY(goesOn());
        QTRY_COMPARE(m_shop->images().count(), ShopStore::kImages);
    }

    void whatWasAskedMeanwhileIsDoneAfterwards()
    {
        {
            const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
            m_shop->clickImage(m_shop->imageTagged("localhost/shop/web:2"));
            confirm(Qt::Key_F2, "localhost/late:1", "Tag");
            QVERIFY(goesOn());
            details().findChild<QTabBar*>()->setCurrentIndex(3);
            QVERIFY(goesOn());
            QVERIFY(!hasText(details(), "/bin/sleep 1000"));
            ContainersPage& containers = m_shop->application().containers();
            m_shop->window().showPage(&containers);
            containers.selectContainer(serialOf("db"));
            actionOf(containers, Qt::CTRL | Qt::Key_Return)->trigger();
            QVERIFY(goesOn());
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->imageTagged("localhost/late:1").isValid(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(isRunning("db"), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(hasText(details(), "/bin/sleep 1000"), 30'000);
    }

private:
    // Some turns of the event loop, none of which took long.
    bool goesOn()
    {
        const int before = m_pulse->beats();
        return QTest::qWaitFor([&] { return m_pulse->beats() >= before + 3; }, 30'000) &&
               m_pulse->longest() < kHangs;
    }

    void selectSomething(Page& page)
    {
        if (&page == &m_shop->application().images())
            m_shop->clickImage(m_shop->imageTagged("localhost/shop/web:2"));
        else if (auto* lineage = qobject_cast<LineagePage*>(&page))
            lineage->selectImage(m_shop->images().currentImage());
        else if (auto* containers = qobject_cast<ContainersPage*>(&page))
            containers->selectContainer(serialOf("web"));
    }

    // Dialogs are answered with what their own button does, so that they ask the helper too.
    static void closeWhatHasOpened()
    {
        if (auto* menu = QApplication::activePopupWidget())
            menu->close();
        if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget()))
            dialog->reject();
    }

    void confirm(const QKeySequence& keys, const QString& text, const QString& button)
    {
        actionOf(m_shop->images(), keys)->trigger();
        auto* dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        auto* field = dialog->findChild<QLineEdit*>();
        QVERIFY(field);
        field->setText(text);
        QTRY_VERIFY(buttonNamed(*dialog, button)->isEnabled());
        buttonNamed(*dialog, button)->click();
    }

    ImageDetails& details() { return *m_shop->window().findChild<ImageDetails*>(); }
    static bool hasText(const QWidget& widget, const QString& text)
    {
        for (const auto* view : widget.findChildren<QAbstractItemView*>()) {
            for (int row = 0; view->model() && row < view->model()->rowCount(); ++row) {
                if (view->model()->index(row, 1).data().toString() == text)
                    return true;
            }
        }
        return false;
    }
    const ContainerRow& container(const std::string& name)
    {
        return *std::ranges::find(m_shop->store().containers, name, &ContainerRow::name);
    }
    Serial serialOf(const std::string& name) { return container(name).serial; }
    bool isRunning(const std::string& name)
    {
        return container(name).state == ContainerState::Running;
    }

    std::unique_ptr<ShopWindow> m_shop;
    std::unique_ptr<Pulse> m_pulse;
};

QTEST_MAIN(TestNonblocking)
#include "tst_nonblocking.moc"
