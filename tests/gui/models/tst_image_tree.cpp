// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/image_tree.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

constexpr const char* kStore = "docker.io/library/debian:13 = a\n"
                               "localhost/web:1 = a b\n"
                               "localhost/api:latest localhost/api:2 = a c d\n"
                               "<none> = a e\n"
                               "web @ localhost/web:1\n";

QStringList groupsOf(const ImageTree& tree)
{
    QStringList groups;
    for (int group = 0; group < tree.rowCount(); ++group)
        groups << tree.index(group, 0).data().toString();
    return groups;
}

// The row of an image by what its first two cells say.
QModelIndex find(const ImageTree& tree, const QString& repository, const QString& tag)
{
    for (int group = 0; group < tree.rowCount(); ++group) {
        const QModelIndex parent = tree.index(group, 0);
        for (int row = 0; row < tree.rowCount(parent); ++row) {
            if (tree.index(row, ImageTree::RepositoryColumn, parent).data() == repository &&
                tree.index(row, ImageTree::TagColumn, parent).data() == tag)
                return tree.index(row, 0, parent);
        }
    }
    return {};
}

QVariant cell(const QModelIndex& row, ImageTree::Column column, int role = Qt::DisplayRole)
{
    return row.siblingAtColumn(column).data(role);
}

} // namespace

class TestImageTree : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_tree = std::make_unique<ImageTree>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_tree.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        show(kStore);
    }

    void showsGroupsThenWhatIsLeftOver()
    {
        QCOMPARE(groupsOf(*m_tree),
                 (QStringList{"docker.io/library", "localhost", "Untagged",
                              "Intermediate images: 1, already counted in the images above"}));
    }

    void cellsSayWhatTheImageIs()
    {
        const QModelIndex web = find(*m_tree, "web", "1");
        QVERIFY(web.isValid());
        QCOMPARE(cell(web, ImageTree::UsedByColumn), QVariant("web"));
        QCOMPARE(cell(web, ImageTree::VirtualColumn), QVariant(QString("200\u00a0B")));
        QCOMPARE(cell(web, ImageTree::UniqueColumn), QVariant(QString("100\u00a0B")));
        QVERIFY(cell(web, ImageTree::RepositoryColumn, ImageTree::IsInUseRole).toBool());
        const QModelIndex debian = find(*m_tree, "debian", "13");
        QVERIFY(cell(debian, ImageTree::RepositoryColumn, ImageTree::IsBaseRole).toBool());
        QVERIFY(find(*m_tree, "api", "2, latest").isValid());
    }

    // As umoci writes it where nobody says when.
    void anImageOfTheYear1HasNoAge()
    {
        DrawnStore store("localhost/umoci:1 = a\nlocalhost/made:1 = b\n<none> = a b c\n");
        StoreView view = store.view();
        view.images[0].created = -62'135'596'800;
        view.images[1].created = 900'000'000;
        m_tree->setStore(view, Forest(view), 1'000'000'000);
        const QModelIndex row = find(*m_tree, "umoci", "1");
        QCOMPARE(cell(row, ImageTree::CreatedColumn), QVariant("—"));
        QCOMPARE(cell(row, ImageTree::CreatedColumn, Qt::AccessibleTextRole), QVariant("unknown"));
        QCOMPARE(cell(row, ImageTree::CreatedColumn, ImageTree::SortRole), QVariant(0LL));
        const QModelIndex made = find(*m_tree, "made", "1");
        QCOMPARE(cell(made, ImageTree::CreatedColumn, Qt::AccessibleTextRole), QVariant());
        // A step is of no time and says nothing of it.
        const QModelIndex step = m_tree->index(0, 0, m_tree->index(m_tree->rowCount() - 1, 0));
        QCOMPARE(cell(step, ImageTree::CreatedColumn), QVariant(QString()));
    }

    void figuresAreSortedAsNumbers()
    {
        const QModelIndex web = find(*m_tree, "web", "1");
        QCOMPARE(cell(web, ImageTree::VirtualColumn, ImageTree::SortRole), QVariant(200ULL));
    }

    void aRowStaysItselfWhenOthersComeAndGo()
    {
        const QPersistentModelIndex web = find(*m_tree, "web", "1");
        show("docker.io/library/debian:13 = a\n"
             "localhost/web:1 = a b\n"
             "localhost/api:latest localhost/api:2 = a c d\n"
             "<none> = a e\n"
             "localhost/another:1 = a f\n"
             "quay.io/x:1 = a g\n");
        QVERIFY(web.isValid());
        QCOMPARE(web.data().toString(), QString("web"));
        QCOMPARE(web.sibling(web.row(), ImageTree::UsedByColumn).data().toString(), QString());
        QVERIFY(find(*m_tree, "another", "1").isValid());
        show("localhost/web:1 = a b\n");
        QVERIFY(!find(*m_tree, "another", "1").isValid());
    }

    void nothingIsToldWhereNothingChanged()
    {
        QSignalSpy changes(m_tree.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy insertions(m_tree.get(), &QAbstractItemModel::rowsInserted);
        show(kStore);
        QCOMPARE(insertions.count(), 0);
        for (const auto& change : changes)
            QVERIFY(!change.at(0).toModelIndex().parent().isValid()); // group headers alone
    }

    void anEmptyStoreEmptiesTheModel()
    {
        show("");
        QCOMPARE(m_tree->rowCount(), 0);
    }

private:
    void show(const std::string& text)
    {
        const DrawnStore store(text);
        m_tree->setStore(store.view(), Forest(store.view()), 1'000'000'000);
    }

    std::unique_ptr<ImageTree> m_tree;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestImageTree)
#include "tst_image_tree.moc"
