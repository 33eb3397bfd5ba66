// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lays the dialog out and says what stands in it; how the plan comes about is in
// free_dialog_plan.cpp. What is wanted is kept in bytes: the box rounds it, the slider has only so
// many places.

#include "gui/dialogs/free_dialog.h"

#include <algorithm>
#include <cmath>

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateTime>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include "engine/lineage/sizes.h"
#include "gui/dialogs/bottom_row.h"
#include "gui/dialogs/deletion_list.h"
#include "gui/dialogs/dialog_size.h"
#include "gui/models/deletion_text.h"
#include "gui/models/format.h"
#include "gui/widgets/command_button.h"
#include "gui/widgets/destructive_button.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kMostHeight = 560;
constexpr int kSmallestSlider = 120;
constexpr int kPlaces = 1000; // of the slider
constexpr int kMostNames = 8; // of containers
constexpr double kMostAmount = 9'999'999;

// Of the box, by what there is to be freed.
struct Unit {
    const char* name;
    double bytes;
    int decimals;
};

Unit unitFor(Bytes most)
{
    return most.count() < 1'000'000'000 ? Unit{"MB", 1e6, 1} : Unit{"GB", 1e9, 2};
}

Bytes rounded(double bytes)
{
    return Bytes(static_cast<std::uint64_t>(std::llround(bytes)));
}

} // namespace

FreeDialog::FreeDialog(HelperLink& link, LiveStore& store, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_store(store)
{
    build();
    m_most = storeTotals(store.view(), store.forest()).reclaimable;
    m_wanted = Bytes(m_most.count() / 2);
    connect(&m_planner, &FreeingPlanner::planned, this, &FreeDialog::takeAnswer);
    connect(&m_store, &LiveStore::storeChanged, this, &FreeDialog::takeStore);
    connect(&m_store, &LiveStore::liveChanged, this, &FreeDialog::enable);
    m_planner.setStore(m_store.view());
    plan();
    retranslate();
}

FreeDialog::~FreeDialog() = default;

void FreeDialog::build()
{
    m_title = new Label(Type::PageTitle);
    m_freed = new Label(Type::PaneTitle, Ink::Failed);
    m_isTaggedSpared = new QCheckBox;
    m_sentence = new Label(Type::Body, Ink::Secondary);
    m_change = new Label(Type::Body, Ink::Warning);
    m_kept = new Label(Type::Secondary, Ink::Secondary);
    for (Label* label : {m_sentence, m_change, m_kept})
        label->setWordWrap(true);
    m_change->hide();
    m_errors = new ErrorBar;
    m_list = new DeletionList;
    m_command = new CommandButton;
    connect(m_isTaggedSpared, &QCheckBox::toggled, this, &FreeDialog::plan);

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_freed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kDialogMargins);
    layout->setSpacing(gap::kPane);
    layout->addLayout(head);
    layout->addLayout(makeAmount());
    layout->addWidget(m_isTaggedSpared);
    layout->addWidget(m_sentence);
    layout->addWidget(m_change);
    layout->addWidget(m_errors);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_kept);
    layout->addWidget(m_command->line());
    layout->addLayout(makeButtons());
}

QLayout* FreeDialog::makeAmount()
{
    m_amountName = new Label;
    m_amount = new QDoubleSpinBox;
    m_amount->setRange(0, kMostAmount);
    m_amount->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    m_amount->setAlignment(Qt::AlignRight);
    m_amountName->setBuddy(m_amount);
    m_share = new QSlider(Qt::Horizontal);
    m_share->setRange(0, kPlaces);
    m_share->setPageStep(kPlaces / 10);
    m_share->setMinimumWidth(scaledLength(kSmallestSlider, fontMetrics()));
    m_mostText = new Label(Type::Secondary, Ink::Secondary);
    connect(m_amount, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { setWanted(rounded(value * unitFor(m_most).bytes)); });
    connect(m_share, &QSlider::valueChanged, this, [this](int place) {
        const double share = static_cast<double>(place) / kPlaces;
        setWanted(place == kPlaces ? m_most : rounded(static_cast<double>(m_most.count()) * share));
    });
    auto* row = new QHBoxLayout;
    row->setSpacing(gap::kPane);
    row->addWidget(m_amountName);
    row->addWidget(m_amount);
    row->addWidget(m_share, 1);
    row->addWidget(m_mostText);
    return row;
}

QLayout* FreeDialog::makeButtons()
{
    m_cancel = new RoomyButton;
    m_cancel->setAutoDefault(false); // Enter ends the amount that is typed, and no more
    m_delete = new DestructiveButton;
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_delete, &QPushButton::clicked, this, &FreeDialog::begin);
    return bottomRow({m_command}, {m_cancel, m_delete});
}

void FreeDialog::showWanted()
{
    const Unit unit = unitFor(m_most);
    const QSignalBlocker quietAmount(m_amount);
    const QSignalBlocker quietShare(m_share);
    const double bytes = static_cast<double>(m_wanted.count());
    const QString suffix = QChar(0xa0) + QString::fromLatin1(unit.name);
    // All of these write its text anew, which somebody may be in the midst of.
    if (m_amount->suffix() != suffix) {
        m_amount->setDecimals(unit.decimals);
        m_amount->setSuffix(suffix);
    }
    if (rounded(m_amount->value() * unit.bytes) != m_wanted)
        m_amount->setValue(bytes / unit.bytes);
    const double share = m_most == Bytes() ? 0 : bytes / static_cast<double>(m_most.count());
    m_share->setValue(static_cast<int>(std::min(1.0, share) * kPlaces));
    //: behind an amount that is wanted: all that there is
    m_mostText->setText(tr("of %1").arg(sizeText(m_most)));
    m_mostText->setToolTip(exactSizeText(m_most));
}

void FreeDialog::showAnswer()
{
    if (!m_answer) {
        m_sentence->setText(tr("Looking for what can go…"));
        m_delete->setText(deletionButton({}));
        grow();
        return;
    }
    const DeletionPlan& plan = m_answer->deletion;
    m_freed->setText(deletionFreed(plan));
    m_freed->setToolTip(exactSizeText(plan.removal.freed));
    m_sentence->setText(sentence());
    m_list->showPlan(*m_answer->view, plan, QDateTime::currentSecsSinceEpoch(), m_isWorking);
    m_kept->setText(keptText());
    m_kept->setVisible(!m_kept->text().isEmpty());
    m_command->setCommand(deletionCommand(plan));
    m_delete->setText(deletionButton(plan));
    enable();
    grow();
}

void FreeDialog::grow()
{
    growToContents(*this, scaledLength(kMostHeight, fontMetrics()));
}

void FreeDialog::enable()
{
    m_delete->setEnabled(m_isPlanned && !m_isWorking && m_answer->deletion.goingCount() > 0 &&
                         m_store.isLive());
    m_cancel->setEnabled(!m_isWorking);
    for (QWidget* control : std::initializer_list<QWidget*>{m_amount, m_share, m_isTaggedSpared})
        control->setEnabled(!m_isWorking);
}

QString FreeDialog::sentence() const
{
    const FreeingPlan& freeing = m_answer->freeing;
    if (m_isWorking)
        return tr("Deleting…");
    if (freeing.most == Bytes())
        return tr("There is nothing unused to delete.");
    if (!freeing.isEnough)
        //: %1: bytes
        return tr("That is not enough: no more than %1 can be freed.").arg(sizeText(freeing.most));
    if (freeing.plan.items.empty())
        return tr("Nothing has to go for that.");
    if (freeing.isBest)
        return tr("No choice of images frees enough and less than this.");
    //: %1: bytes
    return tr("Whatever frees enough frees at least %1.").arg(sizeText(freeing.bound));
}

QString FreeDialog::keptText() const
{
    if (m_answer->kept == 0)
        return {};
    QStringList names = toTexts(m_answer->containers);
    if (names.size() > kMostNames)
        names = names.mid(0, kMostNames) << QStringLiteral("…");
    //: %1: names of containers
    return tr("%n image(s) stay for these containers: %1", nullptr, m_answer->kept)
        .arg(names.join(QLatin1String(", ")));
}

void FreeDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void FreeDialog::retranslate()
{
    setWindowTitle(tr("Free disk space"));
    m_title->setText(tr("Free disk space"));
    //: before an amount
    m_amountName->setText(tr("At least"));
    m_amount->setAccessibleName(tr("At least"));
    m_share->setAccessibleName(tr("Share of what can be freed"));
    m_isTaggedSpared->setText(tr("Only images without a tag"));
    m_change->setText(tr("The images have changed meanwhile. This is what would go now."));
    m_list->setAccessibleName(tr("What will be deleted"));
    m_cancel->setText(tr("Cancel"));
    showWanted();
    showAnswer();
}

} // namespace onggi
