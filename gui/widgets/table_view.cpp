// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A selected row is tinted rather than inverted, so that its colours keep their meaning; what the
// style would paint for it is made transparent.

#include "gui/widgets/table_view.h"

#include <QApplication>
#include <QMenu>
#include <QPainter>
#include <QSettings>

#include "gui/widgets/table_header.h"
#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kAccentBar = 3;

} // namespace

TableView::TableView(const QString& name, QWidget* parent)
    : QTreeView(parent)
    , m_name(name)
{
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(ExtendedSelection);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setHeader(new TableHeader(this));
    setSortingEnabled(true);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QHeaderView::customContextMenuRequested, this, &TableView::showColumnMenu);
    adapt();
}

void TableView::setFirstColumns(std::initializer_list<ColumnWidth> widths,
                                std::initializer_list<int> hidden, int sortedBy,
                                Qt::SortOrder order)
{
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const ColumnWidth& width : widths)
        header()->resizeSection(width.column, scaledLength(width.drawn, fontMetrics()));
    for (const int column : hidden)
        setColumnHidden(column, true);
    sortByColumn(sortedBy, order);
}

QString TableView::settingsKey() const
{
    return m_name + QStringLiteral("/columns");
}

void TableView::restoreColumns()
{
    const QByteArray state = QSettings().value(settingsKey()).toByteArray();
    if (state.isEmpty() || !header()->restoreState(state))
        return;
    setColumnHidden(0, false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    sortByColumn(header()->sortIndicatorSection(), header()->sortIndicatorOrder());
}

void TableView::saveColumns() const
{
    QSettings().setValue(settingsKey(), header()->saveState());
}

void TableView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void TableView::showColumnMenu(const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 1; column < model()->columnCount(); ++column) {
        QAction* action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            setColumnHidden(column, !isShown);
            if (isShown && columnWidth(column) < header()->minimumSectionSize())
                resizeColumnToContents(column);
            saveColumns();
        });
    }
    menu->popup(header()->mapToGlobal(place));
}

void TableView::drawRow(QPainter* painter, const QStyleOptionViewItem& options,
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

void TableView::paintEvent(QPaintEvent* event)
{
    QTreeView::paintEvent(event);
    if (!model() || model()->rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(Colours::of(QApplication::palette()).secondary);
    painter.drawText(viewport()->rect().adjusted(gap::kPage, gap::kPage, -gap::kPage, -gap::kPage),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

bool TableView::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        adapt();
    return QTreeView::event(event);
}

void TableView::adapt()
{
    const Colours colours = Colours::of(QApplication::palette());
    QPalette own = palette();
    QColor invisible = colours.selection;
    invisible.setAlpha(0);
    own.setColor(QPalette::Highlight, invisible);
    own.setColor(QPalette::HighlightedText, colours.text);
    setPalette(own);
}

TableDelegate::TableDelegate(int rowHeight, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_rowHeight(rowHeight)
{
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize own = QStyledItemDelegate::sizeHint(option, index);
    return {own.width(), rowHeight(m_rowHeight, option.fontMetrics)};
}

void TableDelegate::paintGround(QPainter* painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    ground.icon = QIcon();
    ground.state.setFlag(QStyle::State_Selected, false); // the view tints the whole row
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);
}

void TableDelegate::paintText(QPainter& painter, const QRect& place, const QModelIndex& index)
{
    const auto alignment =
        static_cast<int>(index.data(Qt::TextAlignmentRole).value<Qt::Alignment>());
    painter.drawText(
        place, alignment,
        painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, place.width()));
}

} // namespace onggi
