// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Structure and updates of the model; what its cells say is in image_tree_data.cpp.

#include "gui/models/image_tree.h"

#include <algorithm>

#include "gui/models/sync_sorted.h"

namespace onggi {
namespace {

Bytes largest(const std::vector<ImageGroup>& groups)
{
    Bytes most;
    for (const ImageGroup& group : groups) {
        for (const ImageListRow& row : group.rows)
            most = std::max(most, row.sizes.virtualSize);
    }
    return most;
}

} // namespace

ImageTree::ImageTree(QObject* parent)
    : QAbstractItemModel(parent)
{
}

ImageTree::~ImageTree() = default;

template <typename Row, typename Key, typename Update>
void ImageTree::sync(const QModelIndex& parent, std::vector<Row>& rows, std::vector<Row>&& target,
                     const Key& key, const Update& update)
{
    syncSorted(
        rows, std::move(target), key,
        [&](std::size_t at) {
            beginInsertRows(parent, static_cast<int>(at), static_cast<int>(at));
            return Announcement{[this] { endInsertRows(); }};
        },
        [&](std::size_t at) {
            beginRemoveRows(parent, static_cast<int>(at), static_cast<int>(at));
            return Announcement{[this] { endRemoveRows(); }};
        },
        update);
}

void ImageTree::setStore(const StoreView& view, const Forest& forest, std::int64_t now)
{
    m_now = now;
    std::vector<ImageGroup> listed = listImages(view, forest);
    m_largestVirtual = largest(listed);
    Groups target;
    for (ImageGroup& group : listed)
        target.push_back(std::make_unique<ImageGroup>(std::move(group)));
    sync(
        {}, m_groups, std::move(target), [](const auto& group) { return group->key(); },
        [this](std::size_t at, std::unique_ptr<ImageGroup>&& group) {
            syncRows(*m_groups[at], std::move(group->rows));
        });
}

void ImageTree::syncRows(ImageGroup& group, std::vector<ImageListRow>&& rows)
{
    const QModelIndex parent = index(rowOf(group), 0);
    sync(
        parent, group.rows, std::move(rows), [](const ImageListRow& row) { return row.key(); },
        [&](std::size_t at, ImageListRow&& row) {
            if (row == group.rows[at])
                return;
            group.rows[at] = std::move(row);
            const int changed = static_cast<int>(at);
            emit dataChanged(index(changed, 0, parent), index(changed, ColumnCount - 1, parent));
        });
    // Its count is part of a group's own text.
    emit dataChanged(parent, index(parent.row(), ColumnCount - 1));
}

int ImageTree::rowOf(const ImageGroup& group) const
{
    const auto at = std::ranges::find(m_groups, &group, &std::unique_ptr<ImageGroup>::get);
    return static_cast<int>(at - m_groups.begin());
}

// An index of a row points to its group, one of a group to nothing.
QModelIndex ImageTree::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column);
    return createIndex(row, column, m_groups[static_cast<std::size_t>(parent.row())].get());
}

QModelIndex ImageTree::parent(const QModelIndex& child) const
{
    const auto* group = static_cast<const ImageGroup*>(child.constInternalPointer());
    return group ? createIndex(rowOf(*group), 0) : QModelIndex();
}

int ImageTree::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.constInternalPointer() || parent.column() > 0)
        return 0;
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())]->rows.size());
}

int ImageTree::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant ImageTree::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const auto* group = static_cast<const ImageGroup*>(index.constInternalPointer());
    if (!group)
        return groupData(*m_groups[row], index.column(), role);
    if (role == GroupKindRole)
        return static_cast<int>(group->kind);
    return rowData(*group, group->rows[row], index.column(), role);
}

void ImageTree::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    for (int group = 0; group < rowCount(); ++group) {
        const QModelIndex parent = index(group, 0);
        emit dataChanged(parent, index(group, ColumnCount - 1));
        if (const int rows = rowCount(parent); rows > 0)
            emit dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent));
    }
}

} // namespace onggi
