// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text of the window: always plain, in a size and a colour by meaning, which it keeps when the
// desktop changes font or palette. Words that do not fit end in an ellipsis, unless the label
// wraps, with the whole text in the tooltip, unless it has been given another.
#pragma once

#include <QLabel>

#include "gui/widgets/tokens.h"

namespace onggi {

enum class Ink { Text, Secondary, Accent, Running, Warning, Failed };
QColor inkColour(Ink ink, const Colours& colours);

class Label : public QLabel {
    Q_OBJECT

public:
    explicit Label(Type type = Type::Body, Ink ink = Ink::Text, QWidget* parent = nullptr);

    void setInk(Ink ink);
    void setSemibold(bool isSemibold);
    void setFixedWidthFont(bool isFixed);
    // One line that may be made narrower than its text.
    void setElided(Qt::TextElideMode mode);
    Qt::TextElideMode elided() const noexcept { return m_elide; }

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void adapt();

    Type m_type;
    Ink m_ink;
    bool m_isSemibold = false;
    bool m_isFixed = false;
    Qt::TextElideMode m_elide = Qt::ElideNone;
    QString m_ownToolTip; // what it has set itself
};

} // namespace onggi
