// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The list of pages at the window's side: icon, title, and how many things the page has.
#pragma once

#include <QKeySequence>
#include <QListView>
#include <QStandardItemModel>

namespace onggi {

class PageList : public QListView {
    Q_OBJECT

public:
    explicit PageList(QWidget* parent = nullptr);

    // At the end; `keys` go there and may be none.
    void addEntry(const QString& iconName, const QKeySequence& keys);
    // `count` below 0 is not shown.
    void setEntry(int row, const QString& title, int count);
    int currentRow() const { return currentIndex().row(); }
    void setCurrentRow(int row);

    QSize sizeHint() const override;

signals:
    void rowChosen(int row);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    bool event(QEvent* event) override;

private:
    void adapt();

    QStandardItemModel m_entries;
};

} // namespace onggi
