// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A bar of progress: how much of the whole is there.
#pragma once

#include <QWidget>

namespace onggi {

class ProgressStrip : public QWidget {
    Q_OBJECT

public:
    // `thickness` in pixels.
    explicit ProgressStrip(int thickness, QWidget* parent = nullptr);

    // 0 to 1; negative: it moves, but nobody knows how far. A pale one is done and matters less.
    void setShare(double share, bool isPale = false);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_thickness;
    double m_share = 0;
    bool m_isPale = false;
};

} // namespace onggi
