// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Widgets in lines, as high as they need up to a number of lines; more of them scroll.
#pragma once

#include <algorithm>

#include <QScrollBar>

#include "gui/widgets/content_area.h"
#include "gui/widgets/flow_layout.h"

namespace onggi {

class FlowArea : public ContentArea {
    Q_OBJECT

public:
    FlowArea(const QSize& between, int mostLines, QWidget* parent = nullptr)
        : ContentArea(parent)
        , m_mostLines(mostLines)
    {
        auto* content = new QWidget;
        m_flow = new FlowLayout(between, content);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setContent(content);
    }

    // Instead of those before; takes them.
    void setEntries(const std::vector<QWidget*>& entries)
    {
        const int place = verticalScrollBar()->value();
        m_flow->clear();
        for (QWidget* entry : entries) {
            m_flow->addWidget(entry);
            entry->show(); // now, as what is hidden needs no room
        }
        adaptHeight();
        verticalScrollBar()->setValue(place);
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        ContentArea::resizeEvent(event);
        adaptHeight();
    }

private:
    // Whether there is a scroll bar is decided here: one that is there takes room, which alone may
    // be what it is needed for.
    void adaptHeight()
    {
        const int all = m_flow->heightForWidth(width());
        const int most = m_flow->heightOf(m_mostLines);
        setVerticalScrollBarPolicy(all > most ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
        setFixedHeight(std::min(all, most));
    }

    FlowLayout* m_flow;
    int m_mostLines;
};

} // namespace onggi
