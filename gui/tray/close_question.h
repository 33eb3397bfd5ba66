// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What closing the window means where the desktop has a tray: asked once, then remembered. Where
// there is no tray, closing quits, whatever was said.
#pragma once

#include <QObject>

class QWidget;

namespace onggi {

class CloseQuestion : public QObject {
    Q_OBJECT

public:
    // Watches the window, which must outlive this.
    explicit CloseQuestion(QWidget& window);

    // The window closes and Onggi goes on: it stays in the tray.
    bool staysInTray() const;
    // What closing is to mean, from now on; the window closes then. Asked by closing where there is
    // a tray and nobody has answered yet.
    void ask();

signals:
    void quitRequested();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void answer(bool isKept);

    QWidget& m_window;
    bool m_isAsking = false;
};

} // namespace onggi
