// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A group of controls that is folded away: a line with its name and, in plain words, its value, so
// that it need not be opened to be known. GUI thread only.
#pragma once

#include <QWidget>

#include "gui/widgets/fold_button.h"

namespace onggi {

class Label;

class FoldGroup : public QWidget {
    Q_OBJECT

public:
    // Takes the content over; closed at first.
    explicit FoldGroup(QWidget* content, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    // What is wrong is told in red, and opens nothing.
    void setValue(const QString& value, bool isWrong = false);
    bool isOpen() const noexcept { return m_button->isOpen(); }
    void setOpen(bool isOpen);
    FoldButton& button() const noexcept { return *m_button; }

signals:
    void opened();

protected:
    void mousePressEvent(QMouseEvent* event) override;

private:
    QWidget* m_content;
    FoldButton* m_button;
    Label* m_value;
};

} // namespace onggi
