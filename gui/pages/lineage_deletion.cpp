// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rows are made anew only where they say something else, so that the keyboard stays where it is
// while the store changes elsewhere.

#include "gui/pages/lineage_deletion.h"

#include <QGridLayout>
#include <QPushButton>

#include "gui/models/deletion_text.h"
#include "gui/models/format.h"
#include "gui/models/removal_text.h"
#include "gui/pages/lineage_legend.h"
#include "gui/widgets/command_button.h"
#include "gui/widgets/destructive_button.h"
#include "gui/widgets/flow_area.h"
#include "gui/widgets/include_button.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"

namespace onggi {
namespace {

constexpr int kMargin = 10; // above and below
constexpr int kGoingRow = 24;
constexpr int kGoingLines = 3;
constexpr int kKeptLines = 3;
constexpr int kHeadWidth = 92;
constexpr int kBetweenRows = 32; // that stand in one line

} // namespace

LineageDeletion::LineageDeletion(QWidget* parent)
    : QWidget(parent)
{
    m_going = makeGroup(SwatchKind::Deleted, kGoingLines, kGoingRow);
    m_kept = makeGroup(SwatchKind::Kept, kKeptLines, kControlHeight);
    m_along = new Label(Type::Body, Ink::Failed);
    m_along->setWordWrap(true);
    m_command = new CommandButton;
    auto* groups = new QGridLayout;
    groups->setHorizontalSpacing(gap::kRow);
    groups->setVerticalSpacing(gap::kRow);
    groups->setColumnMinimumWidth(0, scaledLength(kHeadWidth, fontMetrics()));
    groups->setColumnStretch(1, 1);
    int line = 0;
    for (const Group& group : {m_going, m_kept}) {
        groups->addWidget(group.head, line, 0, Qt::AlignTop);
        groups->addWidget(group.rows, line++, 1, Qt::AlignTop);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap::kPage, kMargin, gap::kPage, kMargin);
    layout->setSpacing(gap::kRow);
    layout->addLayout(makeHead());
    layout->addLayout(groups);
    layout->addWidget(m_along);
    layout->addWidget(m_command->line());
    retranslate();
}

QLayout* LineageDeletion::makeHead()
{
    m_title = new Label(Type::PaneTitle);
    m_freed = new Label(Type::PaneTitle, Ink::Failed);
    m_freed->setElided(Qt::ElideRight);
    m_cancel = new RoomyButton;
    m_delete = new DestructiveButton;
    connect(m_cancel, &QPushButton::clicked, this, &LineageDeletion::cancelled);
    connect(m_delete, &QPushButton::clicked, this, &LineageDeletion::confirmed);
    auto* head = new QHBoxLayout;
    head->setSpacing(gap::kRow);
    head->addWidget(m_title);
    head->addSpacing(gap::kPane);
    head->addWidget(m_freed);
    head->addStretch(1);
    for (QPushButton* button : std::initializer_list<QPushButton*>{m_command, m_cancel, m_delete})
        head->addWidget(button);
    return head;
}

LineageDeletion::Group LineageDeletion::makeGroup(SwatchKind kind, int lines, int height)
{
    Group group;
    group.head = new QWidget;
    group.head->setFixedHeight(rowHeight(height, fontMetrics()));
    group.word = new Label(Type::Body, Ink::Secondary);
    group.rows = new FlowArea({kBetweenRows, gap::kLabel}, lines);
    auto* layout = new QHBoxLayout(group.head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addWidget(new Swatch(kind));
    layout->addWidget(group.word, 1);
    return group;
}

void LineageDeletion::showPlan(const StoreView& view, const DeletionPlan& plan, bool isPossible)
{
    m_title->setText(deletionTitle(plan));
    m_freed->setText(deletionFreed(plan));
    m_freed->setToolTip(exactSizeText(plan.removal.freed));
    m_along->setText(deletionAlong(plan));
    m_along->setVisible(!plan.containers.empty());
    m_command->setCommand(deletionCommand(plan));
    m_delete->setText(deletionButton(plan));
    m_delete->setEnabled(plan.goingCount() > 0 && isPossible);
    showRows(view, plan);
}

void LineageDeletion::showRows(const StoreView& view, const DeletionPlan& plan)
{
    std::vector<QWidget*> going;
    std::vector<QWidget*> kept;
    QStringList words;
    for (const DeletionRow& row : plan.rows) {
        auto& rows = row.item.action == RemovalAction::Keep ? kept : going;
        rows.push_back(makeRow(view, row));
        words << rows.back()->accessibleName() << includeAlong(row);
    }
    for (const Group& group : {m_going, m_kept}) {
        const bool isShown = !(group.rows == m_going.rows ? going : kept).empty();
        group.head->setVisible(isShown);
        group.rows->setVisible(isShown);
    }
    if (words == m_shownRows) {
        for (const auto& rows : {going, kept})
            qDeleteAll(rows);
        return;
    }
    m_shownRows = words;
    m_going.rows->setEntries(going);
    m_kept.rows->setEntries(kept);
}

QWidget* LineageDeletion::makeRow(const StoreView& view, const DeletionRow& row)
{
    const bool isKept = row.item.action == RemovalAction::Keep;
    auto* name = new Label;
    name->setSemibold(true);
    name->setText(itemName(view, row.item));
    name->setElided(Qt::ElideMiddle);
    auto* about = new Label;
    about->setText(isKept ? reasonText(view, row.item) : sizeText(row.item.freed));
    if (isKept)
        about->setElided(Qt::ElideRight);
    else
        about->setToolTip(exactSizeText(row.item.freed));
    auto* widget = new QWidget;
    widget->setFixedHeight(rowHeight(isKept ? kControlHeight : kGoingRow, fontMetrics()));
    auto* layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addWidget(name);
    layout->addWidget(about);
    QStringList words{name->text(), about->text()};
    if (isKept) {
        auto* include = new IncludeButton(row, name->text());
        //: what a button includes, and the bytes that would come back for it: "Include, +77.4 MB"
        include->setText(tr("%1, +%2").arg(includeText(row), sizeText(row.ifIncluded)));
        connect(include, &IncludeButton::includeRequested, this,
                &LineageDeletion::includeRequested);
        layout->addWidget(include);
        words << include->text();
    }
    widget->setAccessibleName(words.join(QLatin1String(", ")));
    return widget;
}

void LineageDeletion::retranslate()
{
    setAccessibleName(tr("What will be deleted"));
    m_cancel->setText(tr("Cancel"));
    //: before images that will be deleted
    m_going.word->setText(tr("Deleted"));
    //: before images that were to be deleted and cannot be
    m_kept.word->setText(tr("Kept"));
}

void LineageDeletion::focusCancel()
{
    m_cancel->setFocus(Qt::OtherFocusReason);
}

} // namespace onggi
