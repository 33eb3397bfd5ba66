// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/activity_page.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QDateTime>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>

#include "gui/models/format.h"
#include "gui/models/job_result.h"
#include "gui/models/job_text.h"
#include "gui/pages/job_table_view.h"
#include "gui/pages/side_pane.h"
#include "gui/widgets/action_button.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/job_view.h"
#include "gui/widgets/label.h"
#include "helper/api/names.h"

namespace onggi {
namespace {

constexpr int kHeader = 48;
constexpr int kFilterWidth = 152;
constexpr int kClockSeconds = 60;

// Behind the pane, as behind the table.
class Pane : public QWidget {
protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).fillRect(rect(), Colours::of(QApplication::palette()).base);
    }
};

// What the window asks while somebody types a name is no work of theirs.
std::map<qulonglong, wire::Job> shownJobs(const LiveStore& store)
{
    std::map<qulonglong, wire::Job> shown;
    for (const auto& [number, job] : store.jobs()) {
        if (!isLookUp(job))
            shown.emplace(number, job);
    }
    return shown;
}

} // namespace

ActivityPage::ActivityPage(HelperLink& link, LiveStore& store, QWidget* parent)
    : Page(parent)
    , m_link(link)
    , m_store(store)
{
    m_filter.setSourceModel(&m_table);
    m_filter.setSortRole(JobTable::SortRole);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    makeActions();
    m_empty = new EmptyState;
    makeTable();
    m_side = new SidePane(QStringLiteral("activity"), *this, m_view, makePane());
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_side);
    layOut(makeHeader(), nullptr, m_stack);
    m_clock = new QTimer(this);
    m_clock->setInterval(kClockSeconds * 1000);
    connect(m_clock, &QTimer::timeout, this, &ActivityPage::showJobs);
    connect(&m_store, &LiveStore::jobsChanged, this, &ActivityPage::showJobs);
    retranslate();
    showJobs();
}

ActivityPage::~ActivityPage()
{
    m_view->saveColumns();
    m_side->save();
}

QWidget* ActivityPage::makeHeader()
{
    m_title = new Label(Type::PageTitle);
    m_text = new QLineEdit;
    m_text->setClearButtonEnabled(true);
    m_text->setFixedWidth(scaledLength(kFilterWidth, fontMetrics()));
    m_text->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    m_text->addAction(namedIcon(QStringLiteral("view-filter")), QLineEdit::LeadingPosition);
    connect(m_text, &QLineEdit::textChanged, &m_filter,
            &QSortFilterProxyModel::setFilterFixedString);
    auto* header = new QWidget;
    header->setFixedHeight(rowHeight(kHeader, fontMetrics()));
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(gap::kPage, 0, gap::kPage, 0);
    layout->addWidget(m_title);
    layout->addStretch(1);
    layout->addWidget(m_text);
    return header;
}

void ActivityPage::makeTable()
{
    m_view = new JobTableView;
    m_view->setModel(&m_filter);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->restoreColumns();
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ActivityPage::showContextMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ActivityPage::showCurrent);
    setContent(m_view);
}

QWidget* ActivityPage::makePane()
{
    m_nothing = new Label(Type::Body, Ink::Secondary);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_name = new Label(Type::PaneTitle);
    m_name->setElided(Qt::ElideMiddle);
    m_state = new Label(Type::Secondary, Ink::Secondary);
    m_state->setWordWrap(true);
    m_error = new ErrorBar;
    m_progress = new JobView;
    m_result = new Label;
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_pauseButton = new ActionButton(m_pause);
    m_cancelButton = new ActionButton(m_cancel);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(gap::kRow);
    buttons->addWidget(m_pauseButton);
    buttons->addWidget(m_cancelButton);
    buttons->addStretch(1);

    m_content = new QWidget;
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(gap::kPage, gap::kPane, gap::kPage, gap::kPage);
    column->setSpacing(gap::kPane);
    column->addWidget(m_name);
    column->addWidget(m_state);
    column->addWidget(m_error);
    column->addWidget(m_result);
    column->addWidget(m_progress, 1);
    column->addLayout(buttons);
    column->addStretch(0);
    auto* pane = new Pane;
    auto* layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_content);
    layout->addWidget(m_nothing);
    return pane;
}

void ActivityPage::makeActions()
{
    m_find = new QAction(this);
    m_find->setShortcut(QKeySequence::Find);
    m_find->setIcon(namedIcon(QStringLiteral("view-filter")));
    connect(m_find, &QAction::triggered, this, [this] {
        m_text->setFocus(Qt::ShortcutFocusReason);
        m_text->selectAll();
    });
    m_cancel = new QAction(this);
    m_cancel->setShortcut(QKeySequence::Delete);
    connect(m_cancel, &QAction::triggered, this, [this] { orderCurrent(JobOrder::Cancel); });
    m_pause = new QAction(this);
    m_pause->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    connect(m_pause, &QAction::triggered, this, [this] {
        const wire::Job* row = currentRow();
        if (row)
            orderCurrent(isPaused(*row) ? JobOrder::Resume : JobOrder::Pause);
    });
    for (QAction* action : {m_pause, m_cancel, m_find}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
}

void ActivityPage::showJobs()
{
    const int place = m_view->verticalScrollBar()->value();
    m_table.setJobs(shownJobs(m_store), QDateTime::currentSecsSinceEpoch());
    m_view->verticalScrollBar()->setValue(place);
    const bool isEmpty = m_table.rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_side);
    if (isEmpty)
        m_clock->stop();
    else if (!m_clock->isActive())
        m_clock->start();
    if (!m_view->currentIndex().isValid() && m_filter.rowCount() > 0)
        m_view->setCurrentIndex(m_filter.index(0, 0));
    showCurrent();
    emit summaryChanged();
}

const wire::Job* ActivityPage::currentRow() const
{
    return m_table.job(m_filter.mapToSource(m_view->currentIndex()));
}

qulonglong ActivityPage::currentJob() const
{
    const wire::Job* row = currentRow();
    return row ? row->number : 0;
}

void ActivityPage::selectJob(qulonglong number)
{
    if (selectRow(number) || !m_store.jobs().contains(number))
        return;
    m_text->clear();
    selectRow(number);
}

bool ActivityPage::selectRow(qulonglong number)
{
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        const QModelIndex index = m_filter.index(row, 0);
        if (index.data(JobTable::NumberRole).toULongLong() == number) {
            m_view->setCurrentIndex(index);
            m_view->scrollTo(index);
            return true;
        }
    }
    return false;
}

void ActivityPage::selectTransfer()
{
    qulonglong newest = 0;
    for (const auto& [number, job] : m_store.jobs()) {
        if (isTransfer(job) && !hasEnded(job))
            newest = number;
    }
    selectJob(newest);
}

// The steps are asked for once, and once more when the job has ended: then there is a result.
void ActivityPage::followCurrent()
{
    const wire::Job* row = currentRow();
    const qulonglong number = row ? row->number : 0;
    const bool isKnown = m_steps && m_steps->number() == number && m_hadEnded == hasEnded(*row);
    if (isKnown || m_link.state() != HelperLink::State::Present)
        return;
    m_steps.reset();
    m_error->clear();
    if (!row)
        return;
    m_hadEnded = hasEnded(*row);
    m_steps = std::make_unique<JobSteps>(m_link, number);
    connect(m_steps.get(), &JobSteps::changed, this, &ActivityPage::showCurrent);
}

void ActivityPage::showCurrent()
{
    const wire::Job* row = currentRow();
    m_content->setVisible(row);
    m_nothing->setVisible(!row);
    m_cancel->setEnabled(row && !hasEnded(*row) && row->isCancelable);
    showPause(row);
    if (!row)
        return;
    followCurrent();
    const bool isOver = hasEnded(*row);
    m_name->setText(titleText(*row));
    const QString started = timeText(row->started);
    m_state->setText(isOver ? tr("Started %1, ended %2").arg(started, timeText(row->ended))
                            : tr("Started %1").arg(started));
    m_cancelButton->setVisible(!isOver);
    m_pauseButton->setVisible(isPausable(*row));
    const bool isFollowed = m_steps && m_steps->number() == row->number;
    m_progress->showJob(*row, isFollowed ? m_steps->parts() : std::vector<JobPart>());
    const QStringList result =
        isFollowed ? resultTexts(row->kind, m_steps->result()) : QStringList();
    m_result->setText(result.join(QLatin1Char('\n')));
    m_result->setVisible(!result.isEmpty());
    if (isFollowed && m_steps->error().isValid() && !m_error->isVisibleTo(m_content))
        showError(titleText(*row));
}

void ActivityPage::showError(const QString& title)
{
    //: %1: a job, "Pull nginx:1.29"
    ErrorBar::Message message = errorMessage(tr("%1: failed").arg(title), m_steps->error());
    const wire::Failure& failure = m_steps->failure();
    for (const QString& line : {failure.subject, failure.detail}) {
        if (!line.isEmpty())
            message.details += QLatin1Char('\n') + line;
    }
    m_error->show(message);
}

void ActivityPage::orderCurrent(JobOrder order)
{
    orderJob(m_link, currentJob(), order, this, [this, order](const QDBusError& error) {
        m_error->show(errorMessage(refusedText(order), error));
    });
}

void ActivityPage::showPause(const wire::Job* row)
{
    const bool resumes = row && isPaused(*row);
    m_pause->setEnabled(row && isPausable(*row));
    const QString text = resumes ? tr("Resume") : tr("Pause");
    if (m_pause->text() == text)
        return;
    m_pause->setText(text);
    m_pause->setIcon(namedIcon(resumes ? QStringLiteral("media-playback-start")
                                       : QStringLiteral("media-playback-pause")));
}

void ActivityPage::showContextMenu(const QPoint& place)
{
    if (!m_view->indexAt(place).isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_pause);
    menu->addAction(m_cancel);
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

QString ActivityPage::title() const
{
    return tr("Activity");
}

QString ActivityPage::iconName() const
{
    return QStringLiteral("clock");
}

int ActivityPage::count() const
{
    int running = 0;
    for (const auto& [number, job] : m_store.jobs())
        running += hasEnded(job) || isLookUp(job) ? 0 : 1;
    return running == 0 ? -1 : running;
}

PageStatus ActivityPage::status() const
{
    PageStatus status;
    const int running = qMax(0, count());
    const auto ended = m_table.rowCount() - running;
    if (m_table.rowCount() == 0)
        return status;
    status.facts = {tr("%n running", nullptr, running), tr("%n ended", nullptr, ended)};
    return status;
}

void ActivityPage::keyPressEvent(QKeyEvent* event)
{
    if (m_side->takeKey(*event, currentJob() != 0))
        return;
    if (event->key() == Qt::Key_Escape && m_text->hasFocus()) {
        m_text->clear();
        m_view->setFocus();
        return;
    }
    Page::keyPressEvent(event);
}

void ActivityPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void ActivityPage::retranslate()
{
    m_title->setText(title());
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Filter jobs"));
    m_text->setToolTip(tr("What the jobs work on (%1)")
                           .arg(m_find->shortcut().toString(QKeySequence::NativeText)));
    m_view->setAccessibleName(tr("Activity"));
    m_view->setEmptyText(tr("No job matches the filter."));
    m_nothing->setText(tr("Select a job to see how far it is."));
    m_empty->setText(tr("Nothing is going on"),
                     tr("Transfers and everything else that takes time stand here while they run, "
                        "whoever has started them, and for a while afterwards."));
    m_find->setText(tr("Filter jobs"));
    m_cancel->setText(tr("Cancel"));
    m_progress->retranslate();
    m_table.retranslate();
    m_error->clear(); // what a job failed of is said again in the language of now
    showCurrent();
}

} // namespace onggi
