// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Deleting from the lineage page, beside the real helper: what goes is drawn in the graph, the
// panel below takes along what is wanted, and what was drawn is done.

#include "gui/pages/lineage_deletion.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QTest>

#include "gui/models/format.h"
#include "gui/widgets/flow_area.h"
#include "gui/widgets/include_button.h"
#include "tests/support/lineage_window.h"

using namespace onggi;
using namespace onggi::test;

class TestLineageDeletion : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_window = std::make_unique<LineageWindow>(); }
    void cleanupTestCase() { m_window.reset(); }
    void init() { m_window->openPage(); }
    void cleanup() { m_window->close(); }

    void isDrawnAndCancelled()
    {
        askFor(kPictured);
        const auto& fates = m_window->graph().marks().fates;
        QCOMPARE(fates[m_window->nodeLabelled("shop/web:1")].fate, Fate::Deleted);
        QCOMPARE(fates[m_window->nodeLabelled("nginx:1.29")].fate, Fate::Kept);
        QCOMPARE(fates[m_window->nodeLabelled("shop/web:2")].fate, Fate::KeepsBase);
        QVERIFY(labelTexts(panel()).contains("Delete 4 images"));
        QVERIFY(labelTexts(panel()).contains("base of shop/web:2, running: web"));
        QVERIFY(buttonNamed(panel(), "Delete 2 images"));
        QVERIFY(buttonNamed(panel(), "Cancel")->hasFocus());
        QTest::keyClick(buttonNamed(panel(), "Cancel"), Qt::Key_Escape);
        QVERIFY(!panel().isVisible());
        QVERIFY(fates.empty());
        QVERIFY(m_window->graph().hasFocus());
    }

    void pictures_data() { addPictures("lineage-delete-"); }
    void pictures()
    {
        m_window->picture([this]() -> QWidget& {
            askFor(kPictured);
            return m_window->window();
        });
    }

    void whatWasDrawnIsDone()
    {
        addImage("drawn:1");
        askFor({"drawn:1"});
        click(buttonNamed(panel(), "Delete 1 image"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->imageTagged("localhost/drawn:1").isValid(), 30'000);
        QVERIFY(!panel().isVisible());
    }

    void whatKeepsAnImageIsStoppedAndIncluded()
    {
        addImage("below:1");
        m_window->shop().addContainer("busy", "localhost/below:1", true);
        QTRY_COMPARE(m_window->store().containers.size(), 5U);
        askFor({"below:1"});
        QVERIFY(!buttonNamed(panel(), "Delete 0 images")->isEnabled());
        auto* include = panel().findChild<IncludeButton*>();
        QVERIFY(include);
        QVERIFY2(include->text().startsWith("Stop and include, +"), qPrintable(include->text()));
        QCOMPARE(include->accessibleName(), QString("Stop and include: below:1"));
        const QString added = include->text().section('+', 1);
        click(include);
        QVERIFY(labelTexts(panel()).contains("Removed before, with what they have written: busy"));
        QVERIFY(labelTexts(panel()).contains(added + " on disk will be freed"));
        QCOMPARE(m_window->graph().marks().fates[m_window->nodeLabelled("below:1")].fate,
                 Fate::Deleted);
        click(buttonNamed(panel(), "Delete 1 image"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->imageTagged("localhost/below:1").isValid(), 30'000);
        QTRY_COMPARE(m_window->store().containers.size(), 4U);
    }

    void manyThatAreKeptScroll()
    {
        m_window->window().resize(960, 600);
        askFor({"debian:13", "nginx:1.29", "python:3.13-slim", "ubuntu:24.04", "devbox:1"});
        const auto includes = panel().findChildren<IncludeButton*>();
        QCOMPARE(includes.size(), 5);
        QScrollBar* bar = nullptr;
        for (const auto* area : panel().findChildren<FlowArea*>()) {
            if (area->isAncestorOf(includes.front()))
                bar = area->verticalScrollBar();
        }
        QTRY_VERIFY(bar->maximum() > 0);
        QVERIFY(panel().height() < m_window->page().height() / 2);
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(m_window->window(), "lineage-delete-many"));
        // The keyboard reaches the last one, which comes into sight.
        includes.front()->setFocus();
        for (int pressed = 1; pressed < includes.size(); ++pressed)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(includes.back()->hasFocus());
        QCOMPARE(bar->value(), bar->maximum());
    }

    void theCommandDoesTheSame()
    {
        askFor({"shop/web:1"});
        auto* line = panel().findChild<QLineEdit*>();
        QVERIFY(!line->isVisible());
        click(buttonNamed(panel(), "Show as command"));
        QVERIFY(line->isVisible());
        QCOMPARE(line->text(), QString("onggictl rmi localhost/shop/web:1"));
    }

    void whatSomebodyElseDoesMeanwhileIsShown()
    {
        addImage("parent:1");
        askFor({"parent:1"});
        QVERIFY(buttonNamed(panel(), "Delete 1 image")->isEnabled());
        m_window->shop().addContainer("late", "localhost/parent:1", false);
        QTRY_VERIFY_WITH_TIMEOUT(panel().findChild<IncludeButton*>(), 30'000);
        QVERIFY(labelTexts(panel()).contains("used by late"));
        QVERIFY(!buttonNamed(panel(), "Delete 0 images")->isEnabled());
        click(panel().findChild<IncludeButton*>());
        click(buttonNamed(panel(), "Delete 1 image"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->imageTagged("localhost/parent:1").isValid(), 30'000);
    }

private:
    const QStringList kPictured{"nginx:1.29", "shop/web:1", "devbox:1", "<none>"};

    LineageDeletion& panel() { return *m_window->page().findChild<LineageDeletion*>(); }
    void addImage(const QString& name)
    {
        m_window->addImage(name);
        m_window->nodeLabelled(name);
        m_window->graph().fit();
    }
    void askFor(const QStringList& labels)
    {
        m_window->clickNodes(labels);
        QTest::keyClick(&m_window->graph(), Qt::Key_Delete);
        QVERIFY(panel().isVisible());
    }
    static void click(QPushButton* button)
    {
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<LineageWindow> m_window;
};

QTEST_MAIN(TestLineageDeletion)
#include "tst_lineage_deletion.moc"
