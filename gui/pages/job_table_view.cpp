// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/job_table_view.h"

#include <QApplication>
#include <QPainter>

#include "gui/models/job_table.h"
#include "gui/widgets/glyphs.h"
#include "helper/api/names.h"

namespace onggi {
namespace {

constexpr int kRow = 40;
constexpr int kShape = 12;
constexpr int kBarWidth = 64;
constexpr int kBarHeight = 4;

struct StateMark {
    const QPainterPath* path;
    QColor colour;
    bool matters; // black rather than grey
};

StateMark markOf(const QString& state, const Colours& colours)
{
    if (state == bus::kSucceeded)
        return {&checkPath(), colours.running, false};
    if (state == bus::kFailed)
        return {&stateShapePath(StateShape::Failed), colours.failed, true};
    if (state == bus::kCancelled)
        return {&stateShapePath(StateShape::Stopped), colours.stopped, false};
    if (state == bus::kPaused)
        return {&stateShapePath(StateShape::Paused), colours.stopped, true};
    if (state == bus::kRunning)
        return {&stateShapePath(StateShape::Running), colours.running, true};
    return {&stateShapePath(StateShape::Changing), colours.warning, true};
}

class JobDelegate : public TableDelegate {
public:
    explicit JobDelegate(QObject* parent)
        : TableDelegate(kRow, parent)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        paintGround(painter, option, index);
        const Colours colours = Colours::of(QApplication::palette());
        const StateMark mark = markOf(index.data(JobTable::StateNameRole).toString(), colours);
        const bool isFirst = index.column() == JobTable::TitleColumn;
        QRect place = option.rect.adjusted(isFirst ? gap::kPage : gap::kRow, 0, -gap::kRow, -1);
        painter->save();
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                          colours.line);
        if (index.column() == JobTable::StateColumn) {
            const int side = scaledLength(kShape, option.fontMetrics);
            fillGlyph(*painter,
                      QRectF(place.left(), place.center().y() - side / 2.0 + 0.5, side, side),
                      *mark.path, mark.colour);
            place.setLeft(place.left() + side + gap::kRow);
        }
        if (index.column() == JobTable::ProgressColumn &&
            !index.data(JobTable::HasEndedRole).toBool())
            paintBar(*painter, place, index.data(JobTable::ShareRole).toDouble(), colours);
        painter->setFont(isFirst ? semibold(QApplication::font()) : QApplication::font());
        painter->setPen(isFirst || mark.matters ? colours.text : colours.secondary);
        paintText(*painter, place, index);
        painter->restore();
    }

private:
    static void paintBar(QPainter& painter, const QRect& place, double share,
                         const Colours& colours)
    {
        const QFontMetrics body(QApplication::font());
        const int height = scaledLength(kBarHeight, body);
        const QRectF bar(place.left(), place.center().y() - height / 2 + 0.5,
                         scaledLength(kBarWidth, body), height);
        painter.fillRect(bar, mixed(colours.base, colours.text, 0.09));
        if (share > 0)
            painter.fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * share, bar.height())),
                             colours.accent);
    }
};

} // namespace

JobTableView::JobTableView(QWidget* parent)
    : TableView(QStringLiteral("activity"), parent)
{
    setItemDelegate(new JobDelegate(this));
    setRootIsDecorated(false);
    setItemsExpandable(false);
}

void JobTableView::setModel(QAbstractItemModel* model)
{
    TableView::setModel(model);
    setFirstColumns({{JobTable::StateColumn, 128},
                     {JobTable::ProgressColumn, 216},
                     {JobTable::RateColumn, 84},
                     {JobTable::TimeColumn, 120},
                     {JobTable::OwnerColumn, 88}},
                    {JobTable::OwnerColumn}, JobTable::TitleColumn, Qt::DescendingOrder);
}

} // namespace onggi
