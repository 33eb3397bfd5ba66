// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/glyphs.h"

#include <set>

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace onggi;

namespace {

constexpr StateShape kShapes[] = {StateShape::Running, StateShape::Changing, StateShape::Paused,
                                  StateShape::Stopped, StateShape::Failed};
constexpr ProvenanceKind kKinds[] = {ProvenanceKind::Pulled, ProvenanceKind::Loaded,
                                     ProvenanceKind::Imported, ProvenanceKind::Built,
                                     ProvenanceKind::Committed};

std::vector<const QPainterPath*> allPaths()
{
    std::vector<const QPainterPath*> paths{&lockPath()};
    for (const StateShape shape : kShapes)
        paths.push_back(&stateShapePath(shape));
    for (const ProvenanceKind kind : kKinds)
        paths.push_back(&provenancePath(kind));
    return paths;
}

QByteArray painted(const QPainterPath& path)
{
    QImage image(24, 24, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    fillGlyph(painter, image.rect(), path, Qt::black);
    painter.end();
    return QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes());
}

} // namespace

class TestGlyphs : public QObject {
    Q_OBJECT

private slots:
    void everyPathStaysInItsGrid()
    {
        for (const QPainterPath* path : allPaths())
            QVERIFY(QRectF(0, 0, kGlyphGrid, kGlyphGrid).contains(path->boundingRect()));
    }

    void theyCanBeToldApart()
    {
        std::set<QByteArray> pictures;
        for (const QPainterPath* path : allPaths())
            pictures.insert(painted(*path));
        QCOMPARE(pictures.size(), allPaths().size() - 1); // loaded and imported are one
        QVERIFY(!pictures.contains(painted(QPainterPath())));
    }

    void aContainerThatHasNotRunIsStopped()
    {
        QCOMPARE(stateShape(ContainerState::Created), StateShape::Stopped);
        QCOMPARE(stateShape(ContainerState::Running), StateShape::Running);
    }
};

QTEST_MAIN(TestGlyphs)
#include "tst_glyphs.moc"
