// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Content that scrolls in the midst of a pane or a dialog: no frame, and what is behind it shows
// through. The content, rather than the area, has the focus.
#pragma once

#include <QScrollArea>

namespace onggi {

class ContentArea : public QScrollArea {
    Q_OBJECT

public:
    explicit ContentArea(QWidget* parent = nullptr)
        : QScrollArea(parent)
    {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setFocusPolicy(Qt::NoFocus);
        viewport()->setAutoFillBackground(false);
    }

    // Takes it, once.
    void setContent(QWidget* content)
    {
        setWidget(content);
        content->setAutoFillBackground(false); // setWidget() has set it
    }

protected:
    // What changes in a hidden widget is not told to what it stands in, which would keep the size
    // from before.
    void showEvent(QShowEvent* event) override
    {
        QScrollArea::showEvent(event);
        if (widget())
            widget()->updateGeometry();
    }
};

} // namespace onggi
