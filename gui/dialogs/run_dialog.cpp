// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lays the dialog out; what is written in it is checked in run_dialog_check.cpp, running is in
// run_dialog_run.cpp.

#include "gui/dialogs/run_dialog.h"

#include <QApplication>
#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QTimer>

#include "gui/dialogs/bottom_row.h"
#include "gui/dialogs/port_rows.h"
#include "gui/dialogs/run_groups.h"
#include "gui/models/running_job.h"
#include "gui/widgets/content_area.h"
#include "gui/widgets/copy_button.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"
#include "gui/widgets/separator.h"

namespace onggi {
namespace {

constexpr int kWidth = 680;
constexpr int kHeight = 580;
constexpr int kLabelWidth = 88;
constexpr int kCommand = 40;
constexpr int kNameWidth = 338;
constexpr int kShortName = 20; // letters

} // namespace

RunDialog::RunDialog(HelperLink& link, LiveStore& store, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_store(store)
{
    build();
    fillImages();
    connect(m_image, &QComboBox::currentIndexChanged, this, &RunDialog::takeImage);
    connect(m_name, &QLineEdit::textChanged, this, &RunDialog::check);
    connect(m_ports, &PortRows::changed, this, &RunDialog::check);
    connect(m_groups, &RunGroups::changed, this, &RunDialog::check);
    connect(&m_store, &LiveStore::storeChanged, this, &RunDialog::takeStore);
    connect(&m_store, &LiveStore::liveChanged, this, &RunDialog::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, &RunDialog::cancel);
    connect(m_run, &QPushButton::clicked, this, &RunDialog::run);
    retranslate();
}

RunDialog::~RunDialog() = default;

void RunDialog::build()
{
    m_errors = new ErrorBar;
    m_groups = new RunGroups;
    m_cancel = new RoomyButton;
    m_run = new RoomyButton;
    m_run->setIcon(namedIcon(QStringLiteral("media-playback-start")));
    m_run->setDefault(true);
    m_cancel->setAutoDefault(false);

    m_fields = new QWidget;
    auto* fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(gap::kDialog, gap::kDialog, gap::kDialog, gap::kRow);
    fields->setSpacing(gap::kPane);
    fields->addWidget(makeFields());
    fields->addWidget(new Separator(Qt::Horizontal));
    fields->addWidget(m_groups);
    fields->addStretch(1);
    auto* area = new ContentArea;
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setContent(m_fields);
    connect(m_groups, &RunGroups::opened, area, [area](QWidget* group) {
        QTimer::singleShot(0, group, [area, group] { area->ensureWidgetVisible(group, 0, 0); });
    });

    auto* end = new QVBoxLayout;
    end->setContentsMargins(gap::kDialog, 0, gap::kDialog, gap::kDialog);
    end->setSpacing(gap::kPane);
    end->addWidget(new Separator(Qt::Horizontal));
    end->addWidget(makeCommand());
    end->addLayout(bottomRow({}, {m_cancel, m_run}));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_errors);
    layout->addWidget(area, 1);
    layout->addLayout(end);
    const QSize wanted(scaledLength(kWidth, fontMetrics()), scaledLength(kHeight, fontMetrics()));
    resize(wanted.boundedTo(screen()->availableSize()));
}

void RunDialog::addFieldRow(QGridLayout& grid, Label*& label, QWidget* field)
{
    label = new Label(Type::Body, Ink::Secondary);
    label->setBuddy(field);
    label->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0, Qt::AlignTop);
}

QWidget* RunDialog::makeFields()
{
    m_image = new QComboBox; // names may be longer than the dialog is wide
    m_image->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_image->setMinimumContentsLength(kShortName);
    m_imageCheck = new Label(Type::Body, Ink::Failed);
    m_imageCheck->setWordWrap(true);
    m_imageCheck->hide();
    m_name = new QLineEdit;
    m_nameCheck = new Label(Type::Body, Ink::Secondary);
    m_nameCheck->setWordWrap(true);
    m_ports = new PortRows;
    for (QWidget* field : std::initializer_list<QWidget*>{m_image, m_name})
        field->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    m_name->setMaximumWidth(scaledLength(kNameWidth, fontMetrics()));

    auto* widget = new QWidget;
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(gap::kRow);
    grid->setVerticalSpacing(gap::kRow);
    grid->setColumnMinimumWidth(0, kLabelWidth);
    grid->setColumnStretch(1, 1);
    addFieldRow(*grid, m_imageLabel, m_image);
    auto* image = new QVBoxLayout;
    image->setSpacing(gap::kLabel);
    image->addWidget(m_image);
    image->addWidget(m_imageCheck);
    grid->addLayout(image, grid->rowCount() - 1, 1);
    addFieldRow(*grid, m_nameLabel, m_name);
    auto* name = new QHBoxLayout;
    name->setSpacing(gap::kPane);
    name->addWidget(m_name, 2);
    name->addWidget(m_nameCheck, 1);
    grid->addLayout(name, grid->rowCount() - 1, 1);
    addFieldRow(*grid, m_portsLabel, m_ports);
    grid->addWidget(m_ports, grid->rowCount() - 1, 1);
    return widget;
}

QWidget* RunDialog::makeCommand()
{
    m_commandLabel = new Label(Type::Secondary, Ink::Secondary);
    m_permission = new Label(Type::Secondary, Ink::Secondary);
    m_command = new QLineEdit;
    m_command->setReadOnly(true);
    m_command->setFont(fixedFont(QApplication::font(), Type::Secondary));
    m_command->setMinimumHeight(rowHeight(kCommand, fontMetrics()));
    m_copy = new CopyButton;
    m_command->setTextMargins(gap::kRow, 0, m_copy->sizeHint().width() + gap::kRow, 0);
    auto* inside = new QHBoxLayout(m_command);
    inside->setContentsMargins(0, 0, gap::kRow, 0);
    inside->addStretch(1);
    inside->addWidget(m_copy);
    m_commandLabel->setBuddy(m_command);

    auto* widget = new QWidget;
    auto* head = new QHBoxLayout;
    head->addWidget(m_commandLabel);
    head->addStretch(1);
    head->addWidget(m_permission);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_command);
    return widget;
}

void RunDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_fields->setEnabled(!isBusy);
    m_run->setEnabled(!isBusy && m_isGood);
    m_run->setText(isBusy ? tr("Starting…") : tr("Run"));
}

void RunDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void RunDialog::retranslate()
{
    setWindowTitle(tr("Run container"));
    m_imageLabel->setText(tr("Image"));
    m_image->setAccessibleName(tr("Image"));
    m_nameLabel->setText(tr("Name"));
    m_name->setAccessibleName(tr("Name"));
    m_portsLabel->setText(tr("Ports"));
    m_commandLabel->setText(tr("Show as command"));
    m_command->setAccessibleName(tr("The command that does the same"));
    m_copy->setPurpose(tr("Copy the command"));
    m_cancel->setText(tr("Cancel"));
    m_ports->retranslate();
    m_groups->retranslate();
    setBusy(m_isBusy);
    check();
}

} // namespace onggi
