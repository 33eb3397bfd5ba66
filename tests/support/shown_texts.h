// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// All that a person reads in a widget, sees over it with the mouse, or is read aloud.
#pragma once

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSet>
#include <QTabBar>
#include <QWidget>

namespace onggi::test {

class ShownTexts {
public:
    // Of the widget and all that is visible below it; each once, in order.
    static QStringList of(const QWidget& root)
    {
        ShownTexts texts;
        texts.addWidget(root);
        for (const auto* widget : root.findChildren<QWidget*>()) {
            if (widget->isVisible())
                texts.addWidget(*widget);
        }
        texts.m_found.remove(QString());
        QStringList sorted = texts.m_found.values();
        sorted.sort();
        return sorted;
    }

private:
    void addWidget(const QWidget& widget)
    {
        m_found << widget.toolTip() << widget.accessibleName() << widget.accessibleDescription();
        if (widget.isWindow())
            m_found << widget.windowTitle();
        for (const QAction* action : widget.actions())
            addAction(*action);
        if (const auto* label = qobject_cast<const QLabel*>(&widget))
            m_found << label->text();
        else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
            m_found << button->text();
        else if (const auto* field = qobject_cast<const QLineEdit*>(&widget))
            m_found << field->placeholderText();
        else if (const auto* text = qobject_cast<const QPlainTextEdit*>(&widget))
            m_found << text->placeholderText();
        else if (const auto* tabs = qobject_cast<const QTabBar*>(&widget))
            addTabs(*tabs);
        else if (const auto* choice = qobject_cast<const QComboBox*>(&widget))
            addItems(*choice->model(), {});
        else if (const auto* header = qobject_cast<const QHeaderView*>(&widget))
            addHeader(*header);
        else if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget))
            addItems(*view->model(), {});
    }
    void addAction(const QAction& action)
    {
        m_found << action.text() << action.toolTip();
        if (const QMenu* menu = action.menu())
            addWidget(*menu);
    }
    void addTabs(const QTabBar& tabs)
    {
        for (int at = 0; at < tabs.count(); ++at)
            m_found << tabs.tabText(at) << tabs.tabToolTip(at);
    }
    void addHeader(const QHeaderView& header)
    {
        for (int at = 0; header.model() && at < header.count(); ++at) {
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole})
                m_found << header.model()->headerData(at, header.orientation(), role).toString();
        }
    }
    void addItems(const QAbstractItemModel& model, const QModelIndex& parent)
    {
        for (int row = 0; row < model.rowCount(parent); ++row) {
            for (int column = 0; column < model.columnCount(parent); ++column) {
                const QModelIndex index = model.index(row, column, parent);
                for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole,
                                       Qt::AccessibleDescriptionRole})
                    m_found << index.data(role).toString();
            }
            addItems(model, model.index(row, 0, parent));
        }
    }

    QSet<QString> m_found;
};

} // namespace onggi::test
