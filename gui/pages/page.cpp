// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/page.h"

#include <QBoxLayout>

#include "gui/widgets/separator.h"

namespace onggi {

void Page::layOut(QWidget* header, QWidget* errors, QWidget* body)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addWidget(new Separator(Qt::Horizontal));
    if (errors)
        layout->addWidget(errors);
    layout->addWidget(body, 1);
}

} // namespace onggi
