// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The pane that tells about a table's current row: beside the table, as wide as it was left, and in
// a narrow window over the table, opened with Enter and closed with Escape.
#pragma once

#include <QSplitter>

class QKeyEvent;

namespace onggi {

class SidePane : public QSplitter {
    Q_OBJECT

public:
    // `page` holds this, the name is that of its settings.
    SidePane(const QString& name, QWidget& page, QWidget* table, QWidget* pane);

    void save() const;
    void showPane(bool isShown);
    void togglePane();
    // Whether Enter or Escape was for the pane; it opens only where there is something to tell.
    bool takeKey(const QKeyEvent& event, bool hasCurrent);

protected:
    bool event(QEvent* event) override;

private:
    void setOverlaid(bool isOverlaid);
    void place();
    int paneWidth() const;

    QString m_key;
    QWidget& m_page;
    QWidget* m_table;
    QWidget* m_pane;
    QList<int> m_sizes; // while the pane is not part of this
    bool m_isOverlaid = false;
};

} // namespace onggi
