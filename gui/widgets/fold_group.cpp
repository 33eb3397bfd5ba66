// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/fold_group.h"

#include <QBoxLayout>
#include <QMouseEvent>

#include "gui/widgets/label.h"

namespace onggi {
namespace {

constexpr int kRow = 32;
constexpr int kTitleWidth = 192;
constexpr int kIndent = 28;

} // namespace

FoldGroup::FoldGroup(QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_content(content)
    , m_button(new FoldButton)
    , m_value(new Label(Type::Body, Ink::Secondary))
{
    m_button->setAutoRaise(true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setIconSize(scaledIconSize(fontMetrics()));
    m_button->setFixedWidth(scaledLength(kTitleWidth, fontMetrics()));
    m_button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(m_button, &QToolButton::clicked, this, [this] { setOpen(!isOpen()); });
    m_value->setElided(Qt::ElideRight);

    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(gap::kRow);
    line->addWidget(m_button);
    line->addWidget(m_value, 1);
    auto* inner = new QHBoxLayout;
    inner->setContentsMargins(scaledLength(kIndent, fontMetrics()), gap::kLabel, 0, gap::kPane);
    inner->addWidget(m_content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addLayout(inner);
    m_button->setMinimumHeight(rowHeight(kRow, fontMetrics()));
    setOpen(false);
}

void FoldGroup::setTitle(const QString& title)
{
    m_button->setText(title);
    m_button->setAccessibleName(title);
}

void FoldGroup::setValue(const QString& value, bool isWrong)
{
    m_value->setInk(isWrong ? Ink::Failed : Ink::Secondary);
    m_value->setText(value);
    m_button->setAccessibleDescription(value);
}

void FoldGroup::setOpen(bool isOpen)
{
    m_button->setOpen(isOpen);
    m_content->setVisible(isOpen);
    layout()->itemAt(1)->layout()->setContentsMargins(scaledLength(kIndent, fontMetrics()),
                                                      isOpen ? static_cast<int>(gap::kLabel) : 0, 0,
                                                      isOpen ? static_cast<int>(gap::kPane) : 0);
    if (isOpen)
        emit opened();
}

// The value belongs to the line that opens.
void FoldGroup::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && event->pos().y() < m_button->height())
        setOpen(!isOpen());
}

} // namespace onggi
