// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/image_filter.h"

#include "gui/models/image_tree.h"

namespace onggi {
namespace {

ImageGroupKind kindOf(const QModelIndex& index)
{
    return static_cast<ImageGroupKind>(index.data(ImageTree::GroupKindRole).toInt());
}

QString registryOf(const QModelIndex& group)
{
    return group.data(ImageTree::SortRole).toString().section(QLatin1Char('/'), 0, 0);
}

// 0: nobody knows.
qlonglong createdOf(const QModelIndex& row)
{
    return row.siblingAtColumn(ImageTree::CreatedColumn).data(ImageTree::SortRole).toLongLong();
}

} // namespace

ImageFilter::ImageFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setSortRole(ImageTree::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void ImageFilter::set(Kinds kinds, const QString& registry, const QString& text)
{
    const QString words = text.trimmed();
    if (kinds == m_kinds && registry == m_registry && words == m_text)
        return;
    m_kinds = kinds;
    m_registry = registry;
    m_text = words;
    invalidateFilter();
}

bool ImageFilter::isFiltering() const
{
    return m_kinds || !m_registry.isEmpty() || !m_text.isEmpty();
}

QStringList ImageFilter::registries() const
{
    QStringList found;
    for (int group = 0; sourceModel() && group < sourceModel()->rowCount(); ++group) {
        const QModelIndex index = sourceModel()->index(group, 0);
        const QString registry = registryOf(index);
        if (kindOf(index) == ImageGroupKind::Repositories && !found.contains(registry))
            found << registry;
    }
    return found;
}

// A group is accepted with its rows.
bool ImageFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (!parent.isValid())
        return false;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const bool isNamed = kindOf(parent) == ImageGroupKind::Repositories;
    if (!m_registry.isEmpty() && !(isNamed && registryOf(parent) == m_registry))
        return false;
    return acceptsKind(index) && acceptsText(index);
}

bool ImageFilter::acceptsKind(const QModelIndex& row) const
{
    if (!m_kinds)
        return true;
    return (m_kinds.testFlag(InUse) && row.data(ImageTree::IsInUseRole).toBool()) ||
           (m_kinds.testFlag(Dangling) && kindOf(row) == ImageGroupKind::Untagged) ||
           (m_kinds.testFlag(Base) && row.data(ImageTree::IsBaseRole).toBool());
}

bool ImageFilter::acceptsText(const QModelIndex& row) const
{
    if (m_text.isEmpty())
        return true;
    const auto contains = [this](const QString& text) {
        return text.contains(m_text, Qt::CaseInsensitive);
    };
    for (const QString& tag : row.data(ImageTree::TagsRole).toStringList()) {
        if (contains(tag))
            return true;
    }
    for (const int column : {ImageTree::RepositoryColumn, ImageTree::TagColumn,
                             ImageTree::UsedByColumn, ImageTree::IdColumn}) {
        if (contains(row.siblingAtColumn(column).data().toString()))
            return true;
    }
    return false;
}

bool ImageFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const bool isAscending = sortOrder() == Qt::AscendingOrder;
    if (!left.parent().isValid())
        return (left.row() < right.row()) == isAscending;
    // What has no time comes last either way.
    if (const bool has = createdOf(left) != 0;
        sortColumn() == ImageTree::CreatedColumn && has != (createdOf(right) != 0))
        return has == isAscending;
    if (QSortFilterProxyModel::lessThan(left, right))
        return true;
    if (QSortFilterProxyModel::lessThan(right, left))
        return false;
    // What is alike: the newest first, whichever way the column is sorted.
    if (const qlonglong a = createdOf(left), b = createdOf(right); a != b)
        return (a > b) == isAscending;
    return (left.row() < right.row()) == isAscending;
}

} // namespace onggi
