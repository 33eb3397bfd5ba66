// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/drop_area.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

#include "gui/widgets/label.h"

namespace onggi {
namespace {

constexpr int kOutline = 2;
constexpr int kMargin = 12;
constexpr qreal kVeil = 0.88; // of the window's colour over what is below

QStringList pathsOf(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

} // namespace

DropArea::DropArea(QWidget& window)
    : QWidget(&window)
    , m_text(new Label(Type::PageTitle))
{
    // The window takes what is dropped; this only shows it.
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_text->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    hide();
    window.setAcceptDrops(true);
    window.installEventFilter(this);
    retranslate();
}

bool DropArea::eventFilter(QObject*, QEvent* event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDropEvent*>(event);
        if (pathsOf(drag->mimeData()).isEmpty())
            return false;
        // It is read, whatever the file manager would rather do.
        drag->setDropAction(Qt::CopyAction);
        drag->accept();
        setGeometry(parentWidget()->rect());
        raise();
        show();
        return true;
    }
    case QEvent::DragLeave:
        hide();
        return true;
    case QEvent::Drop: {
        hide();
        auto* drop = static_cast<QDropEvent*>(event);
        const QStringList paths = pathsOf(drop->mimeData());
        if (paths.isEmpty())
            return false;
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        emit dropped(paths);
        return true;
    }
    default:
        return false;
    }
}

void DropArea::paintEvent(QPaintEvent*)
{
    const Colours colours = Colours::of(QApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = mixed(colours.window, colours.accent, 0.06);
    veil.setAlphaF(kVeil);
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(colours.accent, kOutline, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin),
                            radius::kControl, radius::kControl);
}

void DropArea::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DropArea::retranslate()
{
    m_text->setText(tr("Let go to see what is in the archive"));
}

} // namespace onggi
