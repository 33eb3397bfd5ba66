// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/images_tree.h"

#include <QRegularExpression>
#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

// The first column of each line.
QStringList names(const StoreView& view, const ImageQuery& query = {}, bool isAscii = false)
{
    const Forest forest(view);
    const std::string text = imageTree(view, forest, selectLines(view, forest, query, {}),
                                       allImageSizes(view, forest), false, isAscii);
    QStringList names;
    for (const QString& line : QString::fromStdString(text).split('\n', Qt::SkipEmptyParts))
        names << line.left(line.indexOf(QRegularExpression(" [0-9a-f]{12} "))).trimmed();
    return names.mid(1);
}

} // namespace

class TestImagesTree : public QObject {
    Q_OBJECT

private slots:
    void putsImagesBelowTheirBases()
    {
        const DrawnStore store("base:1 = a\nweb:1 = a b c\nother:1 = x\ndb:1 = a d\n"
                               "shop:1 = a b c e\n");
        QCOMPARE(names(store.view()),
                 (QStringList{"base:1", "├─ web:1", "│  └─ shop:1", "└─ db:1", "other:1"}));
        QCOMPARE(names(store.view(), {}, true),
                 (QStringList{"base:1", "|- web:1", "|  `- shop:1", "`- db:1", "other:1"}));
    }

    void skipsWhatIsNotListed()
    {
        const DrawnStore store("base:1 = a\nweb:1 = a b\nshop:1 = a b c\n");
        ImageQuery query;
        query.globs = {"base:*", "shop:*"};
        QCOMPARE(names(store.view(), query), (QStringList{"base:1", "└─ shop:1"}));
    }

    void givesEachTagALine()
    {
        const DrawnStore store("base:1 base:2 = a\nweb:1 = a b\n");
        QCOMPARE(names(store.view()), (QStringList{"base:1", "│  base:2", "└─ web:1"}));
    }
};

QTEST_APPLESS_MAIN(TestImagesTree)
#include "tst_images_tree.moc"
