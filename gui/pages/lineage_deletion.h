// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The panel below the graph while a deletion is drawn in it: what goes and what comes back, what is
// kept, why, and what taking it along would add, the command that does the same, and the ways out.
#pragma once

#include <QWidget>

#include "gui/models/deletion.h"

class QLayout;
class QPushButton;

namespace onggi {

class CommandButton;
class DestructiveButton;
class FlowArea;
class Label;
enum class SwatchKind;

class LineageDeletion : public QWidget {
    Q_OBJECT

public:
    explicit LineageDeletion(QWidget* parent = nullptr);

    void showPlan(const StoreView& view, const DeletionPlan& plan, bool isPossible);
    void retranslate();
    // Where the keyboard is when the panel opens: on what changes nothing.
    void focusCancel();

signals:
    void includeRequested(onggi::Serial image);
    void cancelled();
    void confirmed();

private:
    // Rows of one fate: their sign and word, and the rows themselves.
    struct Group {
        QWidget* head = nullptr;
        Label* word = nullptr;
        FlowArea* rows = nullptr;
    };

    QLayout* makeHead();
    Group makeGroup(SwatchKind kind, int lines, int height);
    void showRows(const StoreView& view, const DeletionPlan& plan);
    QWidget* makeRow(const StoreView& view, const DeletionRow& row);

    Label* m_title = nullptr;
    Label* m_freed = nullptr;
    QPushButton* m_cancel = nullptr;
    DestructiveButton* m_delete = nullptr;
    Group m_going;
    Group m_kept;
    Label* m_along = nullptr;
    CommandButton* m_command = nullptr;
    QStringList m_shownRows; // those that stand there now, in words
};

} // namespace onggi
