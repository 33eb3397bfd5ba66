// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lineage page in its window, beside the real helper: nodes and figures are those of the bus,
// graph and outline have one selection, what another client does appears without moving what is
// looked at, in both languages.

#include "gui/pages/lineage_page.h"

#include <algorithm>

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include <unistd.h>

#include "engine/lineage/sizes.h"
#include "gui/dialogs/delete_dialog.h"
#include "gui/graph/graph_view.h"
#include "gui/models/format.h"
#include "gui/pages/lineage_deletion.h"
#include "gui/pages/lineage_outline.h"
#include "tests/support/shop_window.h"

using namespace onggi;
using namespace onggi::test;

class TestLineagePage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        m_shopWindow = std::make_unique<ShopWindow>();
        QVERIFY2(m_shopWindow->error().isEmpty(), qPrintable(m_shopWindow->error()));
        m_shopWindow->shop().addContainer("web", "localhost/shop/web:2", true);
        m_shopWindow->shop().addContainer("api", "localhost/shop/api:2.4", true);
        m_shopWindow->shop().addContainer("cache", "docker.io/library/redis:8", true);
        m_shopWindow->shop().addContainer("db", "docker.io/library/postgres:17", false);
    }
    void cleanupTestCase() { m_shopWindow.reset(); }

    void init()
    {
        m_shopWindow->open();
        m_shopWindow->window().showPage(&page());
        QTRY_VERIFY(!graph().graph().nodes.empty());
        QTRY_VERIFY(graph().viewport()->height() > 300);
    }
    void cleanup() { m_shopWindow->close(); }

    void nodesAddUpToTheStore()
    {
        const StoreView& store = m_shopWindow->store();
        const StoreTotals totals = storeTotals(store, m_shopWindow->application().store().forest());
        Bytes disk;
        std::size_t images = 0;
        for (BlockIndex at = 0; at < graph().graph().blocks.size(); ++at) {
            disk += graph().graph().blocks[at].disk;
            images += graph().graph().nodes[at].images.size();
        }
        QCOMPARE(disk, totals.layersDisk);
        QCOMPARE(images, store.images.size());
    }

    void everyNodeCanBeSeenAndNoneOverlaps()
    {
        const QRectF visible(graph().viewport()->rect());
        const auto& shapes = graph().scene().shapes();
        for (BlockIndex at = 0; at < shapes.size(); ++at) {
            QVERIFY(visible.contains(graph().placeOf(at)));
            for (BlockIndex other = 0; other < at; ++other)
                QVERIFY(!shapes[at].box.intersects(shapes[other].box));
        }
    }

    void aClickSelectsInGraphOutlineAndStatusAlike()
    {
        const BlockIndex node = nodeLabelled("python:3.13-slim");
        QSignalSpy changed(&page(), &LineagePage::selectionChanged);
        clickNode(node);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(graph().current(), std::optional(node));
        QCOMPARE(page().selectedImages(), graph().graph().nodes[node].images);
        QCOMPARE(page().outline().currentIndex().data().toString(), QString("python:3.13-slim"));
        const PageStatus status = page().status();
        QCOMPARE(status.facts.first(), QString("python:3.13-slim"));
        const StoreView& store = m_shopWindow->store();
        const auto image = static_cast<std::size_t>(
            std::ranges::find(store.images, page().selectedImages().front(), &ImageRow::serial) -
            store.images.begin());
        const ImageSizes sizes =
            imageSizes(store, m_shopWindow->application().store().forest(), image);
        QVERIFY(status.facts.value(1).startsWith(sizeText(sizes.virtualSize)));
        QVERIFY(status.selection.startsWith("kept: base of "));
        QVERIFY(!labelTexts(page()).filter("Made of: ").isEmpty());
    }

    void arrowsFollowTheEdges()
    {
        const BlockIndex web = nodeLabelled("shop/web:2, latest");
        clickNode(web);
        QTest::keyClick(&graph(), Qt::Key_Left);
        QCOMPARE(label(*graph().current()), QString("nginx:1.29"));
        QTest::keyClick(&graph(), Qt::Key_Right);
        QCOMPARE(label(*graph().current()), QString("shop/web:1"));
        QTest::keyClick(&graph(), Qt::Key_Down);
        QCOMPARE(graph().current(), std::optional(web));
        QTest::keyClick(&graph(), Qt::Key_Escape);
        QVERIFY(!graph().current());
        QVERIFY(page().selectedImages().empty());
    }

    void controlClickTakesSeveral()
    {
        clickNode(nodeLabelled("shop/web:1"));
        clickNode(nodeLabelled("devbox:1"), Qt::ControlModifier);
        QCOMPARE(page().selectedImages().size(), 2U);
        QCOMPARE(page().outline().selectedChains().size(), 2U);
        clickNode(nodeLabelled("devbox:1"), Qt::ControlModifier);
        QCOMPARE(page().selectedImages().size(), 1U);
    }

    void spaceUnfoldsAChainAndFoldsItAgain()
    {
        const std::size_t folded = graph().graph().blocks.size();
        const auto chain = std::ranges::find_if(graph().graph().blocks, &Block::isFolded);
        QVERIFY(chain != graph().graph().blocks.end());
        const std::size_t steps = chain->steps.size();
        clickNode(static_cast<BlockIndex>(chain - graph().graph().blocks.begin()));
        QTest::keyClick(&graph(), Qt::Key_Space);
        QCOMPARE(graph().graph().blocks.size(), folded + steps - 1);
        QVERIFY(graph().current().has_value());
        QTest::keyClick(&graph(), Qt::Key_Space);
        QCOMPARE(graph().graph().blocks.size(), folded);
        QTest::keyClick(&graph(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(graph().graph().blocks.size(),
                 m_shopWindow->application().store().forest().nodes().size());
        QVERIFY(buttonNamed(page(), "Fold steps"));
        QVERIFY(!buttonNamed(page(), "Fold steps")->isChecked());
        buttonNamed(page(), "Fold steps")->click();
        QCOMPARE(graph().graph().blocks.size(), folded);
    }

    void findingGoesFromNodeToNode()
    {
        QTest::keyClick(&graph(), Qt::Key_F, Qt::ControlModifier);
        auto* field = page().findChild<QLineEdit*>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, "shop/api");
        QCOMPARE(graph().foundCount(), 2U);
        QVERIFY(labelTexts(page()).contains("1 of 2"));
        const auto first = graph().current();
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(labelTexts(page()).contains("2 of 2"));
        QVERIFY(graph().current() != first);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(graph().current(), first);
        QTest::keyClicks(field, "-no-such");
        QVERIFY(labelTexts(page()).contains("Not found"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(graph().hasFocus());
        QCOMPARE(graph().foundCount(), 0U);
    }

    void theWheelZoomsAboutThePointer()
    {
        const BlockIndex node = nodeLabelled("postgres:17");
        graph().setZoom(2);
        graph().reveal(node);
        const QPointF before = graph().placeOf(node).center();
        QWheelEvent wheel(before, graph().viewport()->mapToGlobal(before), {}, {0, 120},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(graph().viewport(), &wheel);
        QVERIFY(graph().zoom() > 2);
        QVERIFY((graph().placeOf(node).center() - before).manhattanLength() < 6);
        QTest::keyClick(&graph(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(graph().zoom(), 1.0);
        QVERIFY(labelTexts(page()).contains("100%"));
    }

    void whatAnotherClientPullsKeepsPlaceAndSelection()
    {
        graph().setZoom(1.5);
        graph().selectBlock(nodeLabelled("postgres:17"));
        const QPointF place = graph().placeOf(*graph().current()).center();
        const std::size_t before = graph().graph().nodes.size();
        m_shopWindow->shop().addImage("another:1");
        QTRY_COMPARE(graph().graph().nodes.size(), before + 1);
        QCOMPARE(graph().zoom(), 1.5);
        QCOMPARE(label(*graph().current()), QString("postgres:17"));
        QVERIFY((graph().placeOf(*graph().current()).center() - place).manhattanLength() < 3);
        m_shopWindow->shop().removeTag("localhost/another:1");
        QTRY_COMPARE(graph().graph().nodes.size(), before);
        QCOMPARE(label(*graph().current()), QString("postgres:17"));
    }

    void theOutlineKeepsTheSelection()
    {
        clickNode(nodeLabelled("redis:8"));
        QTest::keyClick(&graph(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(page().outline().hasFocus());
        QCOMPARE(page().outline().currentIndex().data().toString(), QString("redis:8"));
        QTest::keyClick(&page().outline(), Qt::Key_Up);
        const QString now = page().outline().currentIndex().data().toString();
        QVERIFY(now != "redis:8");
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(m_shopWindow->window(), "lineage-outline"));
        QTest::keyClick(&page().outline(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(graph().hasFocus());
        const GraphNode& node = graph().graph().nodes[*graph().current()];
        QCOMPARE(node.label.isEmpty() ? node.verb : node.label, now);
    }

    void aDeletionIsDrawnAndCancelled()
    {
        beginDeletion();
        auto* panel = page().findChild<LineageDeletion*>();
        QVERIFY(panel->isVisible());
        const auto& fates = graph().marks().fates;
        QCOMPARE(fates[nodeLabelled("shop/web:1")].fate, Fate::Deleted);
        QCOMPARE(fates[nodeLabelled("nginx:1.29")].fate, Fate::Kept);
        QCOMPARE(fates[nodeLabelled("shop/web:2, latest")].fate, Fate::KeepsBase);
        QVERIFY(buttonNamed(*panel, "Delete 2 images"));
        QVERIFY(buttonNamed(*panel, "Cancel")->hasFocus());
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(m_shopWindow->window(), "lineage-delete"));
        QTest::keyClick(buttonNamed(*panel, "Cancel"), Qt::Key_Escape);
        QVERIFY(!panel->isVisible());
        QVERIFY(graph().marks().fates.empty());
    }

    void aConfirmedDeletionDoesWhatWasDrawn()
    {
        m_shopWindow->addImage("drawn:1");
        const Serial image = m_shopWindow->imageTagged("localhost/drawn:1")
                                 .data(ImageTree::SerialRole)
                                 .toULongLong();
        page().selectImage(image);
        QTest::keyClick(&graph(), Qt::Key_Delete);
        auto* panel = page().findChild<LineageDeletion*>();
        QVERIFY(panel->isVisible());
        QTest::mouseClick(buttonNamed(*panel, "Delete 1 image"), Qt::LeftButton);
        QTRY_VERIFY(!m_shopWindow->imageTagged("localhost/drawn:1").isValid());
        QVERIFY(!panel->isVisible());
    }

    void anExportHoldsTheWholeGraph()
    {
        QTemporaryDir folder;
        const QString svg = folder.filePath("graph.svg");
        QVERIFY(page().exportTo(svg));
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&file);
        QString texts;
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::Characters)
                texts += reader.text();
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        for (const GraphNode& node : graph().graph().nodes)
            QVERIFY2(texts.contains(node.label), qPrintable(node.label));
        const QString png = folder.filePath("graph.png");
        QVERIFY(page().exportTo(png));
        const QImage picture(png);
        QCOMPARE(picture.size(), (graph().scene().size() * 2).toSize());
        QVERIFY(!page().exportTo(folder.filePath("no/such/folder.svg")));
        QTest::keyClick(&graph(), Qt::Key_E, Qt::ControlModifier);
        auto* dialog = page().findChild<QFileDialog*>();
        QVERIFY(dialog);
        dialog->reject();
    }

    void picturesOfBothLanguagesAndThemes_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("isDark");
        QTest::newRow("lineage-en-light") << "en" << false;
        QTest::newRow("lineage-en-dark") << "en" << true;
        QTest::newRow("lineage-ko-light") << "ko" << false;
        QTest::newRow("lineage-ko-dark") << "ko" << true;
    }
    void picturesOfBothLanguagesAndThemes()
    {
        QFETCH(QString, language);
        QFETCH(bool, isDark);
        setTheme(isDark);
        m_shopWindow->application().language().choose(language);
        graph().selectBlock(nodeLabelled("python:3.13-slim"));
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(m_shopWindow->window(), QTest::currentDataTag()));
        setTheme(false);
    }

    void aNarrowWindowShowsTheWholeGraph()
    {
        m_shopWindow->window().resize(960, 600);
        graph().selectBlock(nodeLabelled("python:3.13-slim"));
        QTest::qWait(50);
        QVERIFY(takePicture(m_shopWindow->window(), "lineage-narrow"));
        QVERIFY(QRectF(graph().viewport()->rect()).contains(graph().placeOf(0)));
        graph().setZoom(0.3);
        QVERIFY(takePicture(m_shopWindow->window(), "lineage-far"));
    }

    void aLargeFontEnlargesTheGraph()
    {
        const double before = graph().placeOf(0).width() / graph().zoom();
        QFont large = QApplication::font();
        large.setPixelSize(26);
        QApplication::setFont(large);
        QTRY_VERIFY(graph().placeOf(0).width() / graph().zoom() > 1.5 * before);
        QTest::qWait(50);
        QVERIFY(takePicture(m_shopWindow->window(), "lineage-large-font"));
        setTheme(false);
    }

private:
    LineagePage& page() const { return m_shopWindow->application().lineage(); }
    GraphView& graph() const { return page().graph(); }
    QString label(BlockIndex block) const { return graph().graph().nodes[block].label; }
    BlockIndex nodeLabelled(const QString& wanted) const
    {
        const auto& nodes = graph().graph().nodes;
        const auto node = std::ranges::find(nodes, wanted, &GraphNode::label);
        if (node == nodes.end())
            qFatal("no node is labelled %s", qPrintable(wanted));
        return static_cast<BlockIndex>(node - nodes.begin());
    }
    void clickNode(BlockIndex block, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(graph().viewport(), Qt::LeftButton, modifiers,
                          graph().placeOf(block).center().toPoint());
    }
    void beginDeletion()
    {
        clickNode(nodeLabelled("nginx:1.29"));
        clickNode(nodeLabelled("shop/web:1"), Qt::ControlModifier);
        clickNode(nodeLabelled("devbox:1"), Qt::ControlModifier);
        const auto& nodes = graph().graph().nodes;
        const auto untagged = std::ranges::find_if(
            nodes, [](const GraphNode& node) { return node.label.startsWith("<none>"); });
        QVERIFY(untagged != nodes.end());
        clickNode(static_cast<BlockIndex>(untagged - nodes.begin()), Qt::ControlModifier);
        QTest::keyClick(&graph(), Qt::Key_Delete);
    }

    std::unique_ptr<ShopWindow> m_shopWindow;
};

QTEST_MAIN(TestLineagePage)
#include "tst_lineage_page.moc"
