// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A bar of two parts, unique in the accent and shared in grey, with its legend below.
#pragma once

#include <QWidget>

#include "engine/core/bytes.h"

namespace onggi {

class SizeBar : public QWidget {
    Q_OBJECT

public:
    explicit SizeBar(QWidget* parent = nullptr);

    void setSizes(Bytes unique, Bytes shared);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();

    Bytes m_unique;
    Bytes m_shared;
};

} // namespace onggi
