// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The button that folds something away. Assistive programs are told whether that is open, which
// Qt's buttons know nothing of. GUI thread only.
#pragma once

#include <QToolButton>

namespace onggi {

class FoldButton : public QToolButton {
    Q_OBJECT

public:
    // Closed at first.
    explicit FoldButton(QWidget* parent = nullptr);

    bool isOpen() const noexcept { return m_isOpen; }
    void setOpen(bool isOpen);

private:
    bool m_isOpen = false;
};

} // namespace onggi
