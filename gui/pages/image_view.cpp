// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/image_view.h"

#include "gui/models/image_tree.h"
#include "gui/pages/image_delegate.h"
#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kIndentation = 20;

} // namespace

ImageView::ImageView(QWidget* parent)
    : TableView(QStringLiteral("images"), parent)
    , m_delegate(new ImageDelegate(this))
{
    setItemDelegate(m_delegate);
    setIndentation(scaledLength(kIndentation, fontMetrics()));
}

void ImageView::setModel(QAbstractItemModel* model)
{
    TableView::setModel(model);
    setFirstColumns({{ImageTree::TagColumn, 88},
                     {ImageTree::ProvenanceColumn, 112},
                     {ImageTree::CreatedColumn, 104},
                     {ImageTree::UsedByColumn, 84},
                     {ImageTree::VirtualColumn, 136},
                     {ImageTree::UniqueColumn, 84},
                     {ImageTree::PlatformColumn, 104},
                     {ImageTree::IdColumn, 112},
                     {ImageTree::DiskColumn, 84},
                     {ImageTree::DigestColumn, 160}},
                    {ImageTree::PlatformColumn, ImageTree::IdColumn, ImageTree::DiskColumn,
                     ImageTree::DigestColumn},
                    ImageTree::RepositoryColumn, Qt::AscendingOrder);
    spanGroups();
    connect(model, &QAbstractItemModel::layoutChanged, this, &ImageView::spanGroups);
    connect(model, &QAbstractItemModel::modelReset, this, &ImageView::spanGroups);
}

void ImageView::setLargest(Bytes largest)
{
    m_delegate->setLargest(largest);
    viewport()->update();
}

// A group has one text, which may be longer than the first column.
void ImageView::spanGroups()
{
    for (int group = 0; group < model()->rowCount(); ++group)
        setFirstColumnSpanned(group, {}, true);
}

// All groups but the intermediate steps are open when they come.
void ImageView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    TableView::rowsInserted(parent, start, end);
    if (parent.isValid())
        return;
    spanGroups();
    for (int group = start; group <= end; ++group) {
        const QModelIndex index = model()->index(group, 0);
        if (index.data(ImageTree::GroupKindRole).toInt() !=
            static_cast<int>(ImageGroupKind::Intermediate))
            expand(index);
    }
}

} // namespace onggi
