// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which rows of an ImageTree are shown, and in what order within their groups; the groups keep
// theirs, and go with their last row. GUI thread only.
#pragma once

#include <QFlags>
#include <QSortFilterProxyModel>

namespace onggi {

class ImageFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    // Several of them show the images of each.
    enum Kind { InUse = 1, Dangling = 2, Base = 4 };
    Q_DECLARE_FLAGS(Kinds, Kind)

    explicit ImageFilter(QObject* parent = nullptr);

    // `registry`: "docker.io"; empty: all of them. `text` is looked for in names, tags, ids and
    // users, whatever the case.
    void set(Kinds kinds, const QString& registry, const QString& text);
    bool isFiltering() const;

    // The registries of the source's groups, in their order.
    QStringList registries() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    bool acceptsKind(const QModelIndex& row) const;
    bool acceptsText(const QModelIndex& row) const;

    Kinds m_kinds;
    QString m_registry;
    QString m_text;
};

} // namespace onggi
