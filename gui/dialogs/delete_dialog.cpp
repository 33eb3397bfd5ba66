// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a step of the deletion fails the dialog stays, with the plan of what is left.

#include "gui/dialogs/delete_dialog.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QEvent>
#include <QPushButton>

#include "gui/dialogs/bottom_row.h"
#include "gui/dialogs/deletion_list.h"
#include "gui/dialogs/dialog_size.h"
#include "gui/models/deletion_run.h"
#include "gui/models/deletion_text.h"
#include "gui/models/format.h"
#include "gui/widgets/command_button.h"
#include "gui/widgets/destructive_button.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"

namespace onggi {

DeleteDialog::DeleteDialog(HelperLink& link, LiveStore& store, std::vector<DeletionTarget> targets,
                           QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_store(store)
    , m_deletion(std::move(targets))
{
    build();
    retranslate();
    connect(&m_store, &LiveStore::storeChanged, this, &DeleteDialog::showPlan);
    connect(&m_store, &LiveStore::liveChanged, this, &DeleteDialog::showPlan);
}

DeleteDialog::~DeleteDialog() = default;

void DeleteDialog::build()
{
    m_title = new Label(Type::PageTitle);
    m_freed = new Label(Type::PaneTitle, Ink::Failed);
    m_sentence = new Label(Type::Body, Ink::Secondary);
    m_along = new Label(Type::Body, Ink::Failed);
    for (Label* label : {m_sentence, m_along})
        label->setWordWrap(true);
    m_errors = new ErrorBar;
    m_list = new DeletionList;
    m_nothingElse = new Label(Type::Secondary, Ink::Secondary);
    m_command = new CommandButton;
    m_cancel = new RoomyButton;
    m_cancel->setDefault(true);
    m_delete = new DestructiveButton;
    connect(m_list, &DeletionList::includeRequested, this, &DeleteDialog::include);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_delete, &QPushButton::clicked, this, &DeleteDialog::begin);

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_freed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kDialogMargins);
    layout->setSpacing(gap::kPane);
    layout->addLayout(head);
    layout->addWidget(m_sentence);
    layout->addWidget(m_along);
    layout->addWidget(m_errors);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothingElse);
    layout->addWidget(m_command->line());
    layout->addLayout(bottomRow({m_command}, {m_cancel, m_delete}));
}

void DeleteDialog::include(Serial image)
{
    m_deletion.include(image);
    showPlan();
}

// What was pressed is done as it was shown, so the rows stand still meanwhile.
void DeleteDialog::showPlan()
{
    if (m_isWorking)
        return;
    m_plan = m_deletion.plan(m_store.view());
    m_title->setText(deletionTitle(m_plan));
    m_freed->setText(deletionFreed(m_plan));
    m_freed->setToolTip(exactSizeText(m_plan.removal.freed));
    m_sentence->setText(sentence());
    m_along->setVisible(!m_plan.containers.empty());
    m_along->setText(deletionAlong(m_plan));
    m_list->showPlan(m_store.view(), m_plan, QDateTime::currentSecsSinceEpoch(), false);
    m_command->setCommand(deletionCommand(m_plan));
    m_delete->setText(deletionButton(m_plan));
    m_delete->setEnabled(m_plan.goingCount() > 0 && m_store.isLive());
}

QString DeleteDialog::sentence() const
{
    const auto going = static_cast<int>(m_plan.goingCount());
    const auto kept = static_cast<int>(m_plan.rows.size()) - going;
    if (m_plan.rows.empty())
        return tr("They are gone already.");
    if (kept == 0)
        return tr("Nothing else needs them.");
    if (going == 0)
        return tr("%n kept because something needs it.", nullptr, kept);
    //: %1 and %2 are the sentences "2 can be deleted now" and "2 are kept …"
    return tr("%1, %2").arg(tr("%n can be deleted now", nullptr, going),
                            tr("%n kept because something needs it.", nullptr, kept));
}

void DeleteDialog::begin()
{
    m_errors->clear();
    m_begun = m_plan;
    setWorking(true);
    auto* run = new DeletionRun(m_link, m_plan, &m_link);
    connect(run, &DeletionRun::succeeded, this, &QDialog::accept);
    connect(run, &DeletionRun::failed, this, &DeleteDialog::fail);
    emit begun(run);
}

void DeleteDialog::fail(const QDBusError& error)
{
    setWorking(false);
    ErrorBar::Message message = errorMessage(tr("The images could not be deleted"), error);
    if (!doesTheSame(m_begun, m_plan))
        message.cause += QLatin1Char(' ') + tr("The list shows what would go now.");
    m_errors->show(message);
}

void DeleteDialog::setWorking(bool isWorking)
{
    m_isWorking = isWorking;
    m_delete->setEnabled(!isWorking);
    m_cancel->setEnabled(!isWorking);
    if (isWorking) {
        m_list->showPlan(m_store.view(), m_plan, QDateTime::currentSecsSinceEpoch(), true);
        m_sentence->setText(tr("Deleting…"));
    } else {
        showPlan();
    }
}

void DeleteDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void DeleteDialog::retranslate()
{
    setWindowTitle(tr("Delete images"));
    m_list->setAccessibleName(tr("What will be deleted"));
    m_nothingElse->setText(tr("Nothing else changes."));
    m_cancel->setText(tr("Cancel"));
    showPlan();
}

} // namespace onggi
