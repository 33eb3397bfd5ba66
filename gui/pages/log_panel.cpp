// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/log_panel.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSettings>

#include "gui/widgets/action_button.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "gui/widgets/log_view.h"
#include "gui/widgets/roomy_button.h"
#include "gui/widgets/separator.h"

namespace onggi {
namespace {

constexpr int kBar = 48;
constexpr int kSearchWidth = 220;

QString wrapKey()
{
    return QStringLiteral("log/wrap");
}
QString timesKey()
{
    return QStringLiteral("log/times");
}

} // namespace

LogPanel::LogPanel(HelperLink& link, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_reader(link, m_lines)
{
    build();
    connect(&m_reader, &LogReader::readingChanged, this, &LogPanel::showReading);
    connect(&m_reader, &LogReader::failed, this, &LogPanel::showFailure);
    connect(&m_lines, &LogLines::appended, this, &LogPanel::statusChanged);
    connect(&m_link, &HelperLink::stateChanged, this, [this](HelperLink::State state) {
        m_isCurrent = m_isCurrent && state != HelperLink::State::Present;
        if (isVisible())
            read();
    });
    retranslate();
}

void LogPanel::build()
{
    m_view = new LogView(m_lines);
    m_search = new QLineEdit;
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(scaledLength(kSearchWidth, fontMetrics()));
    m_search->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    m_search->addAction(namedIcon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_notFound = new Label(Type::Secondary, Ink::Secondary);
    const auto makeToggle = [this](const char* icon) {
        auto* toggle = new RoomyButton;
        toggle->setCheckable(true);
        toggle->setAutoDefault(false);
        toggle->setIcon(namedIcon(QLatin1String(icon)));
        toggle->setIconSize(scaledIconSize(fontMetrics()));
        return toggle;
    };
    m_follow = makeToggle("go-bottom");
    m_wrap = makeToggle("text-wrap");
    m_times = makeToggle("clock");
    connect(m_search, &QLineEdit::textChanged, this, &LogPanel::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { findNext(true); });
    connect(m_follow, &QPushButton::toggled, m_view, &LogView::setFollowing);
    connect(m_view, &LogView::followingChanged, m_follow, &QPushButton::setChecked);
    connect(m_view, &LogView::followingChanged, this, &LogPanel::statusChanged);
    connect(m_wrap, &QPushButton::toggled, this, [this](bool isOn) {
        m_view->setWrapping(isOn);
        QSettings().setValue(wrapKey(), isOn);
    });
    connect(m_times, &QPushButton::toggled, this, [this](bool isOn) {
        m_view->setTimesShown(isOn);
        QSettings().setValue(timesKey(), isOn);
    });
    m_follow->setChecked(true);
    m_times->setChecked(QSettings().value(timesKey(), true).toBool());
    m_view->setTimesShown(m_times->isChecked());
    m_wrap->setChecked(QSettings().value(wrapKey(), false).toBool());

    auto* bar = new QWidget;
    bar->setFixedHeight(rowHeight(kBar, fontMetrics()));
    auto* controls = new QHBoxLayout(bar);
    controls->setContentsMargins(gap::kPage, 0, gap::kPage, 0);
    controls->setSpacing(gap::kRow);
    controls->addWidget(m_search);
    controls->addWidget(m_notFound);
    controls->addStretch(1);
    for (QPushButton* toggle : {m_follow, m_wrap, m_times})
        controls->addWidget(toggle);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(new Separator(Qt::Horizontal));
    layout->addWidget(m_view, 1);
}

void LogPanel::showContainer(const QString& id, bool isRunning)
{
    const bool isOther = id != m_container;
    // One that was started again writes on in the same log, which has to be followed again.
    const bool isStarted = isRunning && !m_isRunning;
    m_container = id;
    m_isRunning = isRunning;
    if (!isOther && !isStarted)
        return;
    m_isCurrent = false;
    m_failure.clear();
    if (isOther)
        m_view->setFollowing(true);
    if (isVisible())
        read();
    else
        m_lines.clear();
}

void LogPanel::read()
{
    if (m_isCurrent || m_link.state() != HelperLink::State::Present)
        return;
    m_isCurrent = true;
    m_failure.clear();
    m_reader.read(m_container, m_isRunning);
}

void LogPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    read();
}

// Nobody looks: the helper need not follow.
void LogPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous() && m_reader.isReading()) {
        m_reader.stop();
        m_isCurrent = false;
    }
}

void LogPanel::startSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void LogPanel::search()
{
    m_isFound = m_view->search(m_search->text());
    m_notFound->setText(m_isFound ? QString() : tr("not found"));
}

void LogPanel::findNext(bool isForward)
{
    m_isFound = m_search->text().isEmpty() || m_view->findNext(isForward);
    m_notFound->setText(m_isFound ? QString() : tr("not found"));
}

void LogPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::FindNext) || event->matches(QKeySequence::FindPrevious)) {
        findNext(event->matches(QKeySequence::FindNext));
    } else if (event->key() == Qt::Key_Escape && m_search->hasFocus()) {
        m_search->clear();
        m_view->setFocus();
    } else {
        QWidget::keyPressEvent(event);
    }
}

QString LogPanel::statusText() const
{
    if (m_container.isEmpty())
        return {};
    const QString lines = tr("%Ln line(s)", nullptr, m_lines.count());
    return m_reader.isReading() && m_isRunning && m_view->isFollowing()
               //: "13 lines", and the view goes on with each new one
               ? tr("%1, following").arg(lines)
               : lines;
}

void LogPanel::showReading()
{
    m_view->setEmptyText(!m_failure.isEmpty()    ? m_failure
                         : m_container.isEmpty() ? QString()
                         : m_isRunning           ? tr("The container has not written anything yet.")
                                                 : tr("The container has not written anything."));
    emit statusChanged();
}

void LogPanel::showFailure(const QDBusError& error)
{
    const ErrorBar::Message message = errorMessage(tr("The log could not be read"), error);
    m_failure = message.happened + QLatin1Char('\n') + message.cause;
    showReading();
}

void LogPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LogPanel::retranslate()
{
    const auto keys = [](QKeySequence::StandardKey key) {
        return QKeySequence(key).toString(QKeySequence::NativeText);
    };
    m_search->setPlaceholderText(tr("Search in log"));
    m_search->setAccessibleName(tr("Search in log"));
    //: keys of the keyboard
    m_search->setToolTip(tr("%1 to search, %2 for the next place")
                             .arg(keys(QKeySequence::Find), keys(QKeySequence::FindNext)));
    //: the log, as it grows
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Go on with each new line"));
    //: long lines
    m_wrap->setText(tr("Wrap"));
    m_wrap->setToolTip(tr("Continue long lines in the next row"));
    m_times->setText(tr("Timestamps"));
    m_times->setToolTip(tr("Show when each line was written"));
    m_view->setAccessibleName(tr("Log of the container"));
    showReading();
    search();
}

} // namespace onggi
