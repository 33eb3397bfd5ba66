// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lineage page in its window, beside the real helper: nodes and figures are those of the bus,
// graph and outline have one selection, what another client does appears without moving what is
// looked at, in both languages.

#include "gui/pages/lineage_page.h"

#include <algorithm>

#include <QAccessible>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include "engine/lineage/sizes.h"
#include "gui/models/format.h"
#include "gui/pages/lineage_outline.h"
#include "gui/widgets/find_field.h"
#include "tests/support/lineage_window.h"

using namespace onggi;
using namespace onggi::test;

class TestLineagePage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_window = std::make_unique<LineageWindow>(); }
    void cleanupTestCase() { m_window.reset(); }
    void init() { m_window->openPage(); }
    void cleanup() { m_window->close(); }

    void nodesAddUpToTheStore()
    {
        const StoreView& store = m_window->store();
        const StoreTotals totals = storeTotals(store, m_window->application().store().forest());
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

    void aLongNameLeavesRoomForTheSignBeforeIt()
    {
        const std::string name = "registry.with-a-longer-name.example/team/debian:13";
        const Serial image = m_window->store().images[0].serial;
        m_window->shop().tag(image, name);
        const auto isLong = [](const NodeShape& shape) {
            return shape.label.width() > 2 * shape.box.width();
        };
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(graph().scene().shapes(), isLong), 30'000);
        for (const NodeShape& shape : graph().scene().shapes())
            QVERIFY(shape.label.isNull() || shape.origin.x() + 10 <= shape.label.left());
        m_window->shop().removeTag(name);
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::none_of(graph().scene().shapes(), isLong), 30'000);
    }

    void aClickSelectsInGraphOutlineAndStatusAlike()
    {
        const BlockIndex node = m_window->nodeLabelled("python:3.13-slim");
        QSignalSpy changed(&page(), &LineagePage::selectionChanged);
        m_window->clickNode(node);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(graph().current(), std::optional(node));
        QCOMPARE(page().selectedImages(), graph().graph().nodes[node].images);
        QCOMPARE(page().outline().currentIndex().data().toString(), QString("python:3.13-slim"));
        const StoreView& store = m_window->store();
        const auto image = static_cast<std::size_t>(
            std::ranges::find(store.images, page().selectedImages().front(), &ImageRow::serial) -
            store.images.begin());
        const ImageSizes sizes = imageSizes(store, m_window->application().store().forest(), image);
        const QStringList texts = labelTexts(page());
        QVERIFY(texts.contains("python:3.13-slim"));
        QVERIFY(texts.contains(
            QString("%1 virtual = %2 unique + %3 shared")
                .arg(sizeText(sizes.virtualSize), sizeText(sizes.unique), sizeText(sizes.shared))));
        QVERIFY(texts.contains("Freed if deleted"));
        QVERIFY(texts.contains("0\u00a0B on disk"));
        QVERIFY(texts.contains("api and 4 images made from it"));
        QVERIFY(!labelTexts(page()).filter("Made of: ").isEmpty());
    }

    void severalAreCountedAndTheirSumsTold()
    {
        m_window->clickNodes({"lesson/a:1", "lesson/b:1"});
        const QStringList texts = labelTexts(page());
        QVERIFY(texts.contains("2 selected"));
        Bytes content;
        Bytes disk;
        for (const BlockIndex at : graph().selectedBlocks()) {
            content += graph().graph().blocks[at].content;
            disk += graph().graph().blocks[at].disk;
        }
        QVERIFY(texts.contains(
            QString("%1 content, %2 on disk").arg(sizeText(content), sizeText(disk))));
        QVERIFY(texts.contains(sizeText(disk) + " on disk"));
        QVERIFY(!texts.contains("Blocked by"));
        QTest::keyClick(&graph(), Qt::Key_Escape);
        QVERIFY(labelTexts(page()).contains("Could be freed"));
    }

    void heightsAreContentOrDisk()
    {
        auto* heights = page().findChild<QComboBox*>();
        QCOMPARE(heights->currentText(), QString("Height: content"));
        const BlockIndex node = m_window->nodeLabelled("debian:13");
        const Block& block = graph().graph().blocks[node];
        const double difference = boxHeight(block.content, graph().scene().scale()) -
                                  boxHeight(block.disk, graph().scene().scale());
        QVERIFY(std::abs(difference) > 0.01);
        const auto agrees = [&](Bytes bytes) {
            return std::abs(graph().scene().shapes()[node].box.height() -
                            boxHeight(bytes, graph().scene().scale())) < 0.01 &&
                   graph().scene().bytesText(node) == sizeText(bytes);
        };
        QVERIFY(agrees(graph().graph().blocks[node].content));
        QTest::keyClick(heights, Qt::Key_Down);
        QCOMPARE(heights->currentText(), QString("Height: on disk"));
        QVERIFY(agrees(graph().graph().blocks[node].disk));
    }

    void theCurrentNodeIsPartOfTheName()
    {
        const auto name = [&] {
            return QAccessible::queryAccessibleInterface(&graph())->text(QAccessible::Name);
        };
        QCOMPARE(name(), QString("Lineage of the images"));
        m_window->clickNode(m_window->nodeLabelled("nginx:1.29"));
        QTest::keyClick(&graph(), Qt::Key_Right);
        QVERIFY(name().startsWith("Lineage of the images: shop/web:1, COPY site/"));
        QTest::keyClick(&graph(), Qt::Key_Down);
        QVERIFY(name().contains("shop/web:2, latest") && name().endsWith(", web"));
        QTest::keyClick(&graph(), Qt::Key_Up, Qt::ShiftModifier);
        QVERIFY(name().endsWith(", 2 selected"));
    }

    void arrowsFollowTheEdges()
    {
        const BlockIndex web = m_window->nodeLabelled("shop/web:2, latest");
        m_window->clickNode(web);
        QTest::keyClick(&graph(), Qt::Key_Left);
        QCOMPARE(m_window->label(*graph().current()), QString("nginx:1.29"));
        QTest::keyClick(&graph(), Qt::Key_Right);
        QCOMPARE(m_window->label(*graph().current()), QString("shop/web:1"));
        QTest::keyClick(&graph(), Qt::Key_Down);
        QCOMPARE(graph().current(), std::optional(web));
        QTest::keyClick(&graph(), Qt::Key_Escape);
        QVERIFY(!graph().current());
        QVERIFY(page().selectedImages().empty());
    }

    void controlClickTakesSeveral()
    {
        m_window->clickNode(m_window->nodeLabelled("shop/web:1"));
        m_window->clickNode(m_window->nodeLabelled("devbox:1"), Qt::ControlModifier);
        QCOMPARE(page().selectedImages().size(), 2U);
        QCOMPARE(page().outline().selectedChains().size(), 2U);
        m_window->clickNode(m_window->nodeLabelled("devbox:1"), Qt::ControlModifier);
        QCOMPARE(page().selectedImages().size(), 1U);
    }

    void spaceUnfoldsAChainAndFoldsItAgain()
    {
        const std::size_t folded = graph().graph().blocks.size();
        const auto chain = std::ranges::find_if(graph().graph().blocks, &Block::isFolded);
        QVERIFY(chain != graph().graph().blocks.end());
        const std::size_t steps = chain->steps.size();
        m_window->clickNode(static_cast<BlockIndex>(chain - graph().graph().blocks.begin()));
        QTest::keyClick(&graph(), Qt::Key_Space);
        QCOMPARE(graph().graph().blocks.size(), folded + steps - 1);
        QVERIFY(graph().current().has_value());
        QTest::keyClick(&graph(), Qt::Key_Space);
        QCOMPARE(graph().graph().blocks.size(), folded);
        QTest::keyClick(&graph(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(graph().graph().blocks.size(),
                 m_window->application().store().forest().nodes().size());
        QVERIFY(buttonNamed(page(), "Fold steps"));
        QVERIFY(!buttonNamed(page(), "Fold steps")->isChecked());
        buttonNamed(page(), "Fold steps")->click();
        QCOMPARE(graph().graph().blocks.size(), folded);
    }

    void findingGoesFromNodeToNode()
    {
        QTest::keyClick(&graph(), Qt::Key_F, Qt::ControlModifier);
        auto* field = page().findChild<FindField*>();
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
        const BlockIndex node = m_window->nodeLabelled("postgres:17");
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
        graph().selectBlock(m_window->nodeLabelled("postgres:17"));
        const QPointF place = graph().placeOf(*graph().current()).center();
        const std::size_t before = graph().graph().nodes.size();
        m_window->shop().addImage("another:1");
        QTRY_COMPARE(graph().graph().nodes.size(), before + 1);
        QCOMPARE(graph().zoom(), 1.5);
        QCOMPARE(m_window->label(*graph().current()), QString("postgres:17"));
        QVERIFY((graph().placeOf(*graph().current()).center() - place).manhattanLength() < 3);
        m_window->shop().removeTag("localhost/another:1");
        QTRY_COMPARE(graph().graph().nodes.size(), before);
        QCOMPARE(m_window->label(*graph().current()), QString("postgres:17"));
    }

    void theOutlineKeepsTheSelection()
    {
        m_window->clickNode(m_window->nodeLabelled("redis:8"));
        QTest::keyClick(&graph(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(page().outline().hasFocus());
        QCOMPARE(page().outline().currentIndex().data().toString(), QString("redis:8"));
        QTest::keyClick(&page().outline(), Qt::Key_Up);
        const QString now = page().outline().currentIndex().data().toString();
        QVERIFY(now != "redis:8");
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(m_window->window(), "lineage-outline"));
        QTest::keyClick(&page().outline(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(graph().hasFocus());
        const GraphNode& node = graph().graph().nodes[*graph().current()];
        QCOMPARE(node.label.isEmpty() ? node.verb : node.label, now);
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

    void picturesOfBothLanguagesAndThemes_data() { addPictures("lineage-"); }
    void picturesOfBothLanguagesAndThemes()
    {
        m_window->picture([this]() -> QWidget& {
            graph().selectBlock(m_window->nodeLabelled("python:3.13-slim"));
            return m_window->window();
        });
    }

    void aNarrowWindowShowsTheWholeGraph()
    {
        m_window->window().resize(960, 600);
        graph().selectBlock(m_window->nodeLabelled("python:3.13-slim"));
        QTest::qWait(50);
        QVERIFY(takePicture(m_window->window(), "lineage-narrow"));
        QVERIFY(QRectF(graph().viewport()->rect()).contains(graph().placeOf(0)));
        graph().setZoom(0.3);
        QVERIFY(takePicture(m_window->window(), "lineage-far"));
    }

    void aLargeFontEnlargesTheGraph()
    {
        const double before = graph().placeOf(0).width() / graph().zoom();
        QFont large = QApplication::font();
        large.setPixelSize(26);
        QApplication::setFont(large);
        QTRY_VERIFY(graph().placeOf(0).width() / graph().zoom() > 1.5 * before);
        QTest::qWait(50);
        QVERIFY(takePicture(m_window->window(), "lineage-large-font"));
        setTheme(false);
    }

private:
    LineagePage& page() const { return m_window->page(); }
    GraphView& graph() const { return m_window->graph(); }

    std::unique_ptr<LineageWindow> m_window;
};

QTEST_MAIN(TestLineagePage)
#include "tst_lineage_page.moc"
