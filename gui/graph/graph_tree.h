// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The graph as a tree of rows, for those who read it aloud or walk it by keyboard: the same nodes,
// folded alike, in the same order.
//
// A row keeps its identity as long as the chain of its first step is there. Headers and cells are
// in the language of now; retranslate() tells views when it has changed. GUI thread only.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include <QAbstractItemModel>

#include "gui/graph/graph_data.h"

namespace onggi {

class GraphTree : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        StepColumn,
        OriginColumn, // where it begins or changes, as in the graph
        ContentColumn,
        DiskColumn,
        UsersColumn,
        ColumnCount,
    };

    explicit GraphTree(QObject* parent = nullptr);
    ~GraphTree() override;

    void setGraph(const Graph& graph);
    void retranslate();

    // By the chain of a node's last step; invalid where there is none.
    QModelIndex indexOf(const Digest& chain) const;
    static Digest chainOf(const QModelIndex& index);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Item;
    using Items = std::vector<std::unique_ptr<Item>>; // their address is in each index

    static const Item& itemOf(const QModelIndex& index);
    QModelIndex indexOf(const Item& item) const;
    // Takes the rows below `parent` to these blocks, telling views of each that comes or goes.
    void sync(Item& parent, const std::vector<BlockIndex>& blocks, const Graph& graph);
    void update(Item& item, BlockIndex block, const Graph& graph);
    void remove(Item& parent, std::size_t first, std::size_t count);

    std::unique_ptr<Item> m_top; // no row, holds the roots
    std::map<Digest, Item*> m_byChain;
};

} // namespace onggi
