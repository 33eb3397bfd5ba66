// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/graph_tree.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

constexpr const char* kStore = "localhost/base:1 = a\n"
                               "localhost/web:1 = a b c d\n"
                               "localhost/other:1 = x\n";

} // namespace

class TestGraphTree : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_order = {};
        m_tree = std::make_unique<GraphTree>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_tree.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_tree.reset();
    }

    void rowsAreTheNodesOfTheGraph()
    {
        show(DrawnStore(kStore));
        QCOMPARE(drawing(), QString("base:1(2 step(s)(web:1)) other:1"));
        const QModelIndex base = m_tree->index(0, GraphTree::ContentColumn);
        QCOMPARE(base.data().toString(), QString("100\u00a0B"));
        QCOMPARE(base.siblingAtColumn(GraphTree::DiskColumn).data().toString(),
                 QString("2.0\u00a0kB"));
        QCOMPARE(base.siblingAtColumn(GraphTree::StepColumn).data().toString(), QString("step a"));
    }

    void aRowStaysTheSameWhenTheStoreChanges()
    {
        show(DrawnStore(kStore));
        const QPersistentModelIndex web =
            m_tree->index(0, 0, m_tree->index(0, 0, m_tree->index(0, 0)));
        QCOMPARE(web.data().toString(), QString("web:1"));
        QSignalSpy resets(m_tree.get(), &QAbstractItemModel::modelReset);
        show(DrawnStore("localhost/base:1 = a\nlocalhost/another:1 = a n\n"
                        "localhost/web:1 localhost/web:2 = a b c d\nfront @ localhost/web:1\n"));
        QVERIFY(web.isValid());
        QCOMPARE(web.data().toString(), QString("web:1, 2"));
        QCOMPARE(web.sibling(web.row(), GraphTree::UsersColumn).data().toString(),
                 QString("front (created)"));
        QCOMPARE(drawing(), QString("base:1(another:1 2 step(s)(web:1, 2))"));
        QCOMPARE(resets.count(), 0);
        show(DrawnStore("localhost/other:1 = x\n"));
        QVERIFY(!web.isValid());
        QCOMPARE(drawing(), QString("other:1"));
    }

    void unfoldingKeepsTheFirstStepsRow()
    {
        const DrawnStore store(kStore);
        show(store);
        const QPersistentModelIndex chain = m_tree->index(0, 0, m_tree->index(0, 0));
        show(store, false);
        QCOMPARE(chain.data().toString(), QString("step b"));
        QCOMPARE(drawing(), QString("base:1(step b(step c(web:1))) other:1"));
        show(store);
        QCOMPARE(drawing(), QString("base:1(2 step(s)(web:1)) other:1"));
    }

    void chainsLeadToTheirRowsAndBack()
    {
        show(DrawnStore(kStore));
        const QModelIndex web = m_tree->index(0, 0, m_tree->index(0, 0, m_tree->index(0, 0)));
        QCOMPARE(m_tree->indexOf(GraphTree::chainOf(web)), web);
        QVERIFY(!m_tree->indexOf(Digest()).isValid());
        QCOMPARE(GraphTree::chainOf({}), Digest());
    }

    void everyColumnHasAHeader()
    {
        for (int column = 0; column < m_tree->columnCount(); ++column)
            QVERIFY(
                !m_tree->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }

private:
    void show(const DrawnStore& store, bool isFolding = true)
    {
        const Forest forest(store.view());
        m_tree->setGraph(makeGraph(store.view(), forest, {isFolding, {}}, m_order));
    }
    QString drawing(const QModelIndex& parent = {}) const
    {
        QStringList rows;
        for (int row = 0; row < m_tree->rowCount(parent); ++row) {
            const QModelIndex index = m_tree->index(row, 0, parent);
            const QString below = drawing(index);
            rows << index.data().toString() +
                        (below.isEmpty() ? QString() : QStringLiteral("(%1)").arg(below));
        }
        return rows.join(QLatin1Char(' '));
    }

    GraphOrder m_order;
    std::unique_ptr<GraphTree> m_tree;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestGraphTree)
#include "tst_graph_tree.moc"
