// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/graph_export.h"

#include <algorithm>

#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace onggi {
namespace {

constexpr double kPixelRatio = 2;
constexpr double kLongestSide = 16'384;

void paintWhole(QPainter& painter, const GraphScene& scene, const GraphMarks& marks,
                const Colours& colours, double zoom)
{
    const QRectF all(QPointF(), scene.size());
    painter.scale(zoom, zoom);
    painter.fillRect(all, colours.base);
    GraphPainter(scene, marks, colours).paint(painter, all, zoom, Detail::Full);
}

bool writeSvg(const GraphScene& scene, const GraphMarks& marks, const Colours& colours,
              const QString& title, QIODevice& file)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setTitle(title);
    generator.setSize(scene.size().toSize());
    generator.setViewBox(QRectF(QPointF(), scene.size()));
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    paintWhole(painter, scene, marks, colours, 1);
    return painter.end();
}

bool writePng(const GraphScene& scene, const GraphMarks& marks, const Colours& colours,
              QIODevice& file)
{
    const double longest = std::max(scene.size().width(), scene.size().height());
    const double zoom = std::min(kPixelRatio, kLongestSide / std::max(1.0, longest));
    QImage image((scene.size() * zoom).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    if (image.isNull())
        return false;
    image.fill(colours.base);
    QPainter painter(&image);
    paintWhole(painter, scene, marks, colours, zoom);
    painter.end();
    return image.save(&file, "PNG");
}

} // namespace

bool exportGraph(const GraphScene& scene, const GraphMarks& marks, const Colours& colours,
                 const QString& title, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const bool isSvg = path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive);
    const bool isWritten = isSvg ? writeSvg(scene, marks, colours, title, file)
                                 : writePng(scene, marks, colours, file);
    return isWritten && file.commit();
}

} // namespace onggi
