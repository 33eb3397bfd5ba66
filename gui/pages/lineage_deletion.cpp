// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/lineage_deletion.h"

#include <algorithm>

#include <QGridLayout>

#include "gui/models/format.h"
#include "gui/models/names.h"
#include "gui/models/removal_text.h"
#include "gui/pages/lineage_legend.h"
#include "gui/widgets/destructive_button.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

QString nameOf(const StoreView& view, const RemovalItem& item)
{
    const auto row = std::ranges::find(view.images, item.image, &ImageRow::serial);
    if (row == view.images.end() || row->tags.empty())
        return QStringLiteral("<none> ") + toText(item.id.shortHex());
    return shownName(*row);
}

} // namespace

LineageDeletion::LineageDeletion(QWidget* parent)
    : QWidget(parent)
    , m_title(new Label(Type::PaneTitle))
    , m_freed(new Label(Type::PaneTitle, Ink::Failed))
    , m_cancel(new QPushButton)
    , m_delete(new DestructiveButton)
    , m_goingMark(new Swatch(SwatchKind::Deleted))
    , m_goingWord(new Label(Type::Secondary, Ink::Secondary))
    , m_going(new Label)
    , m_keptMark(new Swatch(SwatchKind::Kept))
    , m_keptWord(new Label(Type::Secondary, Ink::Secondary))
    , m_kept(new Label)
{
    for (QPushButton* button : std::initializer_list<QPushButton*>{m_cancel, m_delete})
        button->setMinimumHeight(rowHeight(32, fontMetrics()));
    for (Label* label : {m_going, m_kept})
        label->setElided(Qt::ElideRight);
    auto* head = new QHBoxLayout;
    head->setSpacing(gap::kPage);
    head->addWidget(m_title);
    head->addWidget(m_freed);
    head->addStretch(1);
    head->addWidget(m_cancel);
    head->addWidget(m_delete);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(gap::kRow);
    grid->setVerticalSpacing(gap::kRow);
    grid->setColumnStretch(2, 1);
    grid->addWidget(m_goingMark, 0, 0);
    grid->addWidget(m_goingWord, 0, 1);
    grid->addWidget(m_going, 0, 2);
    grid->addWidget(m_keptMark, 1, 0);
    grid->addWidget(m_keptWord, 1, 1);
    grid->addWidget(m_kept, 1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap::kPage, gap::kPane, gap::kPage, gap::kPane);
    layout->setSpacing(gap::kPane);
    layout->addLayout(head);
    layout->addLayout(grid);
    connect(m_cancel, &QPushButton::clicked, this, &LineageDeletion::cancelled);
    connect(m_delete, &QPushButton::clicked, this, &LineageDeletion::confirmed);
    retranslate();
}

void LineageDeletion::showPlan(const StoreView& view, const DeletionPlan& plan, bool isPossible)
{
    QStringList going;
    QStringList kept;
    for (const DeletionRow& row : plan.rows) {
        const QString name = nameOf(view, row.item);
        if (row.item.action == RemovalAction::Keep)
            kept << QStringLiteral("%1  %2").arg(name, reasonText(view, row.item));
        else
            going << QStringLiteral("%1  %2").arg(name, sizeText(row.item.freed));
    }
    const auto count = static_cast<int>(plan.goingCount());
    const QString separator = QStringLiteral("   ");
    m_title->setText(tr("Delete %n image(s)", nullptr, static_cast<int>(plan.rows.size())));
    m_freed->setText(tr("%1 on disk will be freed").arg(sizeText(plan.removal.freed)));
    m_freed->setToolTip(exactSizeText(plan.removal.freed));
    m_going->setText(going.join(separator));
    m_kept->setText(kept.join(separator));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_goingMark, m_goingWord, m_going})
        widget->setVisible(!going.isEmpty());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_keptMark, m_keptWord, m_kept})
        widget->setVisible(!kept.isEmpty());
    m_delete->setText(tr("Delete %n image(s)", "button", count));
    m_delete->setEnabled(count > 0 && isPossible);
}

void LineageDeletion::retranslate()
{
    setAccessibleName(tr("What will be deleted"));
    m_cancel->setText(tr("Cancel"));
    //: before images that will be deleted
    m_goingWord->setText(tr("Deleted"));
    //: before images that were to be deleted and cannot be
    m_keptWord->setText(tr("Kept"));
}

void LineageDeletion::focusCancel()
{
    m_cancel->setFocus(Qt::OtherFocusReason);
}

} // namespace onggi
