// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Takes along what keeps an image from being deleted.
#pragma once

#include "gui/models/deletion_text.h"
#include "gui/models/format.h"
#include "gui/widgets/roomy_button.h"

namespace onggi {

class IncludeButton : public RoomyButton {
    Q_OBJECT

public:
    // Of a kept row, and by what name the image is shown.
    IncludeButton(const DeletionRow& row, const QString& name, QWidget* parent = nullptr)
        : RoomyButton(includeText(row), parent)
        , m_image(row.item.image)
    {
        setAutoDefault(false);
        setToolTip(plainToolTip(includeAlong(row)));
        //: what a button does, and for which image
        setAccessibleName(tr("%1: %2").arg(text(), name));
        connect(this, &QPushButton::clicked, this, [this] { emit includeRequested(m_image); });
    }

    Serial image() const noexcept { return m_image; }

signals:
    void includeRequested(onggi::Serial image);

private:
    Serial m_image;
};

} // namespace onggi
