// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A selected row is tinted rather than inverted, so that its colours keep their meaning; what the
// style would paint for it is made transparent.

#include "gui/pages/image_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QSettings>

#include "gui/models/image_tree.h"
#include "gui/pages/image_delegate.h"
#include "gui/widgets/table_header.h"

namespace onggi {
namespace {

constexpr int kIndentation = 20;
constexpr int kAccentBar = 3;

struct ColumnWidth {
    ImageTree::Column column;
    int drawn;
};
constexpr ColumnWidth kWidths[] = {
    {ImageTree::TagColumn, 88},       {ImageTree::ProvenanceColumn, 112},
    {ImageTree::CreatedColumn, 104},  {ImageTree::UsedByColumn, 72},
    {ImageTree::VirtualColumn, 136},  {ImageTree::UniqueColumn, 84},
    {ImageTree::PlatformColumn, 104}, {ImageTree::IdColumn, 112},
    {ImageTree::DiskColumn, 84},      {ImageTree::DigestColumn, 160},
};

QString settingsKey()
{
    return QStringLiteral("images/columns");
}

} // namespace

ImageView::ImageView(QWidget* parent)
    : QTreeView(parent)
    , m_delegate(new ImageDelegate(this))
{
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setIndentation(kIndentation);
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
    connect(header(), &QHeaderView::customContextMenuRequested, this, &ImageView::showColumnMenu);
    adapt();
}

void ImageView::setModel(QAbstractItemModel* model)
{
    QTreeView::setModel(model);
    setFirstColumns();
    spanGroups();
    connect(model, &QAbstractItemModel::layoutChanged, this, &ImageView::spanGroups);
    connect(model, &QAbstractItemModel::modelReset, this, &ImageView::spanGroups);
}

void ImageView::setLargest(Bytes largest)
{
    m_delegate->setLargest(largest);
    viewport()->update();
}

void ImageView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void ImageView::setFirstColumns()
{
    header()->setSectionResizeMode(ImageTree::RepositoryColumn, QHeaderView::Stretch);
    for (const ColumnWidth& width : kWidths)
        header()->resizeSection(width.column, scaledLength(width.drawn, fontMetrics()));
    for (const int column : {ImageTree::PlatformColumn, ImageTree::IdColumn, ImageTree::DiskColumn,
                             ImageTree::DigestColumn})
        setColumnHidden(column, true);
    sortByColumn(ImageTree::RepositoryColumn, Qt::AscendingOrder);
}

void ImageView::restoreColumns()
{
    const QByteArray state = QSettings().value(settingsKey()).toByteArray();
    if (state.isEmpty() || !header()->restoreState(state))
        return;
    setColumnHidden(ImageTree::RepositoryColumn, false);
    header()->setSectionResizeMode(ImageTree::RepositoryColumn, QHeaderView::Stretch);
    sortByColumn(header()->sortIndicatorSection(), header()->sortIndicatorOrder());
}

void ImageView::saveColumns() const
{
    QSettings().setValue(settingsKey(), header()->saveState());
}

void ImageView::showColumnMenu(const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = ImageTree::RepositoryColumn + 1; column < model()->columnCount(); ++column) {
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

// A group has one text, which may be longer than the first column.
void ImageView::spanGroups()
{
    for (int group = 0; group < model()->rowCount(); ++group)
        setFirstColumnSpanned(group, {}, true);
}

// All groups but the intermediate steps are open when they come.
void ImageView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    if (parent.isValid())
        return;
    spanGroups();
    for (int group = start; group <= end; ++group) {
        const QModelIndex index = model()->index(group, 0);
        if (index.data(ImageTree::GroupKindRole).toInt() !=
            static_cast<int>(ImageGroupKind::Intermediate))
            expand(index);
    }
}

void ImageView::drawRow(QPainter* painter, const QStyleOptionViewItem& options,
                        const QModelIndex& index) const
{
    const Colours colours = Colours::of(QApplication::palette());
    const bool isSelected = selectionModel()->isSelected(index);
    if (isSelected)
        painter->fillRect(options.rect, colours.selection);
    QTreeView::drawRow(painter, options, index);
    if (isSelected)
        painter->fillRect(0, options.rect.top(), kAccentBar, options.rect.height(),
                          colours.accent);
}

void ImageView::paintEvent(QPaintEvent* event)
{
    QTreeView::paintEvent(event);
    if (!model() || model()->rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(Colours::of(QApplication::palette()).secondary);
    painter.drawText(viewport()->rect().adjusted(gap::kPage, gap::kPage, -gap::kPage, -gap::kPage),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

bool ImageView::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        adapt();
    return QTreeView::event(event);
}

void ImageView::adapt()
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
