// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The jobs of all clients as a table, the newest first. Rows keep their identity while they change.
// GUI thread only.
#pragma once

#include <map>
#include <vector>

#include <QAbstractTableModel>

#include "helper/api/wire.h"

namespace onggi {

class JobTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        TitleColumn,
        StateColumn,
        ProgressColumn,
        RateColumn,
        TimeColumn,
        OwnerColumn,
        ColumnCount
    };
    enum Role {
        NumberRole = Qt::UserRole, // of the job
        SortRole,                  // compares as the column means it
        StateNameRole,             // as the bus spells it
        ShareRole,                 // double, 0 to 1; negative where it cannot be told
        HasEndedRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    // Takes the model to these jobs, by number; `now` in seconds since 1970.
    void setJobs(const std::map<qulonglong, wire::Job>& jobs, qlonglong now);
    void retranslate();
    // Null for a row that there is not.
    const wire::Job* job(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const wire::Job& job, int column) const;
    static QVariant sortValue(const wire::Job& job, int column);

    std::vector<wire::Job> m_jobs;
    qlonglong m_now = 0;
};

} // namespace onggi
