// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/lineage_dot.h"

#include <QRegularExpression>
#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

QString dot(const StoreView& view)
{
    return QString::fromStdString(lineageDot(view, Forest(view)));
}

// Every line is a statement of the few kinds that are written, and quotes close on it.
bool isGrammatical(const QString& text)
{
    const QString string = "\"(?:[^\"\\\\]|\\\\.)*\"";
    const QString value = "(?:\\w+|" + string + ")";
    const QString attributes = " \\[\\w+=" + value + "(?:, \\w+=" + value + ")*\\]";
    const QRegularExpression line("^(?:digraph lineage \\{|\\}|  \\w+=" + value +
                                  ";|  \\w+(?: -> \\w+)?(?:" + attributes + ")?;)$");
    for (const QString& statement : text.split('\n', Qt::SkipEmptyParts)) {
        if (!line.match(statement).hasMatch())
            return false;
    }
    return text.startsWith("digraph lineage {\n") && text.endsWith("}\n");
}

} // namespace

class TestLineageDot : public QObject {
    Q_OBJECT

private slots:
    void drawsLayersImagesAndContainers()
    {
        const DrawnStore store("docker.io/library/base:1 = x\ndocker.io/library/a:1 = x a\n"
                               "<none> = x b\nweb @ docker.io/library/a:1\n");
        const QString text = dot(store.view());
        QVERIFY2(isGrammatical(text), qPrintable(text));
        QVERIFY(text.contains("layer0 -> layer1;"));
        QVERIFY(text.contains("layer0 -> layer2;"));
        QVERIFY(text.contains("base:1\\l"));
        QVERIFY(text.contains("layer1 -> container0"));
        QCOMPARE(text.count("label=\"step "), 3);
    }

    void escapesHostileText()
    {
        StoreView view = DrawnStore("base:1 = x\nweb @ base:1\n").view();
        view.layers[0].createdBy = "RUN \"]; evil -> x; \\\" \n\x1b[0m \\";
        view.images[0].tags = {"a\"b\\", "\\"};
        view.containers[0].name = "\"\\n";
        const QString text = dot(view);
        QVERIFY2(isGrammatical(text), qPrintable(text));
        QVERIFY(!text.contains(QChar(0x1b)));
    }

    void showsABaseThatOnlyALabelNames()
    {
        StoreView view =
            DrawnStore("docker.io/library/base:2 = x\ndocker.io/library/a:1 = y z\n").view();
        view.images[1].baseName = "base:2";
        const QString text = dot(view);
        QVERIFY2(isGrammatical(text), qPrintable(text));
        QVERIFY(text.contains("layer0 -> layer2 [style=dashed"));
    }

    void isAGraphForAnEmptyStore() { QVERIFY(isGrammatical(dot({}))); }
};

QTEST_APPLESS_MAIN(TestLineageDot)
#include "tst_lineage_dot.moc"
