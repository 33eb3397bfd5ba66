// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Says what is lost with containers, by name, before they are removed. Accepted: remove them.
#pragma once

#include <vector>

#include <QDialog>

#include "gui/models/container_list.h"

class QGridLayout;
class QPushButton;

namespace onggi {

class ContentArea;
class Label;

class RemoveContainersDialog : public QDialog {
    Q_OBJECT

public:
    explicit RemoveContainersDialog(std::vector<ContainerListRow> rows, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void makeList();
    void addRow(QGridLayout& grid, const ContainerListRow& row);
    void retranslate();

    std::vector<ContainerListRow> m_rows;
    Label* m_title = nullptr;
    ContentArea* m_list = nullptr;
    std::vector<Label*> m_done; // what is done to each
    Label* m_consequence = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_remove = nullptr;
};

} // namespace onggi
