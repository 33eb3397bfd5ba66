// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What every page of the window is to its frame. A page owns no data: it shows the store that it is
// given, and knows no other page.
//
// What can be done on a page are its QWidget::actions(): the frame shows them in its menu, so menu,
// context menu and keyboard are one list.
#pragma once

#include <QStringList>
#include <QWidget>

class QAction;

namespace onggi {

// The line below a page.
struct PageStatus {
    QStringList facts;         // from the left
    QString important;         // after them, emphasised
    QString selection;         // at the right
    QAction* action = nullptr; // a button after what is important: what can be done about it
};

class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    // In the language of now.
    virtual QString title() const = 0;
    // A freedesktop name.
    virtual QString iconName() const = 0;
    // Stands beside the title in the list of pages; negative: nothing does.
    virtual int count() const { return -1; }
    virtual PageStatus status() const { return {}; }
    // Stands in the page itself, which then has no line below it.
    virtual bool hasOwnStatus() const { return false; }
    // To the table or the graph that the page is about. That is no focus proxy, which Tab would go
    // to past everything before it.
    void focusContent() { m_content->setFocus(Qt::OtherFocusReason); }

signals:
    // title(), count() or status() answer otherwise than before.
    void summaryChanged();

protected:
    // Header, a line below it, the bar of errors (null: the page has it elsewhere), and the rest.
    void layOut(QWidget* header, QWidget* errors, QWidget* body);
    void setContent(QWidget* content) { m_content = content; }

private:
    QWidget* m_content = this;
};

} // namespace onggi
