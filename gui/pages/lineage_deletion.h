// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The panel below the graph while a deletion is drawn in it: what goes and what comes back, what is
// kept and why, and the two ways out.
#pragma once

#include <QWidget>

#include "gui/models/deletion.h"

class QGridLayout;
class QPushButton;

namespace onggi {

class DestructiveButton;
class Label;
class Swatch;

class LineageDeletion : public QWidget {
    Q_OBJECT

public:
    explicit LineageDeletion(QWidget* parent = nullptr);

    void showPlan(const StoreView& view, const DeletionPlan& plan, bool isPossible);
    void retranslate();
    // Where the keyboard is when the panel opens: on what changes nothing.
    void focusCancel();

signals:
    void cancelled();
    void confirmed();

private:
    Label* m_title;
    Label* m_freed;
    QPushButton* m_cancel;
    DestructiveButton* m_delete;
    Swatch* m_goingMark;
    Label* m_goingWord;
    Label* m_going;
    Swatch* m_keptMark;
    Label* m_keptWord;
    Label* m_kept;
};

} // namespace onggi
