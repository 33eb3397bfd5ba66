// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/image_list.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// "title: repository=tag,tag …" for each group; untagged ones by id, steps by their name.
QStringList drawing(const DrawnStore& store)
{
    const StoreView& view = store.view();
    const Forest forest(view);
    QStringList lines;
    for (const ImageGroup& group : listImages(view, forest)) {
        QStringList words;
        for (const ImageListRow& row : group.rows) {
            QStringList tags;
            for (const std::string& tag : row.tags)
                tags << QString::fromStdString(tag);
            if (group.kind == ImageGroupKind::Repositories)
                words << QString::fromStdString(row.repository) + "=" + tags.join(',');
            else if (group.kind == ImageGroupKind::Untagged)
                words << QString::number(row.serial);
            else
                words << QString::fromStdString(row.createdBy);
        }
        const char* titles[] = {"", "untagged", "intermediate"};
        lines << QString::fromStdString(group.title) + titles[static_cast<int>(group.kind)] + ": " +
                     words.join(' ');
    }
    return lines;
}

} // namespace

class TestImageList : public QObject {
    Q_OBJECT

private slots:
    void groupsByRegistryWithTheLibraryFirst()
    {
        const DrawnStore store("127.0.0.1:5000/x:1 = a\n"
                               "docker.io/library/redis:8 = b\n"
                               "docker.io/library/debian:13 = c\n"
                               "docker.io/shop/web:1 = d\n");
        QCOMPARE(drawing(store), (QStringList{"docker.io/library: debian=13 redis=8",
                                              "127.0.0.1:5000: x=1", "docker.io: shop/web=1"}));
    }

    void tagsOfOneRepositoryShareARow()
    {
        const DrawnStore store("localhost/web:latest localhost/web:2 localhost/api:1 = a\n");
        QCOMPARE(drawing(store), (QStringList{"localhost: api=1 web=2,latest"}));
    }

    void untaggedImagesAndIntermediateStepsComeLast()
    {
        const DrawnStore store("localhost/x:1 = a c d\n<none> = a b\n");
        const QStringList lines = drawing(store);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0], QString("localhost: x=1"));
        QCOMPARE(lines[1], "untagged: " + QString::number(store.view().images[1].serial));
        QVERIFY(lines[2] == "intermediate: step a step c" ||
                lines[2] == "intermediate: step c step a");
    }

    void aRowKnowsItsContainersItsBytesAndWhetherItIsABase()
    {
        const DrawnStore store(
            "localhost/base:1 = a\nlocalhost/web:1 = a b\nweb @ localhost/web:1\n");
        const auto rows = listImages(store.view(), Forest(store.view())).at(0).rows;
        QVERIFY(rows[0].isBase);
        QVERIFY(rows[0].users.empty());
        QVERIFY(!rows[1].isBase);
        QCOMPARE(rows[1].users.at(0).name, std::string("web"));
        QCOMPARE(rows[1].sizes.virtualSize.count(), 200U);
        QCOMPARE(rows[1].sizes.unique.count(), 100U);
    }

    void anEmptyStoreHasNoGroups() { QCOMPARE(drawing(DrawnStore("")), QStringList()); }
};

QTEST_APPLESS_MAIN(TestImageList)
#include "tst_image_list.moc"
