// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Derives colours from a palette: greys are shares of its text over its base, tints are shares of
// its highlight. Green, ochre and red are ours, in two brightnesses, since no palette has them.

#include "gui/widgets/tokens.h"

#include <algorithm>
#include <cmath>

#include <QFontDatabase>

namespace onggi {
namespace {

constexpr int kDrawnLine = 18;
constexpr int kDrawnIcon = 16;
constexpr qreal kDrawnBody = 13;

qreal luminance(const QColor& colour)
{
    const auto linear = [](qreal channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

// Of the two, the one that can be read on `fill`.
QColor readableOn(const QColor& fill, const QColor& a, const QColor& b)
{
    const auto contrast = [&](const QColor& ink) {
        const auto [low, high] = std::minmax({luminance(ink), luminance(fill)});
        return (high + 0.05) / (low + 0.05);
    };
    return contrast(a) >= contrast(b) ? a : b;
}

void setMeanings(Colours& colours)
{
    const bool isDark = colours.isDark;
    colours.running = isDark ? QColor(0x5c, 0xc9, 0x8d) : QColor(0x1a, 0x75, 0x44);
    colours.warning = isDark ? QColor(0xe3, 0xb3, 0x55) : QColor(0x8a, 0x5a, 0x00);
    colours.failed = isDark ? QColor(0xf4, 0x83, 0x7a) : QColor(0xb3, 0x26, 0x1e);
    colours.descendants = isDark ? mixed(colours.base, colours.warning, 0.17)
                                 : mixed(colours.base, QColor(0xff, 0xcd, 0x62), 0.22);
    colours.removed = isDark ? mixed(colours.base, colours.failed, 0.165)
                             : mixed(colours.base, QColor(0xf4, 0x43, 0x36), 0.1);
}

} // namespace

QColor mixed(const QColor& under, const QColor& over, qreal share)
{
    const auto channel = [share](float low, float high) {
        return std::clamp(low + (high - low) * static_cast<float>(share), 0.0F, 1.0F);
    };
    return QColor::fromRgbF(channel(under.redF(), over.redF()),
                            channel(under.greenF(), over.greenF()),
                            channel(under.blueF(), over.blueF()));
}

Colours Colours::of(const QPalette& palette)
{
    Colours colours;
    colours.text = palette.color(QPalette::Text);
    colours.base = palette.color(QPalette::Base);
    colours.window = palette.color(QPalette::Window);
    colours.accent = palette.color(QPalette::Highlight);
    colours.onAccent = palette.color(QPalette::HighlightedText);
    colours.isDark = luminance(colours.base) < luminance(colours.text);
    setMeanings(colours);

    const auto grey = [&](qreal share) { return mixed(colours.base, colours.text, share); };
    const auto tint = [&](qreal share) { return mixed(colours.base, colours.accent, share); };
    colours.sideList = mixed(colours.window, Qt::black, colours.isDark ? 0.15 : 0.025);
    colours.secondary = grey(0.7);
    colours.stopped = colours.secondary;
    colours.line = grey(0.18);
    colours.hover = grey(0.04);
    colours.nodeFill = grey(0.08);
    colours.selection = tint(0.17);
    colours.ancestors = tint(0.145);
    colours.layerBase = grey(0.24);
    colours.layerA = mixed(colours.layerBase, colours.accent, 0.25);
    colours.layerB = colours.accent;
    colours.onLayerBase = readableOn(colours.layerBase, colours.text, colours.base);
    colours.onLayerA = readableOn(colours.layerA, colours.text, colours.base);
    colours.onLayerB = readableOn(colours.layerB, colours.onAccent, colours.text);
    return colours;
}

QFont typeFont(const QFont& application, Type type)
{
    QFont font = application;
    const qreal factor = (kDrawnBody + static_cast<int>(type)) / kDrawnBody;
    if (application.pointSizeF() > 0)
        font.setPointSizeF(application.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, qRound(application.pixelSize() * factor)));
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature("tnum", 1);
#endif
    return static_cast<int>(type) >= static_cast<int>(Type::PaneTitle) ? semibold(font) : font;
}

QFont semibold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont fixedFont(const QFont& application, Type type)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont sized = typeFont(application, type);
    if (sized.pointSizeF() > 0)
        font.setPointSizeF(sized.pointSizeF());
    else
        font.setPixelSize(sized.pixelSize());
    return font;
}

int scaledLength(int drawn, const QFontMetrics& body)
{
    return std::max(drawn, drawn * body.height() / kDrawnLine);
}

int rowHeight(int drawn, const QFontMetrics& body)
{
    return drawn + std::max(0, body.height() - kDrawnLine);
}

QSize scaledIconSize(const QFontMetrics& body)
{
    const int side = scaledLength(kDrawnIcon, body);
    return {side, side};
}

} // namespace onggi
