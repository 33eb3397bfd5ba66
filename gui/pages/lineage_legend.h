// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The last line below the graph: what its colours and signs mean, and how much of each is lit.
#pragma once

#include <vector>

#include <QWidget>

namespace onggi {

class GlyphLabel;
class Label;

// A box as the graph draws it, beside what it means.
enum class SwatchKind { Ancestor, Descendant, Deleted, Kept };
class Swatch : public QWidget {
public:
    explicit Swatch(SwatchKind kind, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    SwatchKind m_kind;
};

class LineageLegend : public QWidget {
    Q_OBJECT

public:
    explicit LineageLegend(QWidget* parent = nullptr);

    // An empty text hides its colour; `hint` stands instead of both.
    void showLit(const QString& madeOf, const QString& madeFrom, const QString& hint);
    void retranslate();

private:
    Swatch* m_ancestor;
    Swatch* m_descendant;
    Label* m_madeOf;
    Label* m_madeFrom;
    Label* m_hint;
    std::vector<GlyphLabel*> m_origins;
};

} // namespace onggi
