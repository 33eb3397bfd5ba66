// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The container page's rows as a model.
//
// A container stays the same row as long as it is there. Headers and cells are in the language of
// now; retranslate() tells views when it has changed. GUI thread only.
#pragma once

#include <cstdint>

#include <QAbstractTableModel>

#include "gui/models/container_list.h"

namespace onggi {

class ContainerTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        StateColumn,
        ImageColumn,
        PortsColumn,
        CommandColumn,
        CreatedColumn,
        IdColumn,
        UpForColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, // compares as the column means it
        SerialRole,
        StateRole,  // int(ContainerState)
        ChangeRole, // int(ContainerChange)
    };

    using QAbstractTableModel::QAbstractTableModel;

    // Takes the model to these rows, which are in the order of their keys; `now` is what spans are
    // counted to, seconds since 1970.
    void setRows(std::vector<ContainerListRow> rows, std::int64_t now);
    void retranslate();
    const std::vector<ContainerListRow>& rows() const noexcept { return m_rows; }
    // Null where there is none.
    const ContainerListRow* find(Serial container) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const ContainerListRow& row, int column) const;
    QString toolTip(const ContainerListRow& row, int column) const;
    QVariant sortValue(const ContainerListRow& row, int column) const;

    std::vector<ContainerListRow> m_rows;
    std::int64_t m_now = 0;
};

// "running", "stopping", in the language of now.
QString stateText(ContainerState state);
QString stateText(const ContainerListRow& row);
// "8080 → 80", "127.0.0.1:53 → 53/udp".
QString publishedText(const PortMapping& port);
// For how long it has been running ("1 d 3 h"), or how it ended ("exit 0"); empty before.
QString upForText(const ContainerRow& row, std::int64_t now);

} // namespace onggi
