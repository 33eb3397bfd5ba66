// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/graph_data.h"

#include <QTest>

#include "gui/graph/graph_words.h"
#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// The store with provenances by image: p pulled, b built, c committed, - as it is.
StoreView withOrigins(const DrawnStore& store, const std::string& kinds)
{
    StoreView view = store.view();
    for (std::size_t image = 0; image < kinds.size(); ++image) {
        Provenance& provenance = view.images[image].provenance;
        provenance.time = static_cast<std::int64_t>(image) + 1;
        provenance.kind = kinds[image] == 'b'   ? ProvenanceKind::Built
                          : kinds[image] == 'c' ? ProvenanceKind::Committed
                                                : ProvenanceKind::Pulled;
    }
    return view;
}

Graph graphOf(const StoreView& view, GraphOrder& order, bool isFolding = true)
{
    return makeGraph(view, Forest(view), {isFolding, {}}, order);
}

// The nodes in the order in which they show: the label, or the step in brackets.
QStringList names(const Graph& graph)
{
    QStringList result;
    for (const GraphNode& node : graph.nodes)
        result << (node.label.isEmpty() ? QLatin1Char('[') + node.verb + QLatin1Char(']')
                                        : node.label);
    return result;
}

QString labelOf(const std::string& tags)
{
    const DrawnStore store(tags + " = a\n");
    GraphOrder order;
    return graphOf(store.view(), order).nodes.front().label;
}

} // namespace

class TestGraphData : public QObject {
    Q_OBJECT

private slots:
    void aLabelHoldsTwoTagsAndHowManyMore_data()
    {
        QTest::addColumn<QString>("tags");
        QTest::addColumn<QString>("label");
        QTest::newRow("one") << "docker.io/library/nginx:1.29"
                             << "nginx:1.29";
        QTest::newRow("same repository") << "localhost/web:2 localhost/web:latest"
                                         << "web:2, latest";
        QTest::newRow("latest comes last") << "localhost/web:latest localhost/web:v2"
                                           << "web:v2, latest";
        QTest::newRow("two repositories") << "localhost/a:1 localhost/b:1"
                                          << "a:1, b:1";
        QTest::newRow("five") << "localhost/a:1 localhost/a:2 localhost/a:3 localhost/a:4 "
                                 "localhost/a:5"
                              << "a:1, 2, +3";
    }
    void aLabelHoldsTwoTagsAndHowManyMore()
    {
        QFETCH(QString, tags);
        QFETCH(QString, label);
        QCOMPARE(labelOf(tags.toStdString()), label);
    }

    void anUntaggedImageShowsFourDigits()
    {
        const DrawnStore store("<none> = a\n");
        const QString digits = QString::fromStdString(store.view().images.front().id.shortHex());
        QCOMPARE(labelOf("<none>"), QStringLiteral("<none> %1…").arg(digits.left(4)));
    }

    void aFoldedChainSaysHowManyStepsItHas()
    {
        const DrawnStore store("localhost/x:1 = a b c d\n");
        GraphOrder order;
        QCOMPARE(names(graphOf(store.view(), order)), (QStringList{"[3 step(s)]", "x:1"}));
        QCOMPARE(names(graphOf(store.view(), order, false)),
                 (QStringList{"[step a]", "[step b]", "[step c]", "x:1"}));
    }

    void aSignStandsWhereAnOriginBeginsOrChanges()
    {
        const DrawnStore store("localhost/base:1 = a\n"
                               "localhost/pulled:1 = a b c\n"
                               "localhost/built:1 = a b c d e\n");
        GraphOrder order;
        const Graph graph = graphOf(withOrigins(store, "ppb"), order, false);
        QString signs;
        for (const GraphNode& node : graph.nodes)
            signs += !node.begins ? '-' : *node.begins == ProvenanceKind::Built ? 'b' : 'p';
        // At the root, after base:1, and after pulled:1; not between the steps of one.
        QCOMPARE(signs, QString("pp-b-"));
    }

    void aSignMarksAChangeWithoutAnImageBetween()
    {
        const DrawnStore store("localhost/x:1 = a b\nlocalhost/y:1 = a c\n");
        GraphOrder order;
        const Graph graph = graphOf(withOrigins(store, "pc"), order);
        QVERIFY(graph.nodes[0].begins == ProvenanceKind::Pulled);
        QVERIFY(!graph.nodes[1].begins);
        QVERIFY(graph.nodes[2].begins == ProvenanceKind::Committed);
    }

    void siblingsAreSortedByNameAtFirstSight()
    {
        const DrawnStore store("localhost/c:1 = r c\nlocalhost/a:1 = r a\n"
                               "<none> = r n\nlocalhost/b:1 = r b1 b2\nlocalhost/0:1 = x\n");
        GraphOrder order;
        const QStringList shown = names(graphOf(store.view(), order));
        QCOMPARE(shown.mid(0, 2), (QStringList{"0:1", "[step r]"}));
        QCOMPARE(shown.mid(2, 4), (QStringList{"a:1", "[step b1]", "b:1", "c:1"}));
        QVERIFY(shown.last().startsWith("<none>"));
    }

    void theOrderLastsWhenNamesChangeAndOthersCome()
    {
        GraphOrder order;
        const DrawnStore before("localhost/b:1 = r b\nlocalhost/d:1 = r d\n");
        QCOMPARE(names(graphOf(before.view(), order)), (QStringList{"[step r]", "b:1", "d:1"}));
        // b is called z now, and others have come before, between and behind.
        const DrawnStore after("localhost/z:1 = r b\nlocalhost/d:1 = r d\nlocalhost/c:1 = r c\n"
                               "localhost/e:1 = r e\nlocalhost/a:1 = r a\n");
        const QStringList shown = names(graphOf(after.view(), order));
        QVERIFY(shown.indexOf("z:1") < shown.indexOf("d:1"));
        QCOMPARE(shown, (QStringList{"[step r]", "a:1", "c:1", "e:1", "z:1", "d:1"}));
        QCOMPARE(names(graphOf(after.view(), order)), shown);
    }

    void everyStepAndImageFindsItsNode()
    {
        const DrawnStore store("localhost/x:1 = a b c d\nlocalhost/y:1 = q\n");
        const Forest forest(store.view());
        GraphOrder order;
        const Graph graph = graphOf(store.view(), order);
        for (const LineageNode& node : forest.nodes())
            QVERIFY(graph.find(node.chain).has_value());
        QVERIFY(!graph.find(Digest()));
        const auto block =
            graph.findImage(store.view().images[store.image("localhost/x:1")].serial);
        QCOMPARE(graph.nodes[block.value()].label, QString("x:1"));
        QVERIFY(!graph.findImage(99'999));
    }

    void aNodeIsFoundByTagStepIdAndContainer()
    {
        const DrawnStore store("localhost/Web:1 = a\nfront @ localhost/Web:1\n");
        const Forest forest(store.view());
        GraphOrder order;
        const Graph graph = makeGraph(store.view(), forest, {}, order);
        const QString text = searchText(store.view(), forest, graph.blocks.front());
        for (const QString& wanted :
             {QString("localhost/web"), QString("step a"), QString("front"),
              QString::fromStdString(store.view().images.front().id.shortHex())})
            QVERIFY2(text.contains(wanted), qPrintable(wanted));
        QCOMPARE(graph.nodes.front().containers.size(), 1U);
    }
};

QTEST_APPLESS_MAIN(TestGraphData)
#include "tst_graph_data.moc"
