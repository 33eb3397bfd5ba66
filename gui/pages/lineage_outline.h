// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The graph's twin for keyboard and screen reader: its nodes as rows of a tree. GUI thread only.
#pragma once

#include "gui/graph/graph_tree.h"
#include "gui/widgets/table_view.h"

namespace onggi {

class LineageOutline : public TableView {
    Q_OBJECT

public:
    // The model must outlive this.
    explicit LineageOutline(GraphTree& tree, QWidget* parent = nullptr);

    // By the chains of their last steps, in the order of the rows.
    std::vector<Digest> selectedChains() const;
    // Selects these, the last one as the current row; rows that hide one are opened.
    void selectChains(const std::vector<Digest>& chains, const std::optional<Digest>& current);

signals:
    void chainsSelected();

protected:
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;

private:
    GraphTree& m_tree;
};

} // namespace onggi
