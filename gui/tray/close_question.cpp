// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/tray/close_question.h"

#include <QEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QWidget>

#include "gui/tray/tray.h"

namespace onggi {
namespace {

QString settingsKey()
{
    return QStringLiteral("tray/keepsRunning");
}

} // namespace

CloseQuestion::CloseQuestion(QWidget& window)
    : m_window(window)
{
    window.installEventFilter(this);
}

bool CloseQuestion::staysInTray() const
{
    return Tray::isThere() && QSettings().value(settingsKey()).toBool();
}

bool CloseQuestion::eventFilter(QObject* object, QEvent* event)
{
    if (object != &m_window || event->type() != QEvent::Close)
        return QObject::eventFilter(object, event);
    const bool isAnswered = QSettings().contains(settingsKey());
    if (Tray::isThere() && !isAnswered) {
        event->ignore();
        ask();
        return true;
    }
    if (!staysInTray())
        emit quitRequested();
    return false;
}

void CloseQuestion::ask()
{
    if (m_isAsking)
        return;
    m_isAsking = true;
    auto* question = new QMessageBox(&m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setWindowTitle(tr("Close Onggi"));
    question->setText(tr("Should Onggi stay in the tray?"));
    question->setInformativeText(tr("From there it shows running containers and transfers, and "
                                    "tells when a transfer has ended. Containers and transfers "
                                    "go on in either case. You are asked only once."));
    const QPushButton* keep = question->addButton(tr("Stay in the tray"), QMessageBox::AcceptRole);
    const QPushButton* quit = question->addButton(tr("Quit"), QMessageBox::DestructiveRole);
    question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    connect(keep, &QPushButton::clicked, this, [this] { answer(true); });
    connect(quit, &QPushButton::clicked, this, [this] { answer(false); });
    connect(question, &QObject::destroyed, this, [this] { m_isAsking = false; });
    question->open();
}

void CloseQuestion::answer(bool isKept)
{
    QSettings().setValue(settingsKey(), isKept);
    m_window.close();
}

} // namespace onggi
