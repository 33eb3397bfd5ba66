// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A field that finds or filters what is below it, and tells by which keys it is reached.
#pragma once

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>

#include "gui/widgets/icons.h"
#include "gui/widgets/tokens.h"

namespace onggi {

class FindField : public QLineEdit {
    Q_OBJECT

public:
    // `icon` is a freedesktop name, `width` that of the pictures; narrower where there is no room.
    FindField(const QString& icon, const QKeySequence& keys, int width, QWidget* parent = nullptr)
        : QLineEdit(parent)
        , m_keys(keys)
        , m_width(width)
    {
        setClearButtonEnabled(true);
        addAction(namedIcon(icon), QLineEdit::LeadingPosition);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        return {scaledLength(m_width, fontMetrics()), QLineEdit::sizeHint().height()};
    }
    QSize minimumSizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(placeholderText()) + 4 * gap::kPane,
                QLineEdit::minimumSizeHint().height()};
    }

protected:
    // The keys stand where the button that clears the text will be.
    void paintEvent(QPaintEvent* event) override
    {
        QLineEdit::paintEvent(event);
        if (!text().isEmpty() || hasFocus())
            return;
        QPainter painter(this);
        painter.setFont(typeFont(QApplication::font(), Type::Secondary));
        painter.setPen(Colours::of(QApplication::palette()).secondary);
        const QString keys = m_keys.toString(QKeySequence::NativeText);
        const int taken = fontMetrics().horizontalAdvance(placeholderText()) +
                          painter.fontMetrics().horizontalAdvance(keys);
        const QRect room = rect().adjusted(3 * gap::kPane, 0, -gap::kPane, 0);
        if (taken + gap::kPane <= room.width())
            painter.drawText(QStyle::visualRect(layoutDirection(), rect(), room),
                             static_cast<int>(QStyle::visualAlignment(
                                 layoutDirection(), Qt::AlignRight | Qt::AlignVCenter)),
                             keys);
    }

private:
    QKeySequence m_keys;
    int m_width;
};

} // namespace onggi
