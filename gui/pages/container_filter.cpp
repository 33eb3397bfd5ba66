// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/container_filter.h"

#include "gui/models/container_table.h"

namespace onggi {

ContainerFilter::ContainerFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(ContainerTable::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void ContainerFilter::set(bool isRunning, bool isStopped, const QString& text)
{
    const QString words = text.trimmed();
    if (isRunning == m_isRunning && isStopped == m_isStopped && words == m_text)
        return;
    m_isRunning = isRunning;
    m_isStopped = isStopped;
    m_text = words;
    invalidateFilter();
}

bool ContainerFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const bool runs =
        index.data(ContainerTable::StateRole).toInt() == static_cast<int>(ContainerState::Running);
    if (m_isRunning != m_isStopped && runs != m_isRunning)
        return false;
    if (m_text.isEmpty())
        return true;
    for (const int column :
         {ContainerTable::NameColumn, ContainerTable::ImageColumn, ContainerTable::PortsColumn,
          ContainerTable::CommandColumn, ContainerTable::IdColumn}) {
        if (index.siblingAtColumn(column).data().toString().contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

// What is alike stays in the order of its creation, whichever way the column is sorted.
bool ContainerFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    if (QSortFilterProxyModel::lessThan(left, right))
        return true;
    if (QSortFilterProxyModel::lessThan(right, left))
        return false;
    return (left.row() < right.row()) == (sortOrder() == Qt::AscendingOrder);
}

} // namespace onggi
