// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The containers page in its window, beside the real helper and real containers: rows are those of
// the bus, what mouse and keyboard ask for happens to the containers, logs come live.

#include "gui/pages/containers_page.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTabBar>
#include <QTest>

#include "gui/dialogs/remove_containers_dialog.h"
#include "gui/pages/container_details.h"
#include "gui/pages/container_overview.h"
#include "gui/pages/log_panel.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/log_view.h"
#include "gui/widgets/table_view.h"
#include "helper/api/names.h"
#include "tests/support/shop_window.h"

using namespace onggi;
using namespace onggi::test;

class TestContainersPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shopWindow = std::make_unique<ShopWindow>(); }
    void cleanupTestCase() { m_shopWindow.reset(); }

    void init()
    {
        shop().addContainer("web", "localhost/shop/web:2", true);
        create("api", kTalk);
        shop().addContainer("db", "docker.io/library/postgres:17", false);
        m_shopWindow->open();
        showPage();
    }
    void cleanup()
    {
        m_shopWindow->close();
        shop().removeContainers();
    }

    void rowsAreThoseOfTheBus()
    {
        const wire::Containers rows = shop().containers();
        QCOMPARE(page().count(), static_cast<int>(rows.size()));
        for (const wire::Container& row : rows) {
            const QModelIndex index = rowOf(row.name);
            QVERIFY(index.isValid());
            QCOMPARE(cell(index, ContainerTable::StateColumn), row.state);
            QCOMPARE(cell(index, ContainerTable::IdColumn), row.id.left(12));
            QCOMPARE(cell(index, ContainerTable::CommandColumn), row.command);
        }
        QCOMPARE(page().status().facts, (QStringList{"3 containers", "2 running", "1 stopped"}));
    }

    void aButtonStopsAndStarts()
    {
        click(rowOf("web"));
        QTest::mouseClick(button("Stop"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf("web"), QString("stopped"), 30'000);
        QTRY_COMPARE(cell(rowOf("web"), ContainerTable::StateColumn), QString("stopped"));
        QVERIFY(cell(rowOf("web"), ContainerTable::UpForColumn).startsWith("exit "));
        QTRY_VERIFY(button("Start"));
        QVERIFY(!button("Kill"));
        QTest::mouseClick(button("Start"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf("web"), QString("running"), 30'000);
        QTRY_COMPARE(cell(rowOf("web"), ContainerTable::StateColumn), QString("running"));
    }

    void theKeyboardKillsAllThatAreSelected()
    {
        click(rowOf("web"));
        QTest::keyClick(&view(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(page().selectedContainers().size(), 3U);
        QCOMPARE(page().status().selection, QString("3 selected"));
        QTest::keyClick(&view(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf("web"), QString("stopped"), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf("api"), QString("stopped"), 30'000);
        QCOMPARE(stateOf("db"), QString("created"));
        QCOMPARE(row("web").exitCode, 137);
    }

    void whatHasNeverRunGoesWithoutAQuestion()
    {
        click(rowOf("db"));
        QTest::keyClick(&view(), Qt::Key_Delete);
        QTRY_VERIFY_WITH_TIMEOUT(stateOf("db").isEmpty(), 30'000);
        QVERIFY(!page().findChild<RemoveContainersDialog*>());
        QTRY_VERIFY(!rowOf("db").isValid());
    }

    void whatHasRunGoesWhenItIsConfirmed()
    {
        click(rowOf("web"));
        QTest::keyClick(&view(), Qt::Key_Delete);
        auto* dialog = page().findChild<RemoveContainersDialog*>();
        QVERIFY(dialog);
        QVERIFY(labelTexts(*dialog).contains("stop and remove"));
        QVERIFY(labelTexts(*dialog).contains("shop/web:2"));
        QVERIFY(takePicture(*dialog, "container-remove"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!page().findChild<RemoveContainersDialog*>());
        QCOMPARE(stateOf("web"), QString("running"));
        m_shopWindow->activate();
        QTest::keyClick(&view(), Qt::Key_Delete);
        dialog = page().findChild<RemoveContainersDialog*>();
        QVERIFY(dialog);
        QTest::mouseClick(buttonNamed(*dialog, "Stop and remove"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stateOf("web").isEmpty(), 30'000);
        QTRY_VERIFY(!rowOf("web").isValid());
    }

    void theLogComesLive()
    {
        click(rowOf("api"));
        QTest::keyClick(&view(), Qt::Key_L, Qt::ControlModifier);
        LogPanel& log = details().log();
        QTRY_VERIFY(log.isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(log.lines().count() >= 6, 20'000);
        QStringList texts;
        for (int line = 0; line < 3; ++line)
            texts << (log.lines().isError(line) ? "! " : "") + log.lines().text(line);
        QCOMPARE(texts, (QStringList{"ready", "! slow query", "주문 요청 처리 완료: 3건"}));
        QVERIFY(log.lines().time(0) > 0);
        const int before = log.lines().count();
        QTRY_VERIFY_WITH_TIMEOUT(log.lines().count() > before + 2, 20'000);
        QTRY_VERIFY(page().status().selection.endsWith("lines, following"));
        QCOMPARE(log.view().verticalScrollBar()->value(),
                 log.view().verticalScrollBar()->maximum());
        // It ends with the container, and what was said stays.
        run("Kill", {QString("api"), QString(), QVariantMap()});
        QTRY_VERIFY_WITH_TIMEOUT(!page().status().selection.contains("following"), 20'000);
        QVERIFY(log.lines().count() > before);
    }

    void aLongLogIsReadWhole()
    {
        create("loud", "/bin/busybox seq 200000; sleep 1000");
        QTRY_VERIFY(rowOf("loud").isValid());
        click(rowOf("loud"));
        page().showLog(row("loud").serial);
        const LogLines& lines = details().log().lines();
        QTRY_COMPARE_WITH_TIMEOUT(lines.count(), 200'000, 60'000);
        for (const int line : {0, 12'345, 199'999})
            QCOMPARE(lines.text(line), QString::number(line + 1));
        QCOMPARE(page().status().selection, QString("200,000 lines, following"));
    }

    void controlFLooksThroughTheLog()
    {
        click(rowOf("api"));
        page().showLog(row("api").serial);
        LogPanel& log = details().log();
        QTRY_VERIFY_WITH_TIMEOUT(log.lines().count() >= 3, 20'000);
        log.view().setFocus();
        QTest::keyClick(&log.view(), Qt::Key_F, Qt::ControlModifier);
        auto* field = log.findChild<QLineEdit*>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, "SLOW");
        QCOMPARE(log.view().currentLine(), 1);
        QTest::keyClicks(field, "x");
        QVERIFY(labelTexts(log).contains("not found"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(log.view().hasFocus());
        // Elsewhere it narrows the table.
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(filterField().hasFocus());
        QTest::keyClicks(&filterField(), "postgres");
        QCOMPARE(visibleNames(), QStringList{"db"});
        QTest::keyClick(&filterField(), Qt::Key_Escape);
        QCOMPARE(visibleNames().size(), 3);
    }

    void chipsNarrowTheTable()
    {
        QTest::mouseClick(button("Running  2"), Qt::LeftButton);
        QCOMPARE(visibleNames(), (QStringList{"web", "api"}));
        QTest::mouseClick(button("Running  2"), Qt::LeftButton);
        QTest::mouseClick(button("Stopped  1"), Qt::LeftButton);
        QCOMPARE(visibleNames(), QStringList{"db"});
        // What is asked for is shown all the same.
        page().selectContainer(row("web").serial);
        QCOMPARE(page().currentContainer(), row("web").serial);
    }

    void theOverviewTellsTheConfiguration()
    {
        click(rowOf("web"));
        auto* overview = details().findChild<ContainerOverview*>();
        // The configuration comes after the row.
        QTRY_VERIFY_WITH_TIMEOUT(labelTexts(*overview).contains("it is kept"), 20'000);
        const QStringList texts = labelTexts(*overview);
        QVERIFY(texts.contains("/bin/sleep 1000"));
        QVERIFY(texts.contains("shop/web:2"));
        QVERIFY(texts.contains("none")); // the network
        QVERIFY2(texts.filter("LANG=C.UTF-8").size() == 1, qPrintable(texts.join('\n')));
    }

    void theContextMenuOffersWhatTheKeyboardDoes()
    {
        click(rowOf("web"));
        emit view().customContextMenuRequested(view().visualRect(rowOf("web")).center());
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            QVERIFY(action->isSeparator() || page().actions().contains(action));
        menu->close();
        for (QAction* action : page().actions())
            QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
    }

    void whatAnotherClientDoesAppears()
    {
        click(rowOf("web"));
        const Serial selected = page().currentContainer();
        create("another", "sleep 1000");
        QTRY_VERIFY(rowOf("another").isValid());
        QCOMPARE(page().currentContainer(), selected);
        run("Kill", {QString("another"), QString(), QVariantMap()});
        QTRY_COMPARE(cell(rowOf("another"), ContainerTable::StateColumn), QString("stopped"));
        run("Remove", {QString("another"), QVariantMap()});
        QTRY_VERIFY(!rowOf("another").isValid());
        QCOMPARE(page().currentContainer(), selected);
    }

    void aRefusalIsSaid()
    {
        // It starts what cannot be started.
        create("broken", "sleep 1000",
               {{"entrypoint", QVariant::fromValue(wire::ByteStrings{"/no/such"})}}, false);
        QTRY_VERIFY(rowOf("broken").isValid());
        click(rowOf("broken"));
        QTest::mouseClick(button("Start"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(page().errors().isVisible(), 20'000);
        QCOMPARE(page().errors().message().happened, QString("Not started: broken"));
        QVERIFY(page().errors().message().cause.contains("/no/such"));
    }

    void whatThePolicyForbidsIsSaid()
    {
        m_shopWindow->bus().setRules("YES", {{"org.onggi.containers.manage-others", "NO"}});
        reopen(65'534);
        click(rowOf("web"));
        QTest::mouseClick(button("Stop"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(page().errors().isVisible(), 20'000);
        QCOMPARE(page().errors().message().happened, QString("Not stopped: web"));
        QVERIFY(page().errors().message().cause.startsWith("The policy of this machine"));
        QCOMPARE(stateOf("web"), QString("running"));
        m_shopWindow->bus().setRules("YES");
    }

    void allThatWereNotStoppedAreNamed()
    {
        m_shopWindow->bus().setRules("YES", {{"org.onggi.containers.manage-others", "NO"}});
        reopen(65'534);
        click(rowOf("web"));
        QTest::keyClick(&view(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&view(), Qt::Key_Period, Qt::ControlModifier);
        const auto happened = [this] { return page().errors().message().happened; };
        const QStringList both{"Not stopped: api, web", "Not stopped: web, api"};
        QTRY_VERIFY(both.contains(happened()));
        QVERIFY(page().errors().message().cause.startsWith("The policy of this machine"));
        QCOMPARE(page().errors().message().details.count('\n'), 1);
        // Another order is told by itself.
        click(rowOf("web"));
        QTest::keyClick(&view(), Qt::Key_Period, Qt::ControlModifier);
        QTRY_COMPARE(happened(), QString("Not stopped: web"));
        m_shopWindow->bus().setRules("YES");
    }

    void idsAndNamesAreCopied()
    {
        click(rowOf("web"));
        QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), QString("web"));
        QTest::keyClick(&view(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), row("web").id);
    }

    void aHeaderSortsAndIsRemembered()
    {
        QHeaderView* header = view().header();
        const QPoint name(header->sectionViewportPosition(ContainerTable::NameColumn) + 20,
                          header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, name);
        QCOMPARE(visibleNames(), (QStringList{"api", "db", "web"}));
        view().setColumnHidden(ContainerTable::IdColumn, false);
        reopen();
        QCOMPARE(visibleNames(), (QStringList{"api", "db", "web"}));
        QVERIFY(!view().isColumnHidden(ContainerTable::IdColumn));
    }

    void rowsGrowWithTheFont()
    {
        const int before = view().visualRect(rowOf("web")).height();
        QFont large = QApplication::font();
        large.setPixelSize(26);
        QApplication::setFont(large);
        reopen();
        QVERIFY(view().visualRect(rowOf("web")).height() > before + 10);
        click(rowOf("api"));
        page().showLog(row("api").serial);
        QTRY_VERIFY_WITH_TIMEOUT(details().log().lines().count() >= 6, 20'000);
        QVERIFY(takePicture(m_shopWindow->window(), "containers-large"));
        setTheme(false);
    }

    void picturesOfBothLanguagesAndThemes_data() { addPictures("containers-"); }
    void picturesOfBothLanguagesAndThemes()
    {
        m_shopWindow->dress();
        click(rowOf("web"));
        auto* overview = details().findChild<ContainerOverview*>();
        QTRY_VERIFY(labelTexts(*overview).filter("LANG=C.UTF-8").size() == 1);
        QTest::qWait(50); // what is painted late
        QVERIFY(
            takePicture(m_shopWindow->window(), QString(QTest::currentDataTag()) + "-overview"));
        click(rowOf("api"));
        page().showLog(row("api").serial);
        QTRY_VERIFY_WITH_TIMEOUT(details().log().lines().count() >= 12, 20'000);
        QTest::qWait(50);
        QVERIFY(takePicture(m_shopWindow->window(), QTest::currentDataTag()));
        m_shopWindow->window().resize(960, 600);
        QTest::qWait(50);
        QVERIFY(takePicture(m_shopWindow->window(), QString(QTest::currentDataTag()) + "-narrow"));
        setTheme(false);
    }

private:
    static constexpr const char* kTalk =
        "echo ready; sleep 0.1; echo slow query >&2; sleep 0.1; echo '주문 요청 처리 완료: 3건'; "
        "i=0; while :; do i=$((i+1)); echo \"GET /api/items/$i 200 in 14 ms\"; sleep 0.1; done";

    void showPage()
    {
        m_shopWindow->window().showPage(&page());
        QTRY_COMPARE_WITH_TIMEOUT(page().count(), 3, 20'000);
        QTRY_VERIFY(m_shopWindow->application().store().isLive());
    }
    void reopen(uid_t user = 0)
    {
        m_shopWindow->reopen(user);
        showPage();
    }

    void create(const QString& name, const char* script, const QVariantMap& options = {},
                bool isStarted = true)
    {
        shop().addContainer(name, "localhost/shop/api:2.4", isStarted, {"/bin/sh", "-c", script},
                            options);
    }
    void run(const QString& method, const QVariantList& arguments)
    {
        shop().run(bus::kContainers, method, arguments);
    }
    ShopStore& shop() const { return m_shopWindow->shop(); }
    wire::Container row(const QString& name) const { return shop().container(name); }
    QString stateOf(const QString& name) const { return row(name).state; }

    ContainersPage& page() const { return m_shopWindow->application().containers(); }
    TableView& view() const { return *page().findChild<TableView*>(); }
    ContainerDetails& details() const { return *page().findChild<ContainerDetails*>(); }
    QLineEdit& filterField() const
    {
        for (auto* field : page().findChildren<QLineEdit*>()) {
            if (!details().isAncestorOf(field))
                return *field;
        }
        Q_UNREACHABLE();
    }
    QPushButton* button(const QString& text) const { return buttonNamed(page(), text); }
    QModelIndex rowOf(const QString& name) const
    {
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            const QModelIndex index = view().model()->index(row, ContainerTable::NameColumn);
            if (index.data().toString() == name)
                return index;
        }
        return {};
    }
    QStringList visibleNames() const
    {
        QStringList names;
        for (int row = 0; row < view().model()->rowCount(); ++row)
            names << view().model()->index(row, ContainerTable::NameColumn).data().toString();
        return names;
    }
    static QString cell(const QModelIndex& row, int column)
    {
        return row.siblingAtColumn(column).data().toString();
    }
    void click(const QModelIndex& row)
    {
        QVERIFY(row.isValid());
        view().scrollTo(row);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().visualRect(row).center());
    }

    std::unique_ptr<ShopWindow> m_shopWindow;
};

QTEST_MAIN(TestContainersPage)
#include "tst_containers_page.moc"
