// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The ports of the Run dialog: a row each, from the port inside to the one of this machine, with a
// word on whether that is free. GUI thread only.
#pragma once

#include <vector>

#include <QWidget>

#include "gui/models/port_check.h"
#include "gui/models/run_draft.h"

class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace onggi {

class Label;

class PortRows : public QWidget {
    Q_OBJECT

public:
    explicit PortRows(QWidget* parent = nullptr);

    void forget();
    // One row more for each port that the image names ("80/tcp") and that has none: it may have
    // been typed before the image was read.
    void addExposed(const std::vector<std::string>& ports, const StoreView& view);
    std::vector<PortDraft> drafts() const;
    // Says beside each row what `problems` and the machine say of it. True if all can be published.
    bool showChecks(const ReadDraft& read, const StoreView& view);
    void retranslate();

public slots:
    void addRow();

signals:
    void changed();

private:
    struct Row {
        QWidget* line = nullptr;
        Label* inside = nullptr;
        QLineEdit* container = nullptr;
        Label* outside = nullptr;
        QLineEdit* host = nullptr;
        Label* mark = nullptr;
        Label* check = nullptr;
        QToolButton* remove = nullptr;
    };

    Row& insertRow(const QString& container, const QString& host);
    void removeRow(QWidget* line);
    void nameRow(Row& row) const;
    void setCheck(Row& row, bool isGood, const QString& words);

    std::vector<Row> m_rows;
    QVBoxLayout* m_lines;
    QPushButton* m_add;
};

// "free", "in use by web", in the language of now.
QString portUseText(const PortUse& use);

} // namespace onggi
