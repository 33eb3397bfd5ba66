// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/log_view.h"

#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace onggi;

namespace {

constexpr int kMany = 200'000;

void fill(LogLines& lines, int count, const std::string& text = "line ")
{
    std::vector<std::string> texts;
    texts.reserve(static_cast<std::size_t>(count));
    std::vector<LogInput> inputs;
    for (int line = 0; line < count; ++line) {
        texts.push_back(text + std::to_string(line));
        inputs.push_back({1'800'000'000'000'000'000 + line, line % 10 == 0, texts.back()});
    }
    lines.append(inputs);
}

} // namespace

class TestLogView : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_lines = std::make_unique<LogLines>();
        m_view = std::make_unique<LogView>(*m_lines);
        m_view->resize(600, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void onlyWhatIsSeenIsPainted_data()
    {
        QTest::addColumn<bool>("isWrapping");
        QTest::newRow("one row a line") << false;
        QTest::newRow("wrapped") << true;
    }
    void onlyWhatIsSeenIsPainted()
    {
        QFETCH(bool, isWrapping);
        m_view->setWrapping(isWrapping);
        fill(*m_lines, kMany);
        for (const int place : {0, kMany / 2, m_view->verticalScrollBar()->maximum()}) {
            m_view->verticalScrollBar()->setValue(place);
            m_view->grab();
            QVERIFY(m_view->paintedLines() > 5);
            QVERIFY2(m_view->paintedLines() < 40,
                     qPrintable(QString::number(m_view->paintedLines())));
        }
    }

    void followsUntilSomebodyScrollsAway()
    {
        fill(*m_lines, 100);
        QScrollBar* bar = m_view->verticalScrollBar();
        QCOMPARE(bar->value(), bar->maximum());
        const QSignalSpy spy(m_view.get(), &LogView::followingChanged);
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        QVERIFY(!m_view->isFollowing());
        QCOMPARE(spy.size(), 1);
        const int place = bar->value();
        fill(*m_lines, 100);
        QCOMPARE(bar->value(), place);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QVERIFY(m_view->isFollowing());
        fill(*m_lines, 1);
        QCOMPARE(bar->value(), bar->maximum());
    }

    void wrappedLinesTakeTheRowsThatTheyNeed()
    {
        m_view->setTimesShown(false);
        fill(*m_lines, 10, std::string(500, 'x'));
        QCOMPARE(m_view->horizontalScrollBar()->maximum() > 0, true);
        const int before = m_view->verticalScrollBar()->maximum();
        m_view->setWrapping(true);
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
        QVERIFY(m_view->verticalScrollBar()->maximum() > before + 20);
        // The last row is the end of the last line.
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        m_view->resize(5000, 400);
        QTRY_COMPARE(m_view->verticalScrollBar()->maximum(), 0);
    }

    void searchGoesFromPlaceToPlace()
    {
        fill(*m_lines, kMany);
        m_view->setCurrentLine(0);
        QVERIFY(m_view->search("LINE 199999"));
        QCOMPARE(m_view->currentLine(), 199'999);
        QVERIFY(m_view->search("line 1777"));
        QCOMPARE(m_view->currentLine(), 1777); // round
        QVERIFY(m_view->findNext(true));
        QCOMPARE(m_view->currentLine(), 17'770);
        QVERIFY(m_view->findNext(false));
        QCOMPARE(m_view->currentLine(), 1777);
        QVERIFY(m_view->firstVisibleLine() <= 1777);
        QVERIFY(m_view->firstVisibleLine() > 1700);
        QVERIFY(!m_view->search("no such thing"));
        QCOMPARE(m_view->currentLine(), 1777);
    }

    void theKeyboardSelectsAndCopies()
    {
        fill(*m_lines, 50);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(m_view->currentLine(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QString("line 0\nline 1\nline 2"));
        QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectedText().count('\n'), 49);
    }

    void theMouseSelectsLines()
    {
        fill(*m_lines, 5);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, QPoint(50, 12));
        QTest::mouseMove(m_view->viewport(), QPoint(50, 60));
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, QPoint(50, 60));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, QPoint(50, 60));
        QCOMPARE(m_view->selectedText(), QString("line 0\nline 1\nline 2"));
    }

    void theCurrentLineIsDescribed()
    {
        fill(*m_lines, 20);
        m_view->setCurrentLine(3);
        QCOMPARE(m_view->accessibleDescription(), QString("line 3"));
        m_view->setCurrentLine(10);
        QCOMPARE(m_view->accessibleDescription(), QString("standard error: line 10"));
    }

    void thePlaceStaysWhenTheOldestGo()
    {
        fill(*m_lines, LogLines::kMostLines);
        m_view->setCurrentLine(100'000);
        const QString before = m_view->selectedText();
        const QString first = m_lines->text(m_view->firstVisibleLine());
        fill(*m_lines, 1);
        QCOMPARE(m_lines->dropped(), LogLines::kBlock);
        QCOMPARE(m_view->selectedText(), before);
        QCOMPARE(m_lines->text(m_view->firstVisibleLine()), first);
    }

    void clearingForgetsThePlace()
    {
        fill(*m_lines, 100);
        m_view->setCurrentLine(50);
        m_lines->clear();
        QCOMPARE(m_view->currentLine(), -1);
        m_view->setEmptyText("nothing");
        m_view->grab();
        QCOMPARE(m_view->paintedLines(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectedText(), QString());
    }

private:
    std::unique_ptr<LogLines> m_lines;
    std::unique_ptr<LogView> m_view;
};

QTEST_MAIN(TestLogView)
#include "tst_log_view.moc"
