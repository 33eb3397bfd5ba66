// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole graph as a file, with all its details, in the colours that it is shown in. GUI thread.
#pragma once

#include "gui/graph/graph_painter.h"

namespace onggi {

// SVG where the name ends in ".svg", else PNG with two pixels per pixel of the pictures, fewer for
// a graph that would need more than 16,384 in a row. False where the file could not be written.
bool exportGraph(const GraphScene& scene, const GraphMarks& marks, const Colours& colours,
                 const QString& title, const QString& path);

} // namespace onggi
