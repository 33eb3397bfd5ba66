// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A selected row is tinted, as on the images page; what the style would paint for it is made
// transparent.

#include "gui/pages/lineage_outline.h"

#include <algorithm>

#include <QApplication>
#include <QPainter>
#include <QStyledItemDelegate>

#include "gui/widgets/table_header.h"
#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kIndentation = 20;
constexpr int kAccentBar = 3;
constexpr int kSteps = 260;
constexpr int kSize = 96;
constexpr int kUsers = 160;
constexpr int kRow = 28;

// Rows as high as those of the other tables, and air between the columns.
class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize own = QStyledItemDelegate::sizeHint(option, index);
        return {own.width() + 2 * gap::kLabel, rowHeight(kRow, option.fontMetrics)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        QStyleOptionViewItem inner = option;
        inner.rect.adjust(gap::kLabel, 0, -gap::kLabel, 0);
        inner.state.setFlag(QStyle::State_HasFocus, false); // the row is tinted
        inner.state.setFlag(QStyle::State_Selected, false);
        inner.state.setFlag(QStyle::State_MouseOver, false);
        QStyledItemDelegate::paint(painter, inner, index);
    }
};

} // namespace

LineageOutline::LineageOutline(GraphTree& tree, QWidget* parent)
    : QTreeView(parent)
    , m_tree(tree)
{
    setFrameShape(QFrame::NoFrame);
    setIndentation(kIndentation);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setHeader(new TableHeader(this));
    setItemDelegate(new RowDelegate(this));
    setModel(&m_tree);
    header()->setSectionResizeMode(GraphTree::NameColumn, QHeaderView::Stretch);
    header()->setStretchLastSection(false);
    const auto setWidth = [this](int column, int drawn) {
        header()->resizeSection(column, scaledLength(drawn, fontMetrics()));
    };
    setWidth(GraphTree::StepColumn, kSteps);
    setWidth(GraphTree::ContentColumn, kSize);
    setWidth(GraphTree::DiskColumn, kSize);
    setWidth(GraphTree::UsersColumn, kUsers);
    expandAll();
    adapt();
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
    QTreeView::selectionChanged(selected, deselected);
    emit chainsSelected();
}

// Everything is open when it comes.
void LineageOutline::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    if (parent.isValid())
        expand(parent);
}

void LineageOutline::drawRow(QPainter* painter, const QStyleOptionViewItem& options,
                             const QModelIndex& index) const
{
    const Colours colours = Colours::of(QApplication::palette());
    const bool isSelected = selectionModel()->isSelected(index);
    if (isSelected)
        painter->fillRect(options.rect, colours.selection);
    QTreeView::drawRow(painter, options, index);
    if (isSelected)
        painter->fillRect(0, options.rect.top(), kAccentBar, options.rect.height(), colours.accent);
}

bool LineageOutline::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        adapt();
    return QTreeView::event(event);
}

void LineageOutline::adapt()
{
    const Colours colours = Colours::of(QApplication::palette());
    QPalette own = palette();
    QColor invisible = colours.selection;
    invisible.setAlpha(0);
    own.setColor(QPalette::Highlight, invisible);
    own.setColor(QPalette::HighlightedText, colours.text);
    setPalette(own);
}

} // namespace onggi
