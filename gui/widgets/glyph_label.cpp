// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/glyph_label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>

namespace onggi {
namespace {

constexpr int kGlyph = 12;
constexpr int kGap = 6;

Ink inkOf(StateShape shape)
{
    switch (shape) {
    case StateShape::Running:
        return Ink::Running;
    case StateShape::Changing:
        return Ink::Warning;
    case StateShape::Failed:
        return Ink::Failed;
    case StateShape::Paused:
    case StateShape::Stopped:
        break;
    }
    return Ink::Secondary;
}

} // namespace

GlyphLabel::GlyphLabel(Type type, Ink ink, QWidget* parent)
    : QWidget(parent)
    , m_label(new Label(type, ink))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(scaledLength(kGlyph, fontMetrics()) + kGap, 0, 0, 0);
    layout->addWidget(m_label);
    m_label->setElided(Qt::ElideRight);
}

void GlyphLabel::setState(StateShape shape, const QString& text)
{
    setGlyph(stateShapePath(shape), inkOf(shape), text);
}

void GlyphLabel::setProvenance(ProvenanceKind kind, const QString& text)
{
    setGlyph(provenancePath(kind), Ink::Secondary, text);
}

void GlyphLabel::setKept(const QString& text)
{
    setGlyph(lockPath(), Ink::Text, text);
}

void GlyphLabel::setGlyph(const QPainterPath& path, Ink ink, const QString& text)
{
    m_path = path;
    m_glyphInk = ink;
    m_label->setText(text);
    setAccessibleName(text);
    update();
}

void GlyphLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int side = scaledLength(kGlyph, fontMetrics());
    const int x = layoutDirection() == Qt::RightToLeft ? width() - side : 0;
    fillGlyph(painter, QRectF(x, (height() - side) / 2.0, side, side), m_path,
              inkColour(m_glyphInk, Colours::of(QApplication::palette())));
}

} // namespace onggi
