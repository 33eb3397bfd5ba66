// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/lineage_tree.h"

#include <QTest>

#include "helper/ctl/text.h"
#include "tests/support/drawn_store.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

std::string draw(const StoreView& view, const TreeStyle& style = {})
{
    return lineageTree(view, Forest(view), style);
}

} // namespace

class TestLineageTree : public QObject {
    Q_OBJECT

private slots:
    void drawsTheClassicPicture()
    {
        const DrawnStore store("docker.io/library/base:1 = x\n"
                               "docker.io/library/a:1 = x a\n"
                               "docker.io/library/b:1 = x a b\n"
                               "web @ docker.io/library/b:1\n");
        QCOMPARE(draw(store.view(), {.width = 50}),
                 std::string("LAYER                           CONTENT       DISK\n"
                             "● step x                          100 B     2.0 kB\n"
                             "│   base:1\n"
                             "● step a                          100 B     2.0 kB\n"
                             "│   a:1\n"
                             "● step b                          100 B     2.0 kB\n"
                             "    b:1\n"
                             "    ▸ web (created)\n"
                             "\n"
                             "3 layers, 6.0 kB on disk\n"));
    }

    void saysWhereImagesAreFrom()
    {
        StoreView view = DrawnStore("docker.io/library/base:1 = x\n"
                                    "docker.io/library/a:1 docker.io/library/a:2 = x a\n")
                             .view();
        view.images[0].provenance = {ProvenanceKind::Pulled, view.images[0].tags[0], 1000000};
        view.images[1].provenance = {ProvenanceKind::Loaded, "shop.tar", 1000000};
        view.images[1].baseName = "docker.io/library/base:1";
        QCOMPARE(QString::fromStdString(draw(view, {.width = 60, .now = 1000000 + 2 * 86400}))
                     .section('\n', 2, 2),
                 QString("│   base:1 (pulled 2 days ago)"));
        QCOMPARE(QString::fromStdString(draw(view, {.width = 60, .now = 1000000 + 2 * 86400}))
                     .section('\n', 4, 6),
                 QString("    a:1 (loaded from shop.tar 2 days ago)\n"
                         "    a:2\n"
                         "      made on base:1, its label says"));
    }

    void branchesOffToTheRight()
    {
        const DrawnStore store("base:1 = x\na:1 = x a\na:2 = x a aa\nc:1 = x c\n<none> = x d\n");
        QCOMPARE(QString::fromStdString(draw(store.view(), {.width = 50})).section('\n', 1, -4),
                 QString("● step x                          100 B     2.0 kB\n"
                         "│   base:1\n"
                         "├─● step c                        100 B     2.0 kB\n"
                         "│     c:1\n"
                         "├─● step d                        100 B     2.0 kB\n"
                         "│     <none> %1\n"
                         "● step a                          100 B     2.0 kB\n"
                         "│   a:1\n"
                         "● step aa                         100 B     2.0 kB\n"
                         "    a:2")
                     .arg(QString::fromStdString(store.view().images[4].id.shortHex())));
    }

    void drawsABranchOfABranchBesideItsTrunk()
    {
        const DrawnStore store("b:1 = x a b\nc:1 = x a c\nd:1 = x d e f g\n");
        QCOMPARE(QString::fromStdString(draw(store.view(), {.width = 50})).section('\n', 1, 6),
                 QString("● step x                          100 B     2.0 kB\n"
                         "├─● step a                        100 B     2.0 kB\n"
                         "│ ├─● step b                      100 B     2.0 kB\n"
                         "│ │     b:1\n"
                         "│ ● step c                        100 B     2.0 kB\n"
                         "│     c:1"));
    }

    void staysWithoutUnicodeWhereTheTerminalHasNone()
    {
        const DrawnStore store("base:1 = x\na:1 = x a\nc:1 = x c\nrun @ a:1\n");
        const QByteArray text =
            QByteArray::fromStdString(draw(store.view(), {.width = 60, .isAscii = true}));
        QVERIFY(std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; }));
        QVERIFY(text.contains("\n|-o step a"));
    }

    void keepsToItsWidth()
    {
        DrawnStore store("base:1 = x\na:1 = x a\nc:1 = x c\n");
        StoreView view = store.view();
        view.layers[0].createdBy = "RUN " + std::string(300, 'x');
        view.layers[1].createdBy =
            "RUN 옹기옹기옹기옹기옹기옹기옹기옹기옹기옹기옹기옹기옹기옹기옹기";
        view.images[1].tags = {"registry.example.com/" + std::string(200, 'y') + ":1"};
        const QStringList lines = QString::fromStdString(draw(view)).split('\n');
        QVERIFY(lines.size() > 8);
        for (const QString& line : lines)
            QVERIFY2(displayWidth(line.toStdString()) <= 80, qPrintable(line));
    }

    void takesNoMoreWidthForADeepImage()
    {
        std::string text = "deep:1 =";
        for (int i = 0; i < 500; ++i)
            text += " l" + std::to_string(i);
        const QStringList lines = QString::fromStdString(draw(DrawnStore(text).view())).split('\n');
        QCOMPARE(lines.size(), 505);
        QVERIFY(lines[500].startsWith("● step l499"));
    }

    // Of each two children, the one that came first is the deep one.
    void takesNoMoreWidthForADeepComb()
    {
        std::string handle;
        std::string teeth;
        for (int i = 0; i < 60; ++i) {
            const std::string at = std::to_string(i);
            handle += " l" + at;
            teeth += "tooth:" + at + " =" + handle + " t" + at + " u" + at + "\n" + "point:" + at +
                     " =" + handle + " t" + at + " v" + at + "\n";
        }
        const DrawnStore store("handle:1 =" + handle + "\n" + teeth);
        const QStringList lines = QString::fromStdString(draw(store.view())).split('\n');
        QVERIFY(lines.size() > 360);
        for (const QString& line : lines)
            QVERIFY2(displayWidth(line.toStdString()) <= 80, qPrintable(line));
        QVERIFY(std::any_of(lines.begin(), lines.end(),
                            [](const QString& line) { return line.startsWith("● step l59 "); }));
    }

    void showsHostileNamesAsText()
    {
        StoreView view = DrawnStore("base:1 = x\n").view();
        view.layers[0].createdBy = "RUN \x1b]0;title\x07";
        view.images[0].tags = {"a\nb"};
        const std::string text = draw(view);
        QVERIFY(text.find("RUN \\x1b]0;title\\x07") != std::string::npos);
        QVERIFY(text.find("a\\nb") != std::string::npos);
        QVERIFY(text.find('\x1b') == std::string::npos);
    }

    void saysWhatAnEmptyStoreHolds() { QVERIFY(draw({}).ends_with("\n0 layers, 0 B on disk\n")); }
};

QTEST_APPLESS_MAIN(TestLineageTree)
#include "tst_lineage_tree.moc"
