// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which rows of a ContainerTable are shown, and in what order. GUI thread only.
#pragma once

#include <QSortFilterProxyModel>

namespace onggi {

class ContainerFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ContainerFilter(QObject* parent = nullptr);

    // Running, or all the others; both or neither show all. `text` is looked for in names, images,
    // ports, ids and commands, whatever the case.
    void set(bool isRunning, bool isStopped, const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    bool m_isRunning = false;
    bool m_isStopped = false;
    QString m_text;
};

} // namespace onggi
