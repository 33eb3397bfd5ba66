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
                words << "image " + QString::number(row.image);
            else
                words << QString::fromStdString(
                    view.layers[forest.nodes()[row.node].layer].createdBy);
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
        const DrawnStore store("<none> = a b\nlocalhost/x:1 = a c d\n");
        QCOMPARE(drawing(store), (QStringList{"localhost: x=1", "untagged: image 0",
                                              "intermediate: step a step c"}));
    }

    void anEmptyStoreHasNoGroups() { QCOMPARE(drawing(DrawnStore("")), QStringList()); }
};

QTEST_APPLESS_MAIN(TestImageList)
#include "tst_image_list.moc"
