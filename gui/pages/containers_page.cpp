// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lays the page out and keeps its parts in step with the store and with the selection; its actions
// are in containers_page_actions.cpp.

#include "gui/pages/containers_page.h"

#include <algorithm>

#include <QDateTime>
#include <QEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "gui/pages/container_delegate.h"
#include "gui/pages/container_details.h"
#include "gui/pages/log_panel.h"
#include "gui/pages/waiting_label.h"
#include "gui/widgets/action_button.h"
#include "gui/widgets/chip.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "gui/widgets/table_view.h"

namespace onggi {
namespace {

constexpr int kHeader = 48;
constexpr int kFilterWidth = 152;
constexpr int kTableHeight = 194; // header, and four rows
constexpr int kSmallestPane = 160;
constexpr std::int64_t kYoung = 60; // seconds, while each of them is shown
constexpr int kClock = 30'000;
constexpr int kMostNames = 5; // of containers that a bar lists

std::int64_t now()
{
    return QDateTime::currentSecsSinceEpoch();
}

QString splitterKey()
{
    return QStringLiteral("containers/splitter");
}

QString happenedText(ContainerJobs::Verb verb)
{
    switch (verb) {
    case ContainerJobs::Verb::Start:
        return ContainersPage::tr("Not started: %1");
    case ContainerJobs::Verb::Stop:
        return ContainersPage::tr("Not stopped: %1");
    case ContainerJobs::Verb::Kill:
        return ContainersPage::tr("Not killed: %1");
    case ContainerJobs::Verb::Remove:
        break;
    }
    return ContainersPage::tr("Not removed: %1");
}

QString firstNames(const QStringList& names)
{
    const QString first = names.mid(0, kMostNames).join(QLatin1String(", "));
    const int more = static_cast<int>(names.size()) - kMostNames;
    //: %1 is a list of names
    return more <= 0 ? first : ContainersPage::tr("%1 and %n more", nullptr, more).arg(first);
}

} // namespace

ContainersPage::ContainersPage(HelperLink& link, LiveStore& store, QWidget* parent)
    : Page(parent)
    , m_link(link)
    , m_store(store)
    , m_jobs(link)
{
    m_filter.setSourceModel(&m_table);
    m_errors = new ErrorBar;
    m_empty = new EmptyState;
    m_waiting = new WaitingLabel(link, store);
    m_details = new ContainerDetails(link);
    makeActions();
    makeTable();
    m_stack = new QStackedWidget;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_waiting, m_empty, m_splitter})
        m_stack->addWidget(widget);
    layOut(makeHeader(), m_errors, m_stack);

    m_clock = new QTimer(this);
    connect(m_clock, &QTimer::timeout, this, &ContainersPage::showStore);
    connect(&m_store, &LiveStore::storeChanged, this, &ContainersPage::showStore);
    connect(&m_store, &LiveStore::jobsChanged, this, &ContainersPage::showStore);
    connect(&m_store, &LiveStore::failed, this, &ContainersPage::showFailure);
    connect(&m_store, &LiveStore::liveChanged, this, [this](bool isLive) {
        if (isLive)
            m_errors->withdrawOffer();
        enableActions();
    });
    connect(&m_jobs, &ContainerJobs::failed, this, &ContainersPage::showJobFailure);
    connect(m_errors, &ErrorBar::actionRequested, &m_store, &LiveStore::readAgain);
    connect(m_details, &ContainerDetails::statusChanged, this, &Page::summaryChanged);
    retranslate();
    showStore();
}

ContainersPage::~ContainersPage()
{
    m_view->saveColumns();
    QSettings().setValue(splitterKey(), m_splitter->saveState());
}

QWidget* ContainersPage::makeHeader()
{
    m_title = new Label(Type::PageTitle);
    const auto makeChip = [this] {
        auto* chip = new Chip;
        connect(chip, &QPushButton::toggled, this, &ContainersPage::applyFilter);
        return chip;
    };
    m_running = makeChip();
    m_stopped = makeChip();
    m_text = new QLineEdit;
    m_text->setClearButtonEnabled(true);
    m_text->setFixedWidth(scaledLength(kFilterWidth, fontMetrics()));
    m_text->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    m_text->addAction(namedIcon(QStringLiteral("view-filter")), QLineEdit::LeadingPosition);
    connect(m_text, &QLineEdit::textChanged, this, &ContainersPage::applyFilter);

    auto* header = new QWidget;
    header->setFixedHeight(rowHeight(kHeader, fontMetrics()));
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(gap::kPage, 0, gap::kPage, 0);
    layout->setSpacing(gap::kRow);
    layout->addWidget(m_title);
    layout->addSpacing(gap::kRow);
    layout->addWidget(m_running);
    layout->addWidget(m_stopped);
    layout->addStretch(1);
    layout->addWidget(m_text);
    layout->addWidget(new ActionButton(m_run));
    return header;
}

void ContainersPage::makeTable()
{
    m_view = new TableView(QStringLiteral("containers"));
    m_view->setItemDelegate(new ContainerDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setModel(&m_filter);
    m_view->setFirstColumns(
        {{ContainerTable::StateColumn, 104},
         {ContainerTable::ImageColumn, 200},
         {ContainerTable::PortsColumn, 192},
         {ContainerTable::CommandColumn, 200},
         {ContainerTable::CreatedColumn, 104},
         {ContainerTable::IdColumn, 112},
         {ContainerTable::UpForColumn, 96}},
        {ContainerTable::CommandColumn, ContainerTable::CreatedColumn, ContainerTable::IdColumn},
        ContainerTable::StateColumn, Qt::AscendingOrder);
    m_view->restoreColumns();
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ContainersPage::showContextMenu);
    connect(m_view, &QAbstractItemView::doubleClicked, m_showLog, &QAction::trigger);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ContainersPage::showSelection);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ContainersPage::showSelection);

    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_details->setMinimumHeight(scaledLength(kSmallestPane, fontMetrics()));
    const int table = scaledLength(kTableHeight, fontMetrics());
    m_splitter->setSizes({table, 2 * table});
    m_splitter->restoreState(QSettings().value(splitterKey()).toByteArray());
    setContent(m_view);
}

void ContainersPage::showStore()
{
    const int place = m_view->verticalScrollBar()->value();
    m_table.setRows(listContainers(m_store.view(), m_store.jobs()), now());
    m_view->verticalScrollBar()->setValue(place);
    m_hasLoaded = m_hasLoaded || m_store.isLive();
    m_stack->setCurrentWidget(m_table.rowCount() > 0 ? static_cast<QWidget*>(m_splitter)
                              : m_hasLoaded          ? static_cast<QWidget*>(m_empty)
                                                     : static_cast<QWidget*>(m_waiting));
    windClock();
    selectWanted();
    if (currentContainer() == 0 && m_filter.rowCount() > 0)
        m_view->setCurrentIndex(m_filter.index(0, 0));
    showCounts();
    showSelection();
}

// Once a second only while somebody could see the difference.
void ContainersPage::windClock()
{
    const auto isYoung = [](const ContainerListRow& row) {
        return row.isRunning() && now() - row.container.started < kYoung;
    };
    const bool hasRunning = std::ranges::any_of(m_table.rows(), &ContainerListRow::isRunning);
    const int interval = std::ranges::any_of(m_table.rows(), isYoung) ? 1000 : kClock;
    if (!hasRunning || !m_store.isLive())
        m_clock->stop();
    else if (!m_clock->isActive() || m_clock->interval() != interval)
        m_clock->start(interval);
}

// A chip says how many rows it would show.
void ContainersPage::showCounts()
{
    const auto running = std::ranges::count_if(m_table.rows(), &ContainerListRow::isRunning);
    const auto chip = [](const QString& name, qsizetype count) {
        return count == 0 ? name : name + QStringLiteral("  ") + QLocale().toString(count);
    };
    m_running->setText(chip(tr("Running"), running));
    m_stopped->setText(chip(tr("Stopped"), m_table.rowCount() - running));
}

void ContainersPage::selectWanted()
{
    if (m_wanted == 0 || !m_table.find(m_wanted))
        return;
    for (int attempt = 0; attempt < 2; ++attempt) {
        for (int row = 0; row < m_filter.rowCount(); ++row) {
            const QModelIndex index = m_filter.index(row, 0);
            if (index.data(ContainerTable::SerialRole).toULongLong() != m_wanted)
                continue;
            m_wanted = 0;
            // Also while somebody holds a key that would only add to the selection.
            m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                                 QItemSelectionModel::Rows);
            m_view->scrollTo(index);
            return;
        }
        m_running->setChecked(false);
        m_stopped->setChecked(false);
        m_text->clear();
    }
}

void ContainersPage::applyFilter()
{
    m_filter.set(m_running->isChecked(), m_stopped->isChecked(), m_text->text());
}

void ContainersPage::showSelection()
{
    m_details->showContainer(currentRow(), now());
    enableActions();
    emit summaryChanged();
}

void ContainersPage::showFailure(const QDBusError& error)
{
    ErrorBar::Message message = errorMessage(tr("The containers could not be read"), error);
    message.action = tr("Try again");
    m_errors->show(message);
}

// All that one order failed for share the bar.
void ContainersPage::showJobFailure(ContainerJobs::Verb verb, const QString& name,
                                    const QDBusError& error)
{
    ErrorBar::Message message = errorMessage({}, error);
    if (m_errors->isHidden() || verb != m_failures.verb)
        m_failures = {};
    if (m_failures.names.isEmpty())
        m_failures.cause = message.cause;
    else if (m_failures.cause != message.cause)
        m_failures.cause.clear();
    m_failures.verb = verb;
    m_failures.names << name;
    m_failures.details << QStringLiteral("%1: %2").arg(name, message.details);
    message.happened = happenedText(verb).arg(firstNames(m_failures.names));
    message.cause = m_failures.cause;
    if (m_failures.names.size() > 1)
        message.details = m_failures.details.join(QLatin1Char('\n'));
    m_errors->show(message);
}

Serial ContainersPage::currentContainer() const
{
    return m_view->currentIndex().data(ContainerTable::SerialRole).toULongLong();
}

const ContainerListRow* ContainersPage::currentRow() const
{
    return m_table.find(currentContainer());
}

std::vector<Serial> ContainersPage::selectedContainers() const
{
    std::vector<Serial> serials;
    for (const ContainerListRow* row : selectedRows())
        serials.push_back(row->key());
    return serials;
}

std::vector<const ContainerListRow*> ContainersPage::selectedRows() const
{
    QModelIndexList indexes = m_view->selectionModel()->selectedRows();
    std::ranges::sort(indexes, {}, &QModelIndex::row);
    std::vector<const ContainerListRow*> rows;
    for (const QModelIndex& index : indexes) {
        if (const auto* row = m_table.find(index.data(ContainerTable::SerialRole).toULongLong()))
            rows.push_back(row);
    }
    return rows;
}

void ContainersPage::selectContainer(Serial container)
{
    m_wanted = container;
    selectWanted();
}

void ContainersPage::showLog(Serial container)
{
    selectContainer(container);
    m_details->showLog();
}

QString ContainersPage::title() const
{
    return tr("Containers");
}

QString ContainersPage::iconName() const
{
    return QStringLiteral("view-list-details");
}

int ContainersPage::count() const
{
    return m_table.rowCount() == 0 && !m_hasLoaded ? -1 : m_table.rowCount();
}

PageStatus ContainersPage::status() const
{
    if (m_table.rowCount() == 0)
        return {};
    const auto running =
        static_cast<int>(std::ranges::count_if(m_table.rows(), &ContainerListRow::isRunning));
    PageStatus status;
    status.facts << tr("%n container(s)", nullptr, m_table.rowCount())
                 //: containers
                 << tr("%n running", nullptr, running)
                 //: containers
                 << tr("%n stopped", nullptr, m_table.rowCount() - running);
    const auto selected = static_cast<int>(selectedContainers().size());
    status.selection = selected > 1              ? tr("%n selected", nullptr, selected)
                       : m_details->isLogShown() ? m_details->log().statusText()
                                                 : QString();
    return status;
}

void ContainersPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

} // namespace onggi
