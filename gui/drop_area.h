// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Files dropped on a window: while they are over it, an outline says what letting go would do. What
// is dropped is not looked at here.
#pragma once

#include <QStringList>
#include <QWidget>

namespace onggi {

class Label;

class DropArea : public QWidget {
    Q_OBJECT

public:
    // Over the whole of `window`, which owns it.
    explicit DropArea(QWidget& window);

signals:
    // Local files, by their paths.
    void dropped(const QStringList& paths);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();

    Label* m_text;
};

} // namespace onggi
