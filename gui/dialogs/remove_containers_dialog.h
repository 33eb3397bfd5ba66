// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Says what is lost with containers, by name, before they are removed. Accepted: remove them.
#pragma once

#include <vector>

#include <QDialog>

#include "gui/models/container_list.h"

namespace onggi {

class RemoveContainersDialog : public QDialog {
    Q_OBJECT

public:
    explicit RemoveContainersDialog(const std::vector<ContainerListRow>& rows,
                                    QWidget* parent = nullptr);

private:
    QWidget* makeList(const std::vector<ContainerListRow>& rows);
};

} // namespace onggi
