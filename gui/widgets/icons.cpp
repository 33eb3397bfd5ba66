// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Our drawings are SVG with "currentColor", which is replaced when they are painted, so they follow
// a change of the palette.

#include "gui/widgets/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include "gui/widgets/tokens.h"

// The resources of a static library are only there once they are asked for.
static void initResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace onggi {
namespace {

class DrawnIcon : public QIconEngine {
public:
    explicit DrawnIcon(QByteArray svg)
        : m_svg(std::move(svg))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray svg = m_svg;
        svg.replace("currentColor", colour(mode).name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    bool isNull() override { return m_svg.isEmpty(); }
    QIconEngine* clone() const override { return new DrawnIcon(m_svg); }

private:
    static QColor colour(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        case QIcon::Selected:
            return palette.color(QPalette::HighlightedText);
        default:
            return palette.color(QPalette::ButtonText);
        }
    }

    QByteArray m_svg;
};

} // namespace

QIcon namedIcon(const QString& name)
{
    if (QIcon::hasThemeIcon(name))
        return QIcon::fromTheme(name);
    initResources();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? QIcon(new DrawnIcon(file.readAll())) : QIcon();
}

void paintTinted(QPainter& painter, const QRect& place, const QIcon& icon, const QColor& colour)
{
    QPixmap pixmap = icon.pixmap(place.size(), painter.device()->devicePixelRatio());
    QPainter ink(&pixmap);
    ink.setCompositionMode(QPainter::CompositionMode_SourceIn);
    ink.fillRect(pixmap.rect(), colour);
    ink.end();
    painter.drawPixmap(place, pixmap);
}

QIcon applicationIcon()
{
    const QString name = QStringLiteral("onggi");
    return namedIcon(name);
}

} // namespace onggi
