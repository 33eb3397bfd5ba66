// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/container_table.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

constexpr std::int64_t kNow = 1'800'000'000;
constexpr std::int64_t kHour = 3600;

StoreView drawn()
{
    StoreView view = DrawnStore("localhost/shop/web:2 = a\n"
                                "web @ localhost/shop/web:2\n"
                                "db @ localhost/shop/web:2\n"
                                "job @ localhost/shop/web:2\n")
                         .view();
    for (ContainerRow& row : view.containers)
        row.imageName = "localhost/shop/web:2";
    view.containers[0].state = ContainerState::Running;
    view.containers[0].started = kNow - 27 * kHour;
    view.containers[0].ports = {"0.0.0.0:8080->80/tcp", "127.0.0.1:53->53/udp"};
    view.containers[1].state = ContainerState::Stopped;
    view.containers[1].started = kNow - 100;
    view.containers[1].finished = kNow - 10;
    view.containers[1].exitCode = 3;
    return view;
}

std::map<qulonglong, wire::Job> jobs(const QString& kind, const QString& title,
                                     const QString& state)
{
    wire::Job job;
    job.number = 1;
    job.kind = kind;
    job.title = title;
    job.state = state;
    return {{1, job}};
}

QString cell(const ContainerTable& table, int row, int column)
{
    return table.index(row, column).data().toString();
}

} // namespace

class TestContainerTable : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_table = std::make_unique<ContainerTable>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_table.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void cellsSayWhatTheContainerIs()
    {
        m_table->setRows(listContainers(drawn(), {}), kNow);
        QCOMPARE(m_table->rowCount(), 3);
        QCOMPARE(cell(*m_table, 0, ContainerTable::NameColumn), QString("web"));
        QCOMPARE(cell(*m_table, 0, ContainerTable::StateColumn), QString("running"));
        QCOMPARE(cell(*m_table, 0, ContainerTable::ImageColumn), QString("shop/web:2"));
        QCOMPARE(cell(*m_table, 0, ContainerTable::PortsColumn),
                 QString("8080 → 80, 127.0.0.1:53 → 53/udp"));
        QCOMPARE(cell(*m_table, 0, ContainerTable::UpForColumn), QString("1 d 3 h"));
        QCOMPARE(cell(*m_table, 1, ContainerTable::UpForColumn), QString("exit 3"));
        QCOMPARE(cell(*m_table, 2, ContainerTable::StateColumn), QString("created"));
        QCOMPARE(cell(*m_table, 2, ContainerTable::UpForColumn), QString());
    }

    void aJobOnItIsSaid_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("said");
        QTest::newRow("stop") << "stop"
                              << "running"
                              << "stopping";
        QTest::newRow("kill") << "kill"
                              << "queued"
                              << "stopping";
        QTest::newRow("start") << "start"
                               << "running"
                               << "starting";
        QTest::newRow("rm") << "rm"
                            << "running"
                            << "removing";
        QTest::newRow("one that has ended") << "stop"
                                            << "succeeded"
                                            << "running";
        QTest::newRow("one that is not allowed yet") << "stop"
                                                     << "authorizing"
                                                     << "running";
        QTest::newRow("one that changes nothing") << "logs"
                                                  << "running"
                                                  << "running";
    }
    void aJobOnItIsSaid()
    {
        QFETCH(QString, kind);
        QFETCH(QString, state);
        QFETCH(QString, said);
        m_table->setRows(listContainers(drawn(), jobs(kind, "web", state)), kNow);
        QCOMPARE(cell(*m_table, 0, ContainerTable::StateColumn), said);
        QCOMPARE(cell(*m_table, 1, ContainerTable::StateColumn), QString("stopped"));
    }

    void rowsStayThemselvesWhenOthersGo()
    {
        StoreView view = drawn();
        m_table->setRows(listContainers(view, {}), kNow);
        const QPersistentModelIndex job = m_table->index(2, 0);
        view.containers.erase(view.containers.begin());
        m_table->setRows(listContainers(view, {}), kNow);
        QCOMPARE(job.row(), 1);
        QCOMPARE(job.data().toString(), QString("job"));
        m_table->setRows(listContainers(drawn(), {}), kNow);
        QCOMPARE(job.row(), 2);
    }

    void onlyWhatHasChangedIsTold()
    {
        StoreView view = drawn();
        m_table->setRows(listContainers(view, {}), kNow);
        const QSignalSpy spy(m_table.get(), &QAbstractItemModel::dataChanged);
        view.containers[1].state = ContainerState::Running;
        view.containers[1].started = kNow;
        m_table->setRows(listContainers(view, {}), kNow);
        QCOMPARE(spy.size(), 2); // and the one whose span goes on
        QCOMPARE(spy.last().first().toModelIndex().row(), 1);
    }

    void foreignTextIsNoMarkup()
    {
        StoreView view = drawn();
        view.containers[0].command = "<b>bold</b>";
        m_table->setRows(listContainers(view, {}), kNow);
        const QString toolTip =
            m_table->index(0, ContainerTable::CommandColumn).data(Qt::ToolTipRole).toString();
        QVERIFY(toolTip.contains("&lt;b&gt;"));
    }

    void portsAreReadBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("all addresses") << "0.0.0.0:8080->80/tcp"
                                       << "8080 → 80";
        QTest::newRow("one address") << "127.0.0.1:8080->80/tcp"
                                     << "127.0.0.1:8080 → 80";
        QTest::newRow("udp") << "0.0.0.0:53->53/udp"
                             << "53 → 53/udp";
        QTest::newRow("not chosen yet") << "0.0.0.0:0->80/tcp"
                                        << "any → 80";
        QTest::newRow("none") << "what"
                              << "-";
        QTest::newRow("too high") << "0.0.0.0:99999->80/tcp"
                                  << "-";
    }
    void portsAreReadBack()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        const auto port = parsePortText(text.toStdString());
        QCOMPARE(port ? publishedText(*port) : QString("-"), shown);
    }

private:
    std::unique_ptr<ContainerTable> m_table;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestContainerTable)
#include "tst_container_table.moc"
