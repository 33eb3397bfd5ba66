// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the cells of the image page say, and what they are sorted by.

#include "gui/models/format.h"
#include "gui/models/image_tree.h"
#include "gui/models/names.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

QString names(const std::vector<ImageUser>& users)
{
    QStringList list;
    for (const ImageUser& user : users)
        list << toText(user.name);
    return list.join(QLatin1String(", "));
}

QString nameText(const ImageListRow& row)
{
    if (row.serial == 0)
        return toText(row.createdBy);
    return row.repository.empty() ? toText(row.id.shortHex()) : toText(row.repository);
}

QStringList references(const ImageGroup& group, const ImageListRow& row)
{
    QStringList list;
    for (const std::string& tag : row.tags)
        list << toText(group.title + '/' + row.repository + ':' + tag);
    return list;
}

// Figures stand at the right, their headers above them.
QVariant alignment(int column)
{
    const bool isFigure = column == ImageTree::VirtualColumn || column == ImageTree::UniqueColumn ||
                          column == ImageTree::DiskColumn;
    return QVariant::fromValue((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

QVariant ImageTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RepositoryColumn:
        return tr("Repository");
    case TagColumn:
        return tr("Tag");
    case ProvenanceColumn:
        return tr("Provenance");
    case CreatedColumn:
        return tr("Created");
    case UsedByColumn:
        return tr("Used by");
    case VirtualColumn:
        return tr("Virtual");
    case UniqueColumn:
        return tr("Unique");
    case PlatformColumn:
        return tr("Platform");
    case IdColumn:
        return tr("Id");
    case DiskColumn:
        return tr("Disk");
    case DigestColumn:
        return tr("Digest");
    default:
        return {};
    }
}

QVariant ImageTree::groupData(const ImageGroup& group, int column, int role) const
{
    if (role == GroupKindRole)
        return static_cast<int>(group.kind);
    if (column != RepositoryColumn)
        return {};
    if (role == SortRole)
        return toText(group.title);
    if (role != Qt::DisplayRole)
        return {};
    const int count = static_cast<int>(group.rows.size());
    switch (group.kind) {
    case ImageGroupKind::Repositories:
        return toText(group.title);
    case ImageGroupKind::Untagged:
        return tr("Untagged");
    case ImageGroupKind::Intermediate:
        return tr("Intermediate images: %n, already counted in the images above", nullptr, count);
    }
    return {};
}

QVariant ImageTree::rowData(const ImageGroup& group, const ImageListRow& row, int column,
                            int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return alignment(column);
    case Qt::AccessibleTextRole:
        //: when an image was made
        return column == CreatedColumn && row.serial != 0 && !isTime(row.created)
                   ? QVariant(tr("unknown"))
                   : QVariant();
    case SortRole:
        return sortValue(row, column);
    case SerialRole:
        return static_cast<qulonglong>(row.serial);
    case VirtualBytesRole:
        return static_cast<qulonglong>(row.sizes.virtualSize.count());
    case UniqueBytesRole:
        return static_cast<qulonglong>(row.sizes.unique.count());
    case IsInUseRole:
        return !row.users.empty();
    case IsBaseRole:
        return row.isBase;
    case TagsRole:
        return references(group, row);
    case ProvenanceKindRole:
        return row.serial == 0 ? QVariant() : QVariant(static_cast<int>(row.provenance.kind));
    case UserStateRole:
        return row.users.empty() ? QVariant() : QVariant(static_cast<int>(row.users.front().state));
    default:
        return {};
    }
}

QString ImageTree::text(const ImageListRow& row, int column) const
{
    const bool isStep = row.serial == 0;
    switch (column) {
    case RepositoryColumn:
        return nameText(row);
    case TagColumn:
        if (isStep)
            return {};
        return row.tags.empty() ? QStringLiteral("<none>")
                                : toTexts(row.tags).join(QLatin1String(", "));
    case ProvenanceColumn:
        return isStep ? QString() : provenanceText(row.provenance.kind);
    case CreatedColumn:
        return isStep ? QString() : agoText(row.created, m_now);
    case UsedByColumn:
        return names(row.users);
    case VirtualColumn:
        return sizeText(row.sizes.virtualSize);
    case UniqueColumn:
        return isStep ? QString() : sizeText(row.sizes.unique);
    case PlatformColumn:
        return toText(row.platform);
    case IdColumn:
        return isStep ? QString() : toText(row.id.shortHex());
    case DiskColumn:
        return sizeText(row.disk);
    case DigestColumn:
        return toText(row.digest);
    default:
        return {};
    }
}

// Plain text, also where a view would take markup for such.
QString ImageTree::toolTip(const ImageListRow& row, int column) const
{
    switch (column) {
    case RepositoryColumn:
        return plainToolTip(nameText(row));
    case TagColumn:
    case UsedByColumn:
    case DigestColumn:
        return plainToolTip(text(row, column));
    case ProvenanceColumn:
        return plainToolTip(toText(row.provenance.from));
    case VirtualColumn:
        return exactSizeText(row.sizes.virtualSize);
    case UniqueColumn:
        return exactSizeText(row.sizes.unique);
    case IdColumn:
        return row.serial == 0 ? QString() : toText(row.id.text());
    case DiskColumn:
        return exactSizeText(row.disk);
    default:
        return {};
    }
}

QVariant ImageTree::sortValue(const ImageListRow& row, int column) const
{
    switch (column) {
    case CreatedColumn:
        return static_cast<qlonglong>(isTime(row.created) ? row.created : 0);
    case UsedByColumn:
        return static_cast<qulonglong>(row.users.size());
    case VirtualColumn:
        return static_cast<qulonglong>(row.sizes.virtualSize.count());
    case UniqueColumn:
        return static_cast<qulonglong>(row.sizes.unique.count());
    case DiskColumn:
        return static_cast<qulonglong>(row.disk.count());
    default:
        return text(row, column);
    }
}

} // namespace onggi
