// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/flow_layout.h"

#include <QTest>
#include <QWidget>

#include "gui/widgets/flow_area.h"

using namespace onggi;

namespace {

// A widget that would like to be as wide as this, and may be narrower.
class Piece : public QWidget {
public:
    explicit Piece(int width)
        : m_width(width)
    {
    }
    QSize sizeHint() const override { return {m_width, 20}; }

private:
    int m_width;
};

std::vector<QWidget*> pieces(const std::vector<int>& widths)
{
    std::vector<QWidget*> made;
    for (const int width : widths)
        made.push_back(new Piece(width));
    return made;
}

} // namespace

class TestFlowLayout : public QObject {
    Q_OBJECT

private slots:
    void goesOnInTheNextLine()
    {
        QWidget parent;
        auto* flow = new FlowLayout({10, 4}, &parent);
        const auto made = pieces({40, 40, 40});
        for (QWidget* piece : made)
            flow->addWidget(piece);
        QCOMPARE(flow->heightForWidth(140), 20);
        QCOMPARE(flow->heightForWidth(139), 44);
        QCOMPARE(flow->heightForWidth(60), 68);
        flow->setGeometry({0, 0, 100, 100});
        QCOMPARE(made[1]->geometry(), QRect(50, 0, 40, 20));
        QCOMPARE(made[2]->geometry(), QRect(0, 24, 40, 20));
    }

    void whatIsTooWideIsMadeNarrower()
    {
        QWidget parent;
        auto* flow = new FlowLayout({10, 4}, &parent);
        const auto made = pieces({300});
        flow->addWidget(made.front());
        flow->setGeometry({0, 0, 100, 100});
        QCOMPARE(made.front()->width(), 100);
    }

    void anAreaIsAsHighAsItsLinesAndThenScrolls()
    {
        FlowArea area({10, 4}, 2);
        area.resize(100, 10);
        area.show();
        area.setEntries(pieces({40, 40}));
        QTRY_COMPARE(area.height(), 20);
        QTRY_COMPARE(area.verticalScrollBar()->maximum(), 0);
        area.setEntries(pieces({80, 80, 80}));
        QTRY_COMPARE(area.height(), 44);
        QTRY_VERIFY(area.verticalScrollBar()->maximum() > 0);
    }
};

QTEST_MAIN(TestFlowLayout)
#include "tst_flow_layout.moc"
