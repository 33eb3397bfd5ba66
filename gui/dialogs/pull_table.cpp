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
#include "gui/widgets/table_header.h"
#include "gui/widgets/table_view.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kRow = 30;
constexpr int kShownRows = 8;
constexpr int kFewRows = 3;
constexpr int kGlyph = 12;
constexpr int kLayerWidth = 144;
constexpr int kSizeWidth = 96;

enum class Kind { Here, Missing, Total };
enum Role { KindRole = Qt::UserRole, BytesRole };

class PullDelegate : public TableDelegate {
public:
    explicit PullDelegate(QObject* parent)
        : TableDelegate(kRow, parent)
    {
    }

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
            painter->fillRect(option.rect.left(), option.rect.top(), option.rect.width(), 1,
                              colours.line);
        painter->restore();
    }

private:
    // What is left for the word.
    static QRect paintState(QPainter& painter, const QRect& place, Kind kind,
                            const Colours& colours)
    {
        const QRectF square(place.left(), place.center().y() - kGlyph / 2.0 + 0.5, kGlyph, kGlyph);
        if (kind == Kind::Here)
            fillGlyph(painter, square, checkPath(), colours.running);
        else
            fillGlyph(painter, square, provenancePath(ProvenanceKind::Pulled), colours.accent);
        return place.adjusted(kGlyph + gap::kRow, 0, 0, 0);
    }
};

QList<QStandardItem*> makeRow(Kind kind)
{
    QList<QStandardItem*> row;
    for (int column = 0; column <= PullTable::DownloadColumn; ++column) {
        row << new QStandardItem;
        row.last()->setTextAlignment(
            (column < PullTable::SizeColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    row.first()->setData(static_cast<int>(kind), KindRole);
    return row;
}

} // namespace

PullTable::PullTable(QWidget* parent)
    : QTreeView(parent)
{
    setModel(&m_rows);
    setItemDelegate(new PullDelegate(this));
    setHeader(new TableHeader(this));
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setSectionsMovable(false);
    m_rows.setColumnCount(DownloadColumn + 1);
    retranslate();
    header()->setSectionResizeMode(StateColumn, QHeaderView::Stretch);
    header()->setStretchLastSection(false);
    header()->resizeSection(LayerColumn, scaledLength(kLayerWidth, fontMetrics()));
}

void PullTable::showPlan(const PlannedPull& plan, const StoreView& view)
{
    m_rows.removeRows(0, m_rows.rowCount());
    for (const LoadLayer& layer : plan.layers) {
        m_rows.appendRow(makeRow(layer.isHere ? Kind::Here : Kind::Missing));
        showRow(m_rows.rowCount() - 1, toText(layer.layer.diffId.shortHex()),
                pullStateText(layer, view), layer.layer.size,
                layer.isHere ? Bytes() : layer.layer.size);
    }
    m_rows.appendRow(makeRow(Kind::Total));
    const Bytes earlier = plan.earlier();
    showRow(m_rows.rowCount() - 1, tr("%n layer(s)", nullptr, static_cast<int>(plan.layers.size())),
            //: %1: bytes of layers that an unfinished pull has left
            earlier.count() == 0 ? QString() : tr("%1 came earlier").arg(sizeText(earlier)),
            plan.whole(), plan.download);
    updateGeometry();
}

void PullTable::showRow(int row, const QString& name, const QString& state, Bytes size,
                        Bytes download)
{
    m_rows.item(row, LayerColumn)->setText(name);
    m_rows.item(row, StateColumn)->setText(state);
    m_rows.item(row, StateColumn)->setToolTip(plainToolTip(state));
    using Figure = std::pair<Column, Bytes>;
    for (const auto& [column, bytes] :
         {Figure(SizeColumn, size), Figure(DownloadColumn, download)}) {
        QStandardItem* item = m_rows.item(row, column);
        item->setText(sizeText(bytes));
        item->setToolTip(exactSizeText(bytes));
        item->setData(qulonglong(bytes.count()), BytesRole);
    }
}

void PullTable::retranslate()
{
    m_rows.setHorizontalHeaderLabels(
        {//: one part of an image
         tr("Layer"), tr("State"), tr("In the registry"), tr("Download")});
    for (const int column : {SizeColumn, DownloadColumn}) {
        m_rows.horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        header()->resizeSection(column, std::max(scaledLength(kSizeWidth, fontMetrics()),
                                                 header()->sectionSizeHint(column)));
    }
    setAccessibleName(tr("Layers of the image"));
}

int PullTable::heightOf(int rows) const
{
    return header()->sizeHint().height() + rows * onggi::rowHeight(kRow, fontMetrics()) +
           2 * frameWidth();
}

QSize PullTable::sizeHint() const
{
    return {QTreeView::sizeHint().width(), heightOf(std::min(m_rows.rowCount(), kShownRows))};
}

QSize PullTable::minimumSizeHint() const
{
    return {QTreeView::minimumSizeHint().width(),
            heightOf(std::clamp(m_rows.rowCount(), 1, kFewRows))};
}

} // namespace onggi
