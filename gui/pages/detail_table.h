// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A small table of the detail pane: read only, a row can be copied. What it says is filled in by
// the functions below; they forget what stood there.
#pragma once

#include <QStandardItemModel>
#include <QTreeView>

#include "engine/image/config.h"
#include "engine/lineage/forest.h"

namespace onggi {

class DetailTable : public QTreeView {
    Q_OBJECT

public:
    explicit DetailTable(QWidget* parent = nullptr);

    // The newest layer first, as it lies on top.
    void showLayers(const StoreView& view, const Forest& forest, std::size_t image);
    // The newest step first, with the bytes of the layer that it made. Before the steps stand the
    // layers, where the history does not say which step made which.
    void showHistory(const StoreView& view, const Forest& forest, std::size_t image,
                     const ImageConfig& config, std::int64_t now);
    void showConfiguration(const ImageConfig& config);
    // Instead of a table: one sentence.
    void showSentence(const QString& sentence);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void begin(const QStringList& headers);
    void addRow(const QStringList& cells, const QStringList& toolTips, bool isDim);

    QStandardItemModel m_rows;
    QString m_sentence;
};

} // namespace onggi
