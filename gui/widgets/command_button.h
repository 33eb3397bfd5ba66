// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Shows the command that does the same as what a button beside it would do, and hides it again.
#pragma once

#include "gui/widgets/command_line.h"
#include "gui/widgets/roomy_button.h"

namespace onggi {

class CommandButton : public RoomyButton {
    Q_OBJECT

public:
    explicit CommandButton(QWidget* parent = nullptr)
        : RoomyButton(parent)
        , m_line(new CommandLine)
    {
        m_line->hide();
        setCheckable(true);
        setAutoDefault(false);
        connect(this, &QPushButton::toggled, m_line, &QWidget::setVisible);
        retranslate();
    }

    // What it shows: whoever makes the button gives it a place, once.
    CommandLine* line() const noexcept { return m_line; }
    void setCommand(const QString& command) { m_line->setCommand(command); }
    // False: there is nothing to be done, so neither of the two is seen.
    void setOffered(bool isOffered)
    {
        setVisible(isOffered);
        m_line->setVisible(isOffered && isChecked());
    }

protected:
    void changeEvent(QEvent* event) override
    {
        if (event->type() == QEvent::LanguageChange)
            retranslate();
        RoomyButton::changeEvent(event);
    }

private:
    void retranslate() { setText(tr("Show as command")); }

    CommandLine* m_line;
};

} // namespace onggi
