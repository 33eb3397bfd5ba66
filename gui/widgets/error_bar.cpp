// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/error_bar.h"

#include <QAccessibleWidget>
#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include "gui/widgets/glyphs.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"

namespace onggi {
namespace {

constexpr int kShape = 14;
constexpr int kLinesOfDetails = 5;
constexpr int kNarrow = 480;

// Screen readers read an alert that has come without being led to it.
QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* bar = qobject_cast<ErrorBar*>(object);
    return bar ? new QAccessibleWidget(bar, QAccessible::AlertMessage) : nullptr;
}

} // namespace

ErrorBar::ErrorBar(QWidget* parent)
    : QWidget(parent)
    , m_happened(new Label)
    , m_cause(new Label(Type::Secondary, Ink::Secondary))
    , m_text(new QPlainTextEdit)
    , m_action(new QPushButton)
    , m_details(new QPushButton)
    , m_copy(new QPushButton)
    , m_close(new QToolButton)
{
    QAccessible::installFactory(makeInterface); // once, whatever their number
    build();
    connect(m_action, &QPushButton::clicked, this, &ErrorBar::actionRequested);
    connect(m_details, &QPushButton::toggled, m_text, &QWidget::setVisible);
    connect(m_copy, &QPushButton::clicked, this, &ErrorBar::copy);
    connect(m_close, &QToolButton::clicked, this, &ErrorBar::clear);
    retranslate();
    hide();
}

void ErrorBar::build()
{
    m_happened->setSemibold(true);
    for (Label* label : {m_happened, m_cause}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_text->setReadOnly(true);
    m_text->setFont(fixedFont(QApplication::font(), Type::Secondary));
    m_text->setFixedHeight(kLinesOfDetails * m_text->fontMetrics().lineSpacing() + gap::kPage);
    m_text->hide();
    m_details->setCheckable(true);
    m_close->setAutoRaise(true);
    m_close->setIcon(namedIcon(QStringLiteral("window-close")));
    m_close->setIconSize(scaledIconSize(fontMetrics()));

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_happened);
    words->addWidget(m_cause);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(gap::kRow);
    for (QPushButton* button : {m_action, m_details, m_copy}) {
        button->setAutoDefault(false);
        m_buttons->addWidget(button);
    }
    m_row = new QGridLayout;
    m_row->setSpacing(gap::kRow);
    m_row->setColumnStretch(0, 1);
    m_row->addLayout(words, 0, 0);
    m_row->addLayout(m_buttons, 0, 1, Qt::AlignTop);
    m_row->addWidget(m_close, 0, 2, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap::kPage + scaledLength(kShape, fontMetrics()) + gap::kRow,
                               gap::kRow, gap::kRow, gap::kRow);
    layout->addLayout(m_row);
    layout->addWidget(m_text);
}

void ErrorBar::placeButtons(bool isNarrow)
{
    if (isNarrow == m_isNarrow)
        return;
    m_isNarrow = isNarrow;
    m_row->removeItem(m_buttons);
    if (isNarrow)
        m_row->addLayout(m_buttons, 1, 0, 1, 3, Qt::AlignLeft);
    else
        m_row->addLayout(m_buttons, 0, 1, Qt::AlignTop);
}

void ErrorBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeButtons(width() < scaledLength(kNarrow, fontMetrics()));
}

void ErrorBar::show(const Message& message)
{
    const bool isTold = isVisible() && message.happened == m_message.happened &&
                        message.cause == m_message.cause;
    m_message = message;
    m_happened->setText(message.happened);
    m_cause->setText(message.cause);
    m_cause->setVisible(!message.cause.isEmpty());
    m_text->setPlainText(message.details);
    m_details->setVisible(!message.details.isEmpty());
    m_action->setText(message.action);
    m_action->setVisible(!message.action.isEmpty());
    setAccessibleName(message.happened);
    setAccessibleDescription(message.cause);
    setVisible(true);
    if (isTold)
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ErrorBar::clear()
{
    m_message = {};
    m_details->setChecked(false);
    hide();
}

void ErrorBar::withdrawOffer()
{
    if (!m_message.action.isEmpty())
        clear();
}

void ErrorBar::copy() const
{
    QStringList parts{m_message.happened, m_message.cause, m_message.details};
    parts.removeAll(QString());
    QApplication::clipboard()->setText(parts.join(QLatin1Char('\n')));
}

void ErrorBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ErrorBar::retranslate()
{
    m_details->setText(tr("Details"));
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the whole message"));
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close this message"));
    m_text->setAccessibleName(tr("Details of the error"));
}

void ErrorBar::paintEvent(QPaintEvent*)
{
    const Colours colours = Colours::of(QApplication::palette());
    QPainter painter(this);
    painter.fillRect(rect(), colours.removed);
    painter.fillRect(0, height() - 1, width(), 1, colours.line);
    const QRect line = m_happened->geometry();
    const int first = line.top() + QFontMetrics(m_happened->font()).height() / 2;
    const int side = scaledLength(kShape, fontMetrics());
    fillGlyph(painter, QRectF(gap::kPage, first - side / 2.0, side, side),
              stateShapePath(StateShape::Failed), colours.failed);
}

} // namespace onggi
