// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The image page's rows as a model of two levels: groups, and the images or steps in them.
//
// Rows keep their identity when the store changes: an image stays the same row as long as it is in
// the same repository. Headers and cells are in the language of now; retranslate() tells views when
// it has changed. GUI thread only.
#pragma once

#include <cstdint>
#include <memory>

#include <QAbstractItemModel>

#include "gui/models/image_list.h"

namespace onggi {

class ImageTree : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column {
        RepositoryColumn,
        TagColumn,
        ProvenanceColumn,
        CreatedColumn,
        UsedByColumn,
        VirtualColumn,
        UniqueColumn,
        PlatformColumn,
        IdColumn,
        DiskColumn,
        DigestColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, // compares as the column means it
        SerialRole,              // of the image; 0 for groups and intermediate steps
        GroupKindRole,           // int(ImageGroupKind), for groups and their rows
        VirtualBytesRole,        // qulonglong, content bytes
        UniqueBytesRole,
        IsInUseRole,        // a container uses it
        IsBaseRole,         // another image is made on top of it
        TagsRole,           // QStringList of whole references, in the order of the tag column
        ProvenanceKindRole, // int(ProvenanceKind); none where there is no provenance
        UserStateRole,      // int(ContainerState) of the first container; none where none is
    };

    explicit ImageTree(QObject* parent = nullptr);
    ~ImageTree() override;

    // Takes the model to this store; `now` is what ages are counted from, seconds since 1970.
    void setStore(const StoreView& view, const Forest& forest, std::int64_t now);
    void retranslate();
    // Content bytes of the largest image, for bars that compare.
    Bytes largestVirtual() const noexcept { return m_largestVirtual; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Groups = std::vector<std::unique_ptr<ImageGroup>>; // their address is in each index

    // Takes what stands below `parent` to `target`, telling views of each row that comes or goes.
    template <typename Row, typename Key, typename Update>
    void sync(const QModelIndex& parent, std::vector<Row>& rows, std::vector<Row>&& target,
              const Key& key, const Update& update);
    void syncRows(ImageGroup& group, std::vector<ImageListRow>&& rows);
    int rowOf(const ImageGroup& group) const;
    QVariant groupData(const ImageGroup& group, int column, int role) const;
    QVariant rowData(const ImageGroup& group, const ImageListRow& row, int column, int role) const;
    QString text(const ImageListRow& row, int column) const;
    QString toolTip(const ImageListRow& row, int column) const;
    QVariant sortValue(const ImageListRow& row, int column) const;

    Groups m_groups;
    Bytes m_largestVirtual;
    std::int64_t m_now = 0;
};

} // namespace onggi
