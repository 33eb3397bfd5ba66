// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/pull_table.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QHeaderView>
#include <QPainter>

#include "gui/models/format.h"
#include "gui/widgets/glyphs.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kShownRows = 8;
constexpr int kFewRows = 3;
constexpr int kLayerWidth = 144;

enum class Kind { Here, Missing, Total };
enum Role { KindRole = Qt::UserRole, BytesRole };

class PullDelegate : public PlanDelegate {
public:
    using PlanDelegate::PlanDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Colours colours = Colours::of(QApplication::palette());
        const auto kind = static_cast<Kind>(index.siblingAtColumn(0).data(KindRole).toInt());
        const int column = index.column();
        const bool isTotal = kind == Kind::Total;
        QRect place = option.rect.adjusted(
            column == PullTable::LayerColumn ? gap::kPage : gap::kRow, 0, -gap::kRow, 0);
        painter->save();
        painter->setFont(isTotal && column != PullTable::StateColumn
                             ? semibold(QApplication::font())
                             : QApplication::font());
        if (column == PullTable::LayerColumn && !isTotal)
            painter->setFont(fixedFont(QApplication::font(), Type::Secondary));
        const QVariant bytes = index.data(BytesRole);
        const bool isDim = (column == PullTable::StateColumn && kind != Kind::Missing) ||
                           (bytes.isValid() && bytes.toULongLong() == 0);
        painter->setPen(isDim ? colours.secondary : colours.text);
        if (column == PullTable::StateColumn && !isTotal)
            place = paintState(*painter, place, kind, colours);
        paintText(*painter, place, index);
        if (isTotal)
            paintSumLine(*painter, option.rect, colours);
        painter->restore();
    }

private:
    // What is left for the word.
    static QRect paintState(QPainter& painter, const QRect& place, Kind kind,
                            const Colours& colours)
    {
        if (kind == Kind::Here)
            paintSign(painter, place, checkPath(), colours.running);
        else
            paintSign(painter, place, provenancePath(ProvenanceKind::Pulled), colours.accent);
        return besideSign(place);
    }
};

QList<QStandardItem*> rowOf(Kind kind)
{
    QList<QStandardItem*> row =
        PlanTable::makeRow(PullTable::DownloadColumn + 1, PullTable::SizeColumn);
    row.first()->setData(static_cast<int>(kind), KindRole);
    return row;
}

} // namespace

PullTable::PullTable(QWidget* parent)
    : PlanTable(parent)
{
    setItemDelegate(new PullDelegate(this));
    rows().setColumnCount(DownloadColumn + 1);
    retranslate();
    header()->setSectionResizeMode(StateColumn, QHeaderView::Stretch);
    header()->setStretchLastSection(false);
    header()->resizeSection(LayerColumn, scaledLength(kLayerWidth, fontMetrics()));
}

void PullTable::fill(const PlannedPull& plan)
{
    for (const LoadLayer& layer : plan.layers)
        rows().appendRow(rowOf(layer.isHere ? Kind::Here : Kind::Missing));
    rows().appendRow(rowOf(Kind::Total));
}

void PullTable::showPlan(const PlannedPull& plan, const StoreView& view)
{
    if (rows().rowCount() == 0)
        fill(plan);
    int row = 0;
    for (const LoadLayer& layer : plan.layers) {
        showRow(row++, toText(layer.layer.diffId.shortHex()), pullStateText(layer, view),
                layer.layer.size, layer.isHere ? Bytes() : layer.layer.size);
    }
    const Bytes earlier = plan.earlier();
    showRow(row, tr("%n layer(s)", nullptr, row),
            //: %1: bytes of layers that an unfinished pull has left
            earlier.count() == 0 ? QString() : tr("%1 came earlier").arg(sizeText(earlier)),
            plan.whole(), plan.download);
    updateGeometry();
}

void PullTable::showRow(int row, const QString& name, const QString& state, Bytes size,
                        Bytes download)
{
    rows().item(row, LayerColumn)->setText(name);
    rows().item(row, StateColumn)->setText(state);
    rows().item(row, StateColumn)->setToolTip(plainToolTip(state));
    using Figure = std::pair<Column, Bytes>;
    for (const auto& [column, bytes] :
         {Figure(SizeColumn, size), Figure(DownloadColumn, download)}) {
        QStandardItem& item = *rows().item(row, column);
        showSize(item, bytes);
        item.setData(qulonglong(bytes.count()), BytesRole);
    }
}

void PullTable::retranslate()
{
    setHeads(
        {//: one part of an image
         tr("Layer"), tr("State"), tr("In the registry"), tr("Download")},
        SizeColumn);
    setAccessibleName(tr("Layers of the image"));
}

QSize PullTable::sizeHint() const
{
    return {PlanTable::sizeHint().width(), heightOf(std::min(rows().rowCount(), kShownRows))};
}

QSize PullTable::minimumSizeHint() const
{
    return {PlanTable::minimumSizeHint().width(),
            heightOf(std::clamp(rows().rowCount(), 1, kFewRows))};
}

} // namespace onggi
