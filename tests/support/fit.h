// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What of a window a person could not see or read, because it is cut off or lies under something.
#pragma once

#include <QAbstractScrollArea>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QToolButton>

#include "gui/widgets/label.h"

namespace onggi::test {

inline QString nameOf(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const QString text = label ? label->text() : button ? button->text() : widget.accessibleName();
    return QStringLiteral("%1 \"%2\" (%3×%4)")
        .arg(widget.metaObject()->className(), text)
        .arg(widget.width())
        .arg(widget.height());
}

inline bool hasRoomForItsChoice(const QComboBox& box)
{
    QStyleOptionComboBox option;
    option.initFrom(&box);
    const QRect field = box.style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                    QStyle::SC_ComboBoxEditField, &box);
    return box.fontMetrics().horizontalAdvance(box.currentText()) <= field.width();
}

// A label that may be elided is made for it.
inline bool hasRoomForItsText(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const Label*>(&widget)) {
        if (label->elided() != Qt::ElideNone)
            return true;
        return label->wordWrap() ? label->heightForWidth(label->width()) <= label->height()
                                 : label->sizeHint().width() <= label->width();
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->text().isEmpty() || button->sizeHint().width() <= button->width();
    if (const auto* field = qobject_cast<const QLineEdit*>(&widget))
        return field->fontMetrics().horizontalAdvance(field->placeholderText()) < field->width();
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        return box->minimumSizeHint().width() <= box->width() && hasRoomForItsChoice(*box);
    if (const auto* tabs = qobject_cast<const QTabBar*>(&widget))
        return tabs->tabRect(tabs->count() - 1).right() <= tabs->width();
    return true;
}

inline QStringList cutTitles(const QHeaderView& header)
{
    QStringList cut;
    for (int section = 0; section < header.count(); ++section) {
        if (!header.isSectionHidden(section) &&
            header.sectionSize(section) < header.sectionSizeHint(section))
            cut << header.model()->headerData(section, Qt::Horizontal).toString();
    }
    return cut;
}

// Scrolled into sight when somebody wants to see it.
inline bool isInScrollArea(const QWidget& widget, const QWidget& top)
{
    for (const QWidget* at = &widget; at != &top; at = at->parentWidget()) {
        const auto* area = qobject_cast<const QAbstractScrollArea*>(at->parentWidget());
        if (area && at == area->viewport())
            return true;
    }
    return false;
}

inline bool isLayer(const QWidget& parent)
{
    return !qobject_cast<const QAbstractScrollArea*>(&parent) &&
           !qobject_cast<const QSplitter*>(&parent);
}

// Everything below `top` that is visible; `over` lies over its siblings on purpose.
inline QStringList whatDoesNotFit(const QWidget& top, const QWidget* over = nullptr)
{
    QStringList wrong;
    const auto widgets = top.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        if (!widget->isVisible() || widget->isWindow() || widget->window() != top.window())
            continue;
        if (!hasRoomForItsText(*widget))
            wrong << nameOf(*widget) + QStringLiteral(" has no room for its text");
        if (const auto* header = qobject_cast<const QHeaderView*>(widget)) {
            for (const QString& title : cutTitles(*header))
                wrong << QStringLiteral("the title of the column %1 is cut off").arg(title);
        }
        if (isInScrollArea(*widget, top))
            continue;
        const QWidget& parent = *widget->parentWidget();
        if (!parent.rect().contains(widget->geometry()))
            wrong << nameOf(*widget) + QStringLiteral(" reaches out of ") + nameOf(parent);
        if (!isLayer(parent) || widget == over)
            continue;
        for (const QObject* child : parent.children()) {
            const auto* other = qobject_cast<const QWidget*>(child);
            if (other && other > widget && other != over && other->isVisible() &&
                !other->isWindow() && other->geometry().intersects(widget->geometry()))
                wrong << nameOf(*widget) + QStringLiteral(" and ") + nameOf(*other) +
                             QStringLiteral(" lie over each other");
        }
    }
    return wrong;
}

} // namespace onggi::test
