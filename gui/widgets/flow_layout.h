// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Widgets one behind the other, in as many lines as the width needs. One that is wider than a line
// is made as narrow as the line.
#pragma once

#include <memory>
#include <vector>

#include <QLayout>

namespace onggi {

class FlowLayout : public QLayout {
public:
    // `between` widgets of a line and between lines.
    FlowLayout(const QSize& between, QWidget* parent);
    ~FlowLayout() override;

    void clear();
    // Of `lines` lines as high as the highest item.
    int heightOf(int lines) const;

    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    void setGeometry(const QRect& place) override;

private:
    // Calls `place` with each item and where it stands in lines of `width`; returns the height.
    template <typename Place>
    int arrange(int width, const Place& place) const;

    QSize m_between;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace onggi
