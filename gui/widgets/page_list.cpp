// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/page_list.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>

#include "gui/widgets/icons.h"
#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kCountRole = Qt::UserRole;
constexpr int kKeysRole = Qt::UserRole + 1;
constexpr int kRowHeight = 36;
constexpr int kIcon = 16;
constexpr int kAccentBar = 3;
constexpr int kWidth = 184;

class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {0, rowHeight(kRowHeight, option.fontMetrics)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Colours colours = Colours::of(QApplication::palette());
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        const QRect row = option.rect.adjusted(gap::kRow, 2, -gap::kRow, -2);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isCurrent || option.state.testFlag(QStyle::State_MouseOver)) {
            QPainterPath shape;
            shape.addRoundedRect(row, radius::kControl, radius::kControl);
            painter->fillPath(shape, isCurrent ? colours.selection
                                               : mixed(colours.sideList, colours.text, 0.05));
        }
        if (isCurrent)
            painter->fillRect(QRectF(row.left(), row.top() + 4, kAccentBar, row.height() - 8),
                              colours.accent);
        const int side = scaledLength(kIcon, option.fontMetrics);
        const QRect iconPlace(row.left() + gap::kPane, row.center().y() - side / 2 + 1, side, side);
        paintTinted(*painter, iconPlace, index.data(Qt::DecorationRole).value<QIcon>(),
                    isCurrent ? colours.accent : colours.text);
        paintText(*painter, row.adjusted(2 * gap::kPane + side, 0, -10, 0), index, isCurrent,
                  colours);
        if (option.state.testFlag(QStyle::State_HasFocus) &&
            option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
            painter->setPen(colours.accent);
            painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), radius::kControl,
                                     radius::kControl);
        }
        painter->restore();
    }

private:
    static void paintText(QPainter& painter, const QRect& place, const QModelIndex& index,
                          bool isCurrent, const Colours& colours)
    {
        const QFont font = QApplication::font();
        int width = place.width();
        if (const int count = index.data(kCountRole).toInt(); count >= 0) {
            const QString figure = QLocale().toString(count);
            painter.setFont(typeFont(font, Type::Secondary));
            painter.setPen(colours.secondary);
            painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, figure);
            width -= painter.fontMetrics().horizontalAdvance(figure) + gap::kRow;
        }
        painter.setFont(isCurrent ? semibold(font) : font);
        painter.setPen(colours.text);
        painter.drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, width));
    }
};

} // namespace

PageList::PageList(QWidget* parent)
    : QListView(parent)
{
    setModel(&m_entries);
    setItemDelegate(new EntryDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus); // a click goes to the page
    setEditTriggers(NoEditTriggers);
    setViewportMargins(0, gap::kRow, 0, gap::kRow);
    adapt();
}

void PageList::addEntry(const QString& iconName, const QKeySequence& keys)
{
    auto* entry = new QStandardItem(namedIcon(iconName), QString());
    entry->setData(-1, kCountRole);
    entry->setData(keys.toString(QKeySequence::NativeText), kKeysRole);
    m_entries.appendRow(entry);
}

void PageList::setEntry(int row, const QString& title, int count)
{
    QStandardItem* entry = m_entries.item(row);
    entry->setText(title);
    entry->setData(count, kCountRole);
    const QString keys = entry->data(kKeysRole).toString();
    entry->setToolTip(keys.isEmpty() ? QString() : QStringLiteral("%1 (%2)").arg(title, keys));
    entry->setAccessibleText(
        count < 0 ? title : QStringLiteral("%1, %2").arg(title, QLocale().toString(count)));
}

void PageList::setCurrentRow(int row)
{
    setCurrentIndex(m_entries.index(row, 0));
}

QSize PageList::sizeHint() const
{
    return {scaledLength(kWidth, fontMetrics()), QListView::sizeHint().height()};
}

void PageList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        emit rowChosen(current.row());
}

bool PageList::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        adapt();
    return QListView::event(event);
}

void PageList::adapt()
{
    QPalette own = palette();
    const QColor ground = Colours::of(QApplication::palette()).sideList;
    own.setColor(QPalette::Base, ground);
    own.setColor(QPalette::Window, ground);
    setPalette(own);
}

} // namespace onggi
