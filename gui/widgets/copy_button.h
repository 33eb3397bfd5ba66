// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A small button that puts a text on the clipboard.
#pragma once

#include <QApplication>
#include <QClipboard>
#include <QToolButton>

#include "gui/widgets/icons.h"
#include "gui/widgets/tokens.h"

namespace onggi {

class CopyButton : public QToolButton {
    Q_OBJECT

public:
    explicit CopyButton(QWidget* parent = nullptr)
        : QToolButton(parent)
    {
        setAutoRaise(true);
        setIcon(namedIcon(QStringLiteral("edit-copy")));
        setIconSize(scaledIconSize(fontMetrics()));
        setFocusPolicy(Qt::TabFocus);
        connect(this, &QToolButton::clicked, this,
                [this] { QApplication::clipboard()->setText(m_text); });
    }

    void setCopiedText(const QString& text)
    {
        m_text = text;
        setEnabled(!text.isEmpty());
    }
    // What is copied, in the language of now.
    void setPurpose(const QString& purpose)
    {
        setToolTip(purpose);
        setAccessibleName(purpose);
    }

private:
    QString m_text;
};

} // namespace onggi
