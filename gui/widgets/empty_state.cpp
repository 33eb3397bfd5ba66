// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/empty_state.h"

#include <QBoxLayout>
#include <QEvent>

#include "gui/widgets/action_button.h"
#include "gui/widgets/label.h"

namespace onggi {
namespace {

constexpr int kTextWidth = 440;

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_title(new Label(Type::Answer))
    , m_purpose(new Label(Type::Body, Ink::Secondary))
    , m_buttons(new QHBoxLayout)
{
    m_title->setAlignment(Qt::AlignHCenter);
    m_purpose->setAlignment(Qt::AlignHCenter);
    m_purpose->setWordWrap(true);
    m_buttons->setSpacing(gap::kRow);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap::kDialog, gap::kDialog, gap::kDialog, gap::kDialog);
    layout->setSpacing(gap::kPage);
    layout->addStretch(2);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    layout->addWidget(m_purpose, 0, Qt::AlignHCenter);
    layout->addLayout(m_buttons);
    layout->setAlignment(m_buttons, Qt::AlignHCenter);
    layout->addStretch(3);
}

void EmptyState::setText(const QString& title, const QString& purpose)
{
    m_title->setText(title);
    m_purpose->setText(purpose);
    fit();
}

void EmptyState::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        fit();
    QWidget::changeEvent(event);
}

// A text that is centred as one block gets no height for its width from the layout.
void EmptyState::fit()
{
    const int width = scaledLength(kTextWidth, fontMetrics());
    m_purpose->setFixedSize(width, m_purpose->heightForWidth(width));
}

void EmptyState::addActionButton(QAction* action)
{
    auto* button = new ActionButton(action);
    button->setDefault(m_buttons->isEmpty());
    m_buttons->addWidget(button);
}

} // namespace onggi
