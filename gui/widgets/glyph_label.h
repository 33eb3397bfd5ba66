// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A state or a provenance: its glyph, and beside it the word or name.
#pragma once

#include <QWidget>

#include "gui/widgets/glyphs.h"
#include "gui/widgets/label.h"

namespace onggi {

class GlyphLabel : public QWidget {
    Q_OBJECT

public:
    explicit GlyphLabel(Type type = Type::Body, Ink ink = Ink::Secondary,
                        QWidget* parent = nullptr);

    void setState(StateShape shape, const QString& text);
    void setProvenance(ProvenanceKind kind, const QString& text);
    // A lock, before what keeps something.
    void setKept(const QString& text);
    void setSemibold(bool isSemibold) { m_label->setSemibold(isSemibold); }
    QString text() const { return m_label->text(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void setGlyph(const QPainterPath& path, Ink ink, const QString& text);

    Label* m_label;
    QPainterPath m_path;
    Ink m_glyphInk = Ink::Secondary;
};

} // namespace onggi
