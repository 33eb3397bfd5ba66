// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/image_filter.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include "gui/models/image_tree.h"
#include "tests/support/drawn_store.h"

using namespace onggi;

class TestImageFilter : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_tree = std::make_unique<ImageTree>();
        m_filter = std::make_unique<ImageFilter>();
        m_filter->setSourceModel(m_tree.get());
        m_filter->sort(ImageTree::RepositoryColumn);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_filter.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const DrawnStore store("c: 900 1000 2000\n"
                               "docker.io/library/debian:13 = a\n"
                               "localhost/web:1 = a b\n"
                               "localhost/api:1 = a c d\n"
                               "quay.io/tools/x:1 = e\n"
                               "<none> = a f\n"
                               "shop @ localhost/web:1\n");
        m_tree->setStore(store.view(), Forest(store.view()), 1'000'000'000);
    }

    void showsAllOfIt()
    {
        QCOMPARE(shown(),
                 (QStringList{"docker.io/library", "debian", "localhost", "api", "web", "quay.io",
                              "tools/x", "Untagged", "-", "Intermediate", "step c"}));
    }

    void aChipShowsWhatItNames_data()
    {
        QTest::addColumn<int>("kinds");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("in use") << int(ImageFilter::InUse) << QStringList{"localhost", "web"};
        QTest::newRow("dangling") << int(ImageFilter::Dangling) << QStringList{"Untagged", "-"};
        QTest::newRow("base") << int(ImageFilter::Base)
                              << QStringList{"docker.io/library", "debian"};
        QTest::newRow("two chips")
            << int(ImageFilter::InUse | ImageFilter::Base)
            << QStringList{"docker.io/library", "debian", "localhost", "web"};
    }
    void aChipShowsWhatItNames()
    {
        QFETCH(int, kinds);
        QFETCH(QStringList, rows);
        m_filter->set(ImageFilter::Kinds(kinds), {}, {});
        QVERIFY(m_filter->isFiltering());
        QCOMPARE(shown(), rows);
    }

    void whatHasNoTimeComesLastInEitherOrder()
    {
        const DrawnStore store("localhost/a:1 = a\nlocalhost/b:1 = b\nlocalhost/c:1 = c\n");
        StoreView view = store.view();
        view.images[0].created = -62'135'596'800;
        view.images[1].created = 900'000'000;
        view.images[2].created = 800'000'000;
        m_tree->setStore(view, Forest(view), 1'000'000'000);
        m_filter->sort(ImageTree::CreatedColumn, Qt::DescendingOrder);
        QCOMPARE(shown(), (QStringList{"localhost", "b", "c", "a"}));
        m_filter->sort(ImageTree::CreatedColumn, Qt::AscendingOrder);
        QCOMPARE(shown(), (QStringList{"localhost", "c", "b", "a"}));
    }

    void aRegistryShowsItsGroups()
    {
        QCOMPARE(m_filter->registries(), (QStringList{"docker.io", "localhost", "quay.io"}));
        m_filter->set({}, "quay.io", {});
        QCOMPARE(shown(), (QStringList{"quay.io", "tools/x"}));
    }

    void textIsFoundInNamesAndUsers()
    {
        m_filter->set({}, {}, " SHOP ");
        QCOMPARE(shown(), (QStringList{"localhost", "web"}));
        m_filter->set({}, {}, "localhost/a");
        QCOMPARE(shown(), (QStringList{"localhost", "api"}));
        m_filter->set({}, {}, "nothing like it");
        QCOMPARE(shown(), QStringList());
    }

    void sortingLeavesTheGroupsInTheirOrder()
    {
        m_filter->sort(ImageTree::VirtualColumn, Qt::DescendingOrder);
        QCOMPARE(shown().mid(0, 5),
                 (QStringList{"docker.io/library", "debian", "localhost", "api", "web"}));
        m_filter->sort(ImageTree::VirtualColumn, Qt::AscendingOrder);
        QCOMPARE(shown().mid(0, 5),
                 (QStringList{"docker.io/library", "debian", "localhost", "web", "api"}));
    }

private:
    // Groups and rows by their first cell; ids as "-".
    QStringList shown() const
    {
        QStringList rows;
        for (int group = 0; group < m_filter->rowCount(); ++group) {
            const QModelIndex parent = m_filter->index(group, 0);
            rows << parent.data().toString().section(QLatin1Char(' '), 0, 0);
            for (int row = 0; row < m_filter->rowCount(parent); ++row) {
                const QModelIndex index = m_filter->index(row, 0, parent);
                const bool isNamed = index.data(ImageTree::SerialRole).toULongLong() == 0 ||
                                     !index.data(ImageTree::TagsRole).toStringList().isEmpty();
                rows << (isNamed ? index.data().toString() : QStringLiteral("-"));
            }
        }
        return rows;
    }

    std::unique_ptr<ImageTree> m_tree;
    std::unique_ptr<ImageFilter> m_filter;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestImageFilter)
#include "tst_image_filter.moc"
