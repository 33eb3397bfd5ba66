// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/load_table.h"

#include <algorithm>

#include <QApplication>
#include <QHeaderView>
#include <QPainter>

#include "gui/models/format.h"
#include "gui/models/load_text.h"
#include "gui/models/names.h"
#include "gui/widgets/glyphs.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kShownRows = 9;
constexpr int kNameWidth = 144;
constexpr int kStateWidth = 264;

enum class Kind { Image, Layer, Total };
enum Role { KindRole = Qt::UserRole, StateRole };
// What is said by a glyph and a colour beside the word.
enum class State { None, Here, New, Moves };

class LoadDelegate : public PlanDelegate {
public:
    using PlanDelegate::PlanDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Colours colours = Colours::of(QApplication::palette());
        const auto kind = index.siblingAtColumn(0).data(KindRole).value<Kind>();
        const auto state = index.siblingAtColumn(0).data(StateRole).value<State>();
        const int column = index.column();
        const bool isStrong = kind != Kind::Layer && column != LoadTable::StateColumn;
        painter->save();
        painter->setFont(isStrong ? semibold(QApplication::font()) : QApplication::font());
        painter->setPen(colours.text);
        if (kind == Kind::Layer && column == LoadTable::NameColumn)
            painter->setFont(fixedFont(QApplication::font(), Type::Secondary));
        if (kind == Kind::Layer &&
            (state == State::None || state == State::Here || column == LoadTable::StepColumn))
            painter->setPen(colours.secondary);
        const int indent = column == LoadTable::NameColumn
                               ? (kind == Kind::Layer ? 3 * gap::kRow : gap::kRow)
                               : gap::kRow;
        QRect place = option.rect.adjusted(indent, 0, -gap::kRow, 0);
        // A name has the room of the step, of which an image has none.
        if (const auto* table = qobject_cast<const QTreeView*>(option.widget);
            table && kind != Kind::Layer && column == LoadTable::NameColumn)
            place.setRight(place.right() + table->columnWidth(LoadTable::StepColumn));
        if (column == LoadTable::StateColumn) {
            if (state == State::Moves)
                painter->setPen(colours.warning);
            place = paintState(*painter, place, state, colours);
        }
        paintText(*painter, place, index);
        if (kind == Kind::Total)
            paintSumLine(*painter, option.rect, colours);
        painter->restore();
    }

private:
    // What is left for the word.
    static QRect paintState(QPainter& painter, const QRect& place, State state,
                            const Colours& colours)
    {
        switch (state) {
        case State::Here:
            paintSign(painter, place, checkPath(), colours.running);
            break;
        case State::New:
            paintSign(painter, place, provenancePath(ProvenanceKind::Loaded), colours.accent);
            break;
        case State::Moves:
            paintSign(painter, place, stateShapePath(StateShape::Failed), colours.warning);
            break;
        case State::None:
            break;
        }
        return besideSign(place);
    }
};

State stateOf(const LoadImage& image)
{
    if (!image.moved.empty())
        return State::Moves;
    return image.isHere && image.newTags.empty() ? State::Here : State::New;
}

State stateOf(const LoadLayer& layer)
{
    if (layer.isRepeated)
        return State::None;
    return layer.isHere ? State::Here : State::New;
}

QList<QStandardItem*> rowOf(Kind kind)
{
    QList<QStandardItem*> row =
        PlanTable::makeRow(LoadTable::SizeColumn + 1, LoadTable::SizeColumn);
    row.first()->setData(QVariant::fromValue(kind), KindRole);
    return row;
}

void showText(QStandardItem* item, const QString& text)
{
    item->setText(text);
    item->setToolTip(plainToolTip(text));
}

Bytes sizeOf(const LoadImage& image)
{
    Bytes size;
    for (const LoadLayer& layer : image.layers)
        size += layer.layer.size;
    return size;
}

} // namespace

LoadTable::LoadTable(QWidget* parent)
    : PlanTable(parent)
{
    setItemDelegate(new LoadDelegate(this));
}

void LoadTable::fill(const LoadPlan& plan)
{
    rows().clear();
    rows().setColumnCount(4);
    m_shown = 1;
    for (const LoadImage& image : plan.images) {
        const auto row = rowOf(Kind::Image);
        for (std::size_t layer = 0; layer < image.layers.size(); ++layer)
            row.first()->appendRow(rowOf(Kind::Layer));
        rows().appendRow(row);
        m_shown += 1 + static_cast<int>(image.layers.size());
    }
    rows().appendRow(rowOf(Kind::Total));
    expandAll();
    header()->setSectionResizeMode(StepColumn, QHeaderView::Stretch);
    header()->resizeSection(NameColumn, scaledLength(kNameWidth, fontMetrics()));
    header()->resizeSection(StateColumn, scaledLength(kStateWidth, fontMetrics()));
    retranslate();
}

void LoadTable::showPlan(const LoadPlan& plan, const StoreView& view)
{
    if (rows().rowCount() == 0)
        fill(plan);
    for (std::size_t at = 0; at < plan.images.size(); ++at)
        showImage(static_cast<int>(at), plan.images[at], view);
    const int total = rows().rowCount() - 1;
    showText(rows().item(total),
             tr("%n layer(s)", nullptr, static_cast<int>(plan.layersHere + plan.layersNew)));
    showSize(*rows().item(total, SizeColumn), plan.bytesHere + plan.bytesNew);
    updateGeometry();
}

void LoadTable::showImage(int row, const LoadImage& image, const StoreView& view)
{
    QStandardItem* const first = rows().item(row);
    showText(first, nameText(image));
    first->setData(QVariant::fromValue(stateOf(image)), StateRole);
    showText(rows().item(row, StateColumn), stateText(image));
    showSize(*rows().item(row, SizeColumn), sizeOf(image));
    int child = 0;
    for (const LoadLayer& layer : image.layers) {
        QStandardItem* const name = first->child(child);
        showText(name, toText(layer.layer.diffId.shortHex()));
        name->setData(QVariant::fromValue(stateOf(layer)), StateRole);
        showText(first->child(child, StepColumn), stepText(layer.layer.createdBy));
        showText(first->child(child, StateColumn), stateText(layer, view));
        showSize(*first->child(child, SizeColumn), layer.layer.size);
        ++child;
    }
}

void LoadTable::retranslate()
{
    setHeads({tr("Image, layers"), tr("Step"), tr("State"), tr("In the archive")}, SizeColumn);
    setAccessibleName(tr("What is in the archive"));
}

QSize LoadTable::sizeHint() const
{
    return {PlanTable::sizeHint().width(), heightOf(std::min(m_shown, kShownRows))};
}

} // namespace onggi
