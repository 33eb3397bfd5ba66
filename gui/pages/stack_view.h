// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// "base + A + B" as a pile of blocks, the image's own on top, each with its bytes and the step that
// made it. Below it the same bytes as a bar: what is unique, what is shared.
#pragma once

#include <vector>

#include <QWidget>

#include "gui/models/image_stack.h"
#include "gui/widgets/tokens.h"

namespace onggi {

class StackView : public QWidget {
    Q_OBJECT

public:
    explicit StackView(QWidget* parent = nullptr);

    void showImage(const StoreView& view, const Forest& forest, std::size_t image);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    // A block of another image was double-clicked.
    void imageChosen(onggi::Serial image);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    // A block as it is drawn, top first.
    struct Drawn {
        QString letter;
        QString name;
        QString step;
        Bytes content;
        std::size_t sharedWith = 0;
        Serial image = 0; // that ends with it
        int top = 0;
        int height = 0;
    };

    QString sharing(const Drawn& block) const;
    void layOut();
    const Drawn* blockAt(int y) const;
    void paintBlock(QPainter& painter, const Drawn& block, bool isOwn,
                    const Colours& colours) const;
    void describe();

    std::vector<Drawn> m_blocks;
    Bytes m_whole;
    int m_height = 0;
};

} // namespace onggi
