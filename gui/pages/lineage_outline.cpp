// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/lineage_outline.h"

#include <algorithm>

#include <QHeaderView>
#include <QPainter>

#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kIndentation = 20;
constexpr int kSteps = 180;
constexpr int kOrigin = 104;
constexpr int kSize = 96;
constexpr int kUsers = 136;
constexpr int kRow = 28;

// Rows as high as those of the other tables, and air between the columns.
class RowDelegate : public TableDelegate {
public:
    explicit RowDelegate(QObject* parent)
        : TableDelegate(kRow, parent)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        QStyleOptionViewItem inner = option;
        inner.rect.adjust(gap::kLabel, 0, -gap::kLabel, 0);
        inner.state.setFlag(QStyle::State_HasFocus, false); // the row is tinted
        inner.state.setFlag(QStyle::State_Selected, false);
        inner.state.setFlag(QStyle::State_MouseOver, false);
        TableDelegate::paint(painter, inner, index);
    }
};

} // namespace

LineageOutline::LineageOutline(GraphTree& tree, QWidget* parent)
    : TableView(QStringLiteral("lineage"), parent)
    , m_tree(tree)
{
    setIndentation(scaledLength(kIndentation, fontMetrics()));
    setExpandsOnDoubleClick(false);
    setSortingEnabled(false); // rows stand in the order of the graph
    setItemDelegate(new RowDelegate(this));
    setModel(&m_tree);
    header()->setSectionResizeMode(GraphTree::NameColumn, QHeaderView::Stretch);
    const auto setWidth = [this](int column, int drawn) {
        header()->resizeSection(column, scaledLength(drawn, fontMetrics()));
    };
    setWidth(GraphTree::StepColumn, kSteps);
    setWidth(GraphTree::OriginColumn, kOrigin);
    setWidth(GraphTree::ContentColumn, kSize);
    setWidth(GraphTree::DiskColumn, kSize);
    setWidth(GraphTree::UsersColumn, kUsers);
    expandAll();
}

std::vector<Digest> LineageOutline::selectedChains() const
{
    std::vector<Digest> chains;
    for (const QModelIndex& row : selectionModel()->selectedRows())
        chains.push_back(GraphTree::chainOf(row));
    // The current row comes last: it is what is lit from.
    const auto current = std::ranges::find(chains, GraphTree::chainOf(currentIndex()));
    if (current != chains.end())
        std::rotate(current, current + 1, chains.end());
    return chains;
}

void LineageOutline::selectChains(const std::vector<Digest>& chains,
                                  const std::optional<Digest>& current)
{
    QItemSelection rows;
    for (const Digest& chain : chains) {
        const QModelIndex row = m_tree.indexOf(chain);
        rows.select(row, row.siblingAtColumn(GraphTree::ColumnCount - 1));
    }
    const QModelIndex row = current ? m_tree.indexOf(*current) : QModelIndex();
    selectionModel()->setCurrentIndex(row, QItemSelectionModel::NoUpdate);
    selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    for (QModelIndex above = row.parent(); above.isValid(); above = above.parent())
        expand(above);
    if (row.isValid())
        scrollTo(row);
}

void LineageOutline::selectionChanged(const QItemSelection& selected,
                                      const QItemSelection& deselected)
{
    TableView::selectionChanged(selected, deselected);
    emit chainsSelected();
}

// Everything is open when it comes.
void LineageOutline::rowsInserted(const QModelIndex& parent, int start, int end)
{
    TableView::rowsInserted(parent, start, end);
    if (parent.isValid())
        expand(parent);
}

} // namespace onggi
