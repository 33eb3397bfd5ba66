// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Small signs that the window paints itself, as paths to be filled in one colour, on a grid of 12:
// the state of a container, where an image comes from, and what stands at any zoom in the graph.
#pragma once

#include <QColor>
#include <QPainterPath>
#include <QRectF>

#include "engine/lineage/store_view.h"
#include "gui/widgets/tokens.h"

class QPainter;

namespace onggi {

// A shape always stands beside a word or a name.
enum class StateShape {
    Running,  // ●
    Changing, // ◐ starting, stopping
    Paused,   // ‖
    Stopped,  // ■ and created
    Failed,   // ▲
};
StateShape stateShape(ContainerState state) noexcept;
QColor stateColour(StateShape shape, const Colours& colours);

inline constexpr qreal kGlyphGrid = 12;

const QPainterPath& stateShapePath(StateShape shape);
// Loaded and imported share one.
const QPainterPath& provenancePath(ProvenanceKind kind);
const QPainterPath& lockPath();
const QPainterPath& checkPath();

// Fills a path of the grid into the largest square in the middle of `place`.
void fillGlyph(QPainter& painter, const QRectF& place, const QPainterPath& path,
               const QColor& colour);

} // namespace onggi
