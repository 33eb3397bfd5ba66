// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The first line below the graph: what is selected and how many bytes it is, what deleting it would
// free, and what keeps it from being deleted.
#pragma once

#include <vector>

#include <QWidget>

#include "engine/lineage/forest.h"

namespace onggi {

class GlyphLabel;
class Label;

// Nodes of the graph, at least one.
struct LineageSelection {
    QString name; // of the one, or how many there are
    std::size_t nodes = 0;
    Bytes content;
    Bytes disk;
    std::vector<std::size_t> images; // that end on them, by their indices in the view
};

class LineageStatus : public QWidget {
    Q_OBJECT

public:
    explicit LineageStatus(QWidget* parent = nullptr);

    // Whether what is shown is of now.
    void setLive(bool isLive);
    // Where nothing is selected.
    void showStore(const StoreView& view, const Forest& forest);
    void showSelection(const StoreView& view, const Forest& forest,
                       const LineageSelection& selection);

private:
    void showFreed(const QString& word, const QString& bytes, const QString& exact);
    void showRemoval(const StoreView& view, const Forest& forest,
                     const std::vector<std::size_t>& images);

    Label* m_seen;
    Label* m_name;
    Label* m_sum;
    Label* m_freedWord;
    Label* m_freed;
    Label* m_keptWord;
    GlyphLabel* m_keptBy;
};

} // namespace onggi
