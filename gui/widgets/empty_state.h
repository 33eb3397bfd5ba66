// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an empty page shows instead: what it is for, and buttons for what can be done first.
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;

namespace onggi {

class Label;

class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setText(const QString& title, const QString& purpose);
    // A button for it; the first one is the default.
    void addActionButton(QAction* action);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fit();

    Label* m_title;
    Label* m_purpose;
    QHBoxLayout* m_buttons;
};

} // namespace onggi
