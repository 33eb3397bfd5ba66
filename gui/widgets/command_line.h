// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The command that does in a shell what a dialog does, to be read and copied.
#pragma once

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QWidget>

#include "gui/widgets/copy_button.h"
#include "gui/widgets/tokens.h"

namespace onggi {

class CommandLine : public QWidget {
    Q_OBJECT

public:
    explicit CommandLine(QWidget* parent = nullptr)
        : QWidget(parent)
        , m_text(new QLineEdit)
        , m_copy(new CopyButton)
    {
        m_text->setReadOnly(true);
        m_text->setFont(fixedFont(QApplication::font(), Type::Secondary));
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(gap::kLabel);
        layout->addWidget(m_text, 1);
        layout->addWidget(m_copy);
        retranslate();
    }

    void setCommand(const QString& command)
    {
        m_text->setText(command);
        m_text->setCursorPosition(0);
        m_copy->setCopiedText(command);
    }
    QString command() const { return m_text->text(); }

protected:
    void changeEvent(QEvent* event) override
    {
        if (event->type() == QEvent::LanguageChange)
            retranslate();
        QWidget::changeEvent(event);
    }

private:
    void retranslate()
    {
        m_text->setAccessibleName(tr("The command that does the same"));
        m_copy->setPurpose(tr("Copy the command"));
    }

    QLineEdit* m_text;
    CopyButton* m_copy;
};

} // namespace onggi
