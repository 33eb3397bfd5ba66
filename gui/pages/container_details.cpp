// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/container_details.h"

#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QStackedWidget>
#include <QTabBar>

#include "containers_interface.h"
#include "gui/models/container_table.h"
#include "gui/pages/container_delegate.h"
#include "gui/pages/container_overview.h"
#include "gui/pages/log_panel.h"
#include "gui/widgets/action_button.h"
#include "gui/widgets/copy_button.h"
#include "gui/widgets/glyph_label.h"
#include "gui/widgets/separator.h"
#include "helper/api/convert.h"

namespace onggi {

ContainerDetails::ContainerDetails(HelperLink& link, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
{
    build();
    connect(&m_link, &HelperLink::stateChanged, this, &ContainerDetails::inspect);
    connect(m_log, &LogPanel::statusChanged, this, &ContainerDetails::statusChanged);
    retranslate();
    refresh();
}

ContainerDetails::~ContainerDetails() = default;

void ContainerDetails::build()
{
    m_nothing = new Label(Type::Body, Ink::Secondary);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_name = new Label(Type::PaneTitle);
    m_name->setElided(Qt::ElideMiddle);
    m_state = new GlyphLabel;
    m_id = new Label(Type::Secondary, Ink::Secondary);
    m_id->setFixedWidthFont(true);
    m_copyId = new CopyButton;
    m_tabs = new QTabBar;
    m_tabs->setDrawBase(false);
    m_tabs->setDocumentMode(true);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    for (int tab = 0; tab < TabCount; ++tab)
        m_tabs->addTab(QString());
    m_overview = new ContainerOverview;
    m_log = new LogPanel(m_link);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_overview);
    m_pages->addWidget(m_log);
    connect(m_tabs, &QTabBar::currentChanged, this, &ContainerDetails::showTab);

    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(gap::kRow);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(gap::kPage, 0, gap::kPage, 0);
    head->setSpacing(gap::kRow);
    head->addWidget(m_name);
    head->addWidget(m_id);
    head->addWidget(m_copyId);
    head->addSpacing(gap::kRow);
    head->addWidget(m_state);
    head->addStretch(1);
    head->addLayout(m_buttons);
    auto* tabs = new QHBoxLayout;
    tabs->setContentsMargins(gap::kRow, 0, gap::kPage, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);

    m_content = new QWidget;
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, gap::kPane, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addSpacing(gap::kRow);
    column->addLayout(tabs);
    column->addWidget(new Separator(Qt::Horizontal));
    column->addWidget(m_pages, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_content);
    layout->addWidget(m_nothing);
}

void ContainerDetails::addActionButton(QAction* action)
{
    m_buttons->addWidget(new ActionButton(action));
}

void ContainerDetails::showContainer(const ContainerListRow* row, std::int64_t now)
{
    const ContainerListRow shown = row ? *row : ContainerListRow();
    const bool isOther = shown.key() != m_row.key();
    const bool isSame = shown == m_row;
    m_row = shown;
    m_now = now;
    if (isOther)
        m_overview->showInspected({});
    refresh();
    if (!isSame)
        inspect();
}

void ContainerDetails::refresh()
{
    const bool isThere = m_row.key() != 0;
    m_content->setVisible(isThere);
    m_nothing->setVisible(!isThere);
    const ContainerRow& container = m_row.container;
    m_log->showContainer(toText(container.id), m_row.isRunning());
    if (!isThere)
        return;
    m_name->setText(toText(container.name));
    m_id->setText(toText(container.id.substr(0, 12)));
    m_copyId->setCopiedText(toText(container.id));
    m_state->setState(containerShape(container.state, m_row.change), stateText(m_row));
    m_overview->showContainer(m_row, m_now);
}

void ContainerDetails::showTab()
{
    m_pages->setCurrentIndex(m_tabs->currentIndex());
    emit statusChanged();
}

void ContainerDetails::showLog()
{
    m_tabs->setCurrentIndex(Log);
}

bool ContainerDetails::isLogShown() const
{
    return m_row.key() != 0 && m_tabs->currentIndex() == Log;
}

// What is not in the list; a refusal leaves it out.
void ContainerDetails::inspect()
{
    m_inspection.reset();
    if (m_row.key() == 0 || m_link.state() != HelperLink::State::Present)
        return;
    m_inspection = std::make_unique<QDBusPendingCallWatcher>(
        m_link.containers().Inspect(toText(m_row.container.id)));
    connect(m_inspection.get(), &QDBusPendingCallWatcher::finished, this, [this] {
        const QDBusPendingReply<QByteArray> reply = *m_inspection;
        m_inspection.release()->deleteLater();
        if (!reply.isError())
            m_overview->showInspected(reply.value());
    });
}

void ContainerDetails::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
        inspect();
    }
    QWidget::changeEvent(event);
}

void ContainerDetails::retranslate()
{
    m_nothing->setText(tr("Select a container to see what it is and what it says."));
    m_copyId->setPurpose(tr("Copy the whole id"));
    m_tabs->setAccessibleName(tr("Details of the container"));
    m_tabs->setTabText(Overview, tr("Overview"));
    m_tabs->setTabText(Log, tr("Log"));
    m_overview->setAccessibleName(tr("Overview"));
    m_overview->retranslate();
}

void ContainerDetails::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), Colours::of(QApplication::palette()).window);
}

} // namespace onggi
