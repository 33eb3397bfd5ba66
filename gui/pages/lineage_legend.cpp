// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/lineage_legend.h"

#include <array>

#include <QApplication>
#include <QBoxLayout>
#include <QPainter>

#include "gui/models/names.h"
#include "gui/widgets/glyph_label.h"

namespace onggi {
namespace {

constexpr QSize kSwatch{18, 12};
constexpr int kHatch = 5;
// Imported has the sign of loaded.
constexpr std::array kOrigins{ProvenanceKind::Pulled, ProvenanceKind::Built,
                              ProvenanceKind::Committed, ProvenanceKind::Loaded};

} // namespace

Swatch::Swatch(SwatchKind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
{
    setFixedSize(sizeHint());
}

QSize Swatch::sizeHint() const
{
    return {scaledLength(kSwatch.width(), fontMetrics()),
            scaledLength(kSwatch.height(), fontMetrics())};
}

void Swatch::paintEvent(QPaintEvent*)
{
    const Colours colours = Colours::of(QApplication::palette());
    QPainter painter(this);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (m_kind == SwatchKind::Kept) {
        fillGlyph(painter, QRectF(rect()).adjusted(0, -1, 0, 1), lockPath(), colours.text);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor border = m_kind == SwatchKind::Ancestor     ? colours.accent
                          : m_kind == SwatchKind::Descendant ? colours.warning
                                                             : colours.failed;
    QPen pen(border, 1.5);
    if (m_kind == SwatchKind::Descendant)
        pen.setDashPattern({2, 1.2});
    painter.setPen(pen);
    painter.setBrush(m_kind == SwatchKind::Ancestor     ? colours.ancestors
                     : m_kind == SwatchKind::Descendant ? colours.descendants
                                                        : colours.removed);
    painter.drawRoundedRect(box, radius::kLabel, radius::kLabel);
    if (m_kind != SwatchKind::Deleted)
        return;
    painter.setPen(QPen(border, 0.8));
    for (double x = box.left() - box.height() + kHatch; x < box.right(); x += kHatch) {
        painter.setClipRect(box);
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
    }
}

LineageLegend::LineageLegend(QWidget* parent)
    : QWidget(parent)
    , m_ancestor(new Swatch(SwatchKind::Ancestor))
    , m_descendant(new Swatch(SwatchKind::Descendant))
    , m_madeOf(new Label(Type::Secondary, Ink::Secondary))
    , m_madeFrom(new Label(Type::Secondary, Ink::Secondary))
    , m_hint(new Label(Type::Secondary, Ink::Secondary))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    m_hint->setElided(Qt::ElideRight);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_ancestor);
    layout->addWidget(m_madeOf);
    layout->addSpacing(gap::kRow);
    layout->addWidget(m_descendant);
    layout->addWidget(m_madeFrom);
    layout->addStretch(1);
    for (std::size_t at = 0; at < kOrigins.size(); ++at) {
        m_origins.push_back(new GlyphLabel(Type::Secondary));
        layout->addSpacing(gap::kRow);
        layout->addWidget(m_origins.back());
    }
    retranslate();
}

void LineageLegend::showLit(const QString& madeOf, const QString& madeFrom, const QString& hint)
{
    m_madeOf->setText(madeOf);
    m_madeFrom->setText(madeFrom);
    m_hint->setText(hint);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_ancestor, m_madeOf})
        widget->setVisible(!madeOf.isEmpty());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_descendant, m_madeFrom})
        widget->setVisible(!madeFrom.isEmpty());
    m_hint->setVisible(!hint.isEmpty());
}

void LineageLegend::retranslate()
{
    for (std::size_t at = 0; at < kOrigins.size(); ++at)
        m_origins[at]->setProvenance(kOrigins[at], provenanceText(kOrigins[at]));
}

} // namespace onggi
