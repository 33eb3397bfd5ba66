// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/job_table.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

using namespace onggi;

namespace {

constexpr qlonglong kNow = 1'700'000'000;

wire::Job job(qulonglong number, const QString& state, qulonglong done = 0, qulonglong total = 0)
{
    wire::Job row;
    row.number = number;
    row.kind = "pull";
    row.title = "docker.io/library/nginx:" + QString::number(number);
    row.state = state;
    row.done = done;
    row.total = total;
    row.rate = state == "running" ? 1'000'000 : 0;
    row.isCancelable = state == "running";
    row.started = kNow - 600;
    row.ended = state == "running" ? 0 : kNow - 300;
    return row;
}

using Jobs = std::map<qulonglong, wire::Job>;

Jobs jobs(std::initializer_list<wire::Job> rows)
{
    Jobs all;
    for (const wire::Job& row : rows)
        all.emplace(row.number, row);
    return all;
}

QList<qulonglong> numbersOf(const QAbstractItemModel& model)
{
    QList<qulonglong> numbers;
    for (int row = 0; row < model.rowCount(); ++row)
        numbers << model.index(row, 0).data(JobTable::NumberRole).toULongLong();
    return numbers;
}

} // namespace

class TestJobTable : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_table = std::make_unique<JobTable>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_table.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_table.reset();
    }

    void theNewestIsFirst()
    {
        m_table->setJobs(jobs({job(3, "succeeded"), job(7, "running"), job(5, "failed")}), kNow);
        QCOMPARE(numbersOf(*m_table), (QList<qulonglong>{7, 5, 3}));
    }

    void whatRunsIsSortedBeforeWhatHasEnded()
    {
        m_table->setJobs(jobs({job(3, "running"), job(7, "succeeded"), job(5, "queued")}), kNow);
        QSortFilterProxyModel sorted;
        sorted.setSourceModel(m_table.get());
        sorted.setSortRole(JobTable::SortRole);
        sorted.sort(JobTable::TitleColumn, Qt::DescendingOrder);
        QCOMPARE(numbersOf(sorted), (QList<qulonglong>{5, 3, 7}));
    }

    void aRowStaysItselfWhileOthersComeAndGo()
    {
        m_table->setJobs(jobs({job(3, "running", 1, 10), job(5, "running")}), kNow);
        const QPersistentModelIndex row = m_table->index(1, JobTable::ProgressColumn);
        QSignalSpy resets(m_table.get(), &QAbstractItemModel::modelReset);
        m_table->setJobs(jobs({job(3, "running", 9, 10), job(8, "running"), job(9, "queued")}),
                         kNow);
        QVERIFY(row.isValid());
        QCOMPARE(row.row(), 2);
        QCOMPARE(row.data(JobTable::NumberRole).toULongLong(), 3ULL);
        QCOMPARE(row.data(JobTable::ShareRole).toDouble(), 0.9);
        QCOMPARE(resets.count(), 0);
        m_table->setJobs(jobs({job(9, "queued")}), kNow);
        QVERIFY(!row.isValid());
    }

    void onlyRowsThatAreOtherAreTold()
    {
        m_table->setJobs(jobs({job(3, "running", 1, 10), job(5, "succeeded")}), kNow);
        QSignalSpy changes(m_table.get(), &QAbstractItemModel::dataChanged);
        m_table->setJobs(jobs({job(3, "running", 2, 10), job(5, "succeeded")}), kNow);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.first().first().toModelIndex().row(), 1);
    }

    void agesGoOnWithoutAChange()
    {
        m_table->setJobs(jobs({job(5, "succeeded")}), kNow);
        QSignalSpy changes(m_table.get(), &QAbstractItemModel::dataChanged);
        m_table->setJobs(jobs({job(5, "succeeded")}), kNow + 7200);
        QCOMPARE(text(0, JobTable::TimeColumn), QString("2 hour(s) ago"));
        QCOMPARE(changes.count(), 1);
    }

    void aRunningJobTellsHowFarAndHowFast()
    {
        m_table->setJobs(jobs({job(3, "running", 6'000'000, 12'000'000)}), kNow);
        QCOMPARE(text(0, JobTable::TitleColumn), QString("Pull nginx:3"));
        QCOMPARE(text(0, JobTable::StateColumn), QString("running"));
        QCOMPARE(text(0, JobTable::ProgressColumn), QString("6.0\u00a0MB of 12.0\u00a0MB"));
        QCOMPARE(text(0, JobTable::RateColumn), QString("1.0\u00a0MB/s"));
        QCOMPARE(text(0, JobTable::TimeColumn), QString("7 s left"));
        QCOMPARE(m_table->index(0, 0).data(JobTable::HasEndedRole).toBool(), false);
    }

    void aJobWithoutATotalHasNoShare()
    {
        m_table->setJobs(jobs({job(3, "running", 6'000'000, 0)}), kNow);
        QVERIFY(m_table->index(0, 0).data(JobTable::ShareRole).toDouble() < 0);
        QCOMPARE(text(0, JobTable::ProgressColumn), QString("6.0\u00a0MB"));
        QCOMPARE(text(0, JobTable::TimeColumn), QString());
    }

    void anEndedJobTellsHowAndWhen()
    {
        m_table->setJobs(jobs({job(3, "failed", 5, 10)}), kNow);
        QCOMPARE(text(0, JobTable::StateColumn), QString("failed"));
        QCOMPARE(text(0, JobTable::RateColumn), QString());
        QCOMPARE(text(0, JobTable::TimeColumn), QString("5 minute(s) ago"));
        QCOMPARE(text(0, JobTable::OwnerColumn), QString("root"));
    }

    void foreignTextIsNoMarkup()
    {
        wire::Job row = job(3, "running");
        row.kind = "load";
        row.title = "<b>x</b>";
        m_table->setJobs(jobs({row}), kNow);
        QVERIFY(!m_table->index(0, 0).data(Qt::ToolTipRole).toString().contains("<b>"));
        QCOMPARE(text(0, JobTable::TitleColumn), QString("Load <b>x</b>"));
    }

private:
    QString text(int row, int column) const
    {
        return m_table->index(row, column).data().toString();
    }

    std::unique_ptr<JobTable> m_table;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestJobTable)
#include "tst_job_table.moc"
