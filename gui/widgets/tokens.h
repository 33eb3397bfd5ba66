// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window is drawn with: distances, type and colours. Distances are pixels that Qt scales
// with the screen; fonts are relative to the application's, colours are derived from a palette, so
// both follow the desktop. Pure but for the fonts installed; GUI thread.
#pragma once

#include <QColor>
#include <QFont>
#include <QFontMetrics>
#include <QPalette>

namespace onggi {

// Multiples of 4 pixels.
namespace gap {
inline constexpr int kLabel = 4;   // between a label and its value
inline constexpr int kRow = 8;     // within a row
inline constexpr int kPane = 12;   // between the rows of a pane
inline constexpr int kPage = 16;   // margin of a page, between groups
inline constexpr int kDialog = 20; // margin of a dialog
} // namespace gap

namespace radius {
inline constexpr qreal kControl = 4; // nodes and blocks too
inline constexpr qreal kLabel = 3;   // tag labels
inline constexpr qreal kBar = 2;
} // namespace radius

// Colours by what they mean. Red says "failed" or "destroys" and nothing else; the accent says
// "selected" or "acting".
struct Colours {
    bool isDark = false;

    QColor text;
    QColor base;        // behind tables and graph
    QColor window;      // behind everything else
    QColor sideList;    // behind the list of pages
    QColor secondary;   // text that matters less
    QColor line;        // of one pixel, between things
    QColor accent;      // the palette's highlight
    QColor onAccent;    // text on it
    QColor selection;   // tint of a selected row
    QColor hover;       // tint of a row under the pointer
    QColor running;     // and whatever else is as it should be
    QColor warning;     // and starting, stopping
    QColor stopped;     // and paused
    QColor failed;      // and destroying
    QColor nodeFill;    // of graph nodes and blocks
    QColor ancestors;   // fill; their border is the accent
    QColor descendants; // fill; their border is the warning colour
    QColor removed;     // fill of what will be deleted; its border is the failed colour
    QColor layerBase;   // the layers of the base image
    QColor layerA;      // of the images between
    QColor layerB;      // the image's own
    QColor onLayerBase; // text on these
    QColor onLayerA;
    QColor onLayerB;

    static Colours of(const QPalette& palette);
};

// Over `under`, `share` (0 to 1) of `over`.
QColor mixed(const QColor& under, const QColor& over, qreal share);

// Sizes of type, in steps of the pixels that they differ at a body of 13.
enum class Type {
    Caption = -2,   // graph and captions
    Secondary = -1, // headers, chips, what matters less
    Body = 0,
    PaneTitle = 3, // semibold, as are those below
    PageTitle = 5,
    Answer = 9, // the one sentence of an empty page
};
// Tabular figures are asked for where Qt can (6.7).
QFont typeFont(const QFont& application, Type type);
QFont semibold(QFont font);
// The fixed font of the desktop, in a size of type relative to `application`.
QFont fixedFont(const QFont& application, Type type = Type::Body);

// `drawn` is a length in the pictures, whose body font has lines of 18 pixels; longer where the
// font's are.
int scaledLength(int drawn, const QFontMetrics& body);
// Height of a row or control that is `drawn` pixels high in the pictures: the air around the line
// stays, the line grows.
int rowHeight(int drawn, const QFontMetrics& body);
inline constexpr int kControlHeight = 32; // drawn, of fields and buttons
// Of the icons in buttons, which styles draw in one size for every font.
QSize scaledIconSize(const QFontMetrics& body);

} // namespace onggi
