// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Paints the graph through a QPainter: on the screen, in the minimap and into files alike.
//
// Only what touches the exposed rectangle is painted, and the less the smaller the zoom is. GUI
// thread.
#pragma once

#include <QPainterPath>
#include <QPen>

#include "gui/graph/graph_scene.h"
#include "gui/graph/marks.h"
#include "gui/widgets/tokens.h"

class QPainter;

namespace onggi {

enum class Detail {
    Lines,   // bars, and edges of one pixel
    Bars,    // bars, edges, and the labels of bases and of what is selected or found
    Reduced, // labels, bytes and shapes, but no verbs and captions
    Full,
};
// By pixels per pixel of the pictures.
Detail detailAt(double zoom) noexcept;

// Each list is empty or has an entry for each block.
struct GraphMarks {
    std::vector<Light> lights;
    std::vector<BlockFate> fates; // while a deletion is being asked for
    std::vector<bool> found;
};

class GraphPainter {
public:
    // All must outlive this; `scene` and `marks` agree.
    GraphPainter(const GraphScene& scene, const GraphMarks& marks, const Colours& colours);

    // `painter` is set up so that scene coordinates arrive where they should; `zoom` is by how much
    // that enlarges them.
    void paint(QPainter& painter, const QRectF& exposed, double zoom, Detail detail) const;
    // Boxes alone, as bars of at least a pixel.
    void paintBars(QPainter& painter, const QRectF& exposed, double zoom) const;

private:
    struct Ink {
        QColor fill;
        QColor border;
        double width = 1;
        bool isDashed = false;
        bool isHatched = false;
        QColor labelFill;
        QColor labelBorder;
        QColor labelText;
        QColor bytes;
        QColor bar;  // where the box is no more than that
        QColor mini; // in the minimap and far away
    };
    enum class EdgeKind { Plain, Descendant, Ancestor, Deleted, Kept };

    Light lightOf(BlockIndex block) const;
    Fate fateOf(BlockIndex block) const;
    bool isFound(BlockIndex block) const;
    Ink inkOf(BlockIndex block) const;
    EdgeKind edgeTo(BlockIndex child) const;
    QPen penOf(EdgeKind kind, Detail detail) const;

    void paintEdges(QPainter& painter, const QRectF& exposed, Detail detail) const;
    QPainterPath edgesOf(BlockIndex parent, EdgeKind kind, const QRectF& exposed,
                         Detail detail) const;
    void paintNode(QPainter& painter, BlockIndex block, double zoom, Detail detail) const;
    void paintBox(QPainter& painter, BlockIndex block, const Ink& ink) const;
    void paintFold(QPainter& painter, BlockIndex block, const Ink& ink) const;
    void paintWords(QPainter& painter, BlockIndex block, const Ink& ink, Detail detail) const;
    void paintLabel(QPainter& painter, BlockIndex block, const Ink& ink) const;
    void paintFarLabel(QPainter& painter, BlockIndex block, const Ink& ink, double zoom) const;
    void paintContainers(QPainter& painter, BlockIndex block, Detail detail) const;
    void paintOrigin(QPainter& painter, BlockIndex block) const;

    const GraphScene& m_scene;
    const GraphMarks& m_marks;
    const Colours& m_colours;
};

} // namespace onggi
