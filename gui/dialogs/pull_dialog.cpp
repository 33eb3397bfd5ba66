// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lays the dialog out and says what stands in it; what it says of a name is in
// pull_dialog_look_up.cpp, what it does in pull_dialog_run.cpp.

#include "gui/dialogs/pull_dialog.h"

#include <set>

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QStringListModel>

#include "engine/image/platform.h"
#include "gui/dialogs/bottom_row.h"
#include "gui/dialogs/dialog_size.h"
#include "gui/dialogs/job_progress.h"
#include "gui/dialogs/pull_plan_view.h"
#include "gui/models/names.h"
#include "gui/models/typed_reference.h"
#include "gui/widgets/choice_box.h"
#include "gui/widgets/command_button.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kWidth = 760;
constexpr int kSmallestWidth = 440;
// What registries have most.
constexpr const char* kPlatforms[] = {"linux/amd64",   "linux/arm64", "linux/arm/v7", "linux/386",
                                      "linux/ppc64le", "linux/s390x", "linux/riscv64"};

QString hostPlatform()
{
    const Platform host = Platform::host();
    return toText(host.os + "/" + host.architecture);
}

} // namespace

PullDialog::PullDialog(HelperLink& link, LiveStore& store, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_store(store)
    , m_lookUp(link)
{
    build();
    fillPlatforms();
    fillPolicies();
    completeNames();
    retranslate();
    setState(State::Asking);
    connect(&m_link, &HelperLink::stateChanged, this, &PullDialog::lookUpAgain);
    connect(&m_store, &LiveStore::storeChanged, this, &PullDialog::showPlan);
    connect(&m_lookUp, &PullLookUp::changed, this, &PullDialog::showLookUp);
    connect(m_errors, &ErrorBar::actionRequested, this, &PullDialog::signIn);
}

PullDialog::~PullDialog() = default;

void PullDialog::build()
{
    m_errors = new ErrorBar;
    m_stack = new QStackedWidget;
    m_stack->addWidget(makeQuestion());
    m_progress = new JobProgress(m_link, m_store);
    m_stack->addWidget(m_progress);
    connect(m_progress, &JobProgress::changed, this, [this] {
        m_cancel->setEnabled(m_progress->isCancelable());
        showPause();
    });
    connect(m_progress, &JobProgress::succeeded, this, &PullDialog::takeResult);
    connect(m_progress, &JobProgress::failed, this, &PullDialog::takeFailure);
    connect(m_progress, &JobProgress::cancelled, this, &PullDialog::leave);
    connect(m_progress, &JobProgress::refused, this,
            [this](const QString& happened, const QDBusError& error) {
                m_errors->show(errorMessage(happened, error));
            });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kDialogMargins);
    layout->setSpacing(gap::kPane);
    layout->addWidget(m_errors);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_command->line());
    layout->addSpacing(gap::kLabel);
    layout->addLayout(makeButtons());
    setFirstSize(*this, kWidth, kSmallestWidth);
}

QLayout* PullDialog::makeButtons()
{
    m_pause = new RoomyButton;
    m_cancel = new RoomyButton;
    m_close = new RoomyButton;
    m_pull = new RoomyButton;
    connect(m_pause, &QPushButton::clicked, m_progress, &JobProgress::pauseOrResume);
    connect(m_cancel, &QPushButton::clicked, m_progress, &JobProgress::cancel);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_pull, &QPushButton::clicked, this, &PullDialog::begin);
    for (QPushButton* button : {m_pause, m_cancel, m_close, m_pull})
        button->setAutoDefault(false);
    m_pause->setIconSize(scaledIconSize(fontMetrics()));
    return bottomRow({m_command, m_pause, m_cancel}, {m_close, m_pull});
}

QWidget* PullDialog::makeQuestion()
{
    m_fieldName = new Label(Type::Secondary, Ink::Secondary);
    m_field = new QLineEdit;
    m_field->addAction(namedIcon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_field->setClearButtonEnabled(true);
    m_platform = new QComboBox;
    m_meaning = new Label(Type::Body, Ink::Secondary);
    m_meaning->setWordWrap(true);
    m_isInsecure = new QCheckBox;
    m_lookUpText = new Label;
    m_lookUpText->setWordWrap(true);
    m_plan = new PullPlanView;
    m_plan->hide();
    m_command = new CommandButton;
    for (QWidget* control : std::initializer_list<QWidget*>{m_field, m_platform})
        control->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    connect(m_field, &QLineEdit::textChanged, this, &PullDialog::lookUp);
    connect(m_platform, &QComboBox::currentIndexChanged, this, &PullDialog::lookUp);
    connect(m_isInsecure, &QCheckBox::toggled, this, &PullDialog::lookUp);

    auto* question = new QWidget;
    auto* row = new QHBoxLayout;
    row->setSpacing(gap::kRow);
    row->addWidget(m_field, 1);
    row->addWidget(m_platform);
    auto* layout = new QVBoxLayout(question);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addWidget(m_fieldName);
    layout->addLayout(row);
    layout->addWidget(m_meaning);
    layout->addLayout(makeChoices());
    layout->addWidget(m_isInsecure);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(m_lookUpText);
    layout->addWidget(m_plan, 1);
    layout->addStretch(0);
    return question;
}

QLayout* PullDialog::makeChoices()
{
    m_policy = new ChoiceBox;
    m_access = new Label(Type::Secondary, Ink::Secondary);
    m_access->setElided(Qt::ElideMiddle);
    m_access->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_signIn = new RoomyButton;
    m_signIn->setAutoDefault(false);
    connect(m_policy, &QComboBox::currentIndexChanged, this, &PullDialog::lookUp);
    connect(m_signIn, &QPushButton::clicked, this, &PullDialog::signIn);
    auto* row = new QHBoxLayout;
    row->setSpacing(gap::kRow);
    row->addWidget(m_policy);
    row->addWidget(m_access, 1);
    row->addWidget(m_signIn);
    return row;
}

void PullDialog::fillPlatforms()
{
    const QString host = hostPlatform();
    m_platform->addItem(host);
    for (const char* platform : kPlatforms) {
        if (host != QLatin1String(platform))
            m_platform->addItem(QLatin1String(platform));
    }
}

// What the helper may do if the image is here. Their words are set by retranslate().
void PullDialog::fillPolicies()
{
    for (const char* policy : {"", "missing", "newer", "never"})
        m_policy->addItem(QString(), QLatin1String(policy));
}

// From the repositories that the store knows.
void PullDialog::completeNames()
{
    std::set<QString> names;
    for (const ImageRow& image : m_store.view().images) {
        for (const std::string& tag : image.tags)
            names.insert(shownName(tag));
    }
    auto* completer = new QCompleter(QStringList(names.begin(), names.end()), m_field);
    completer->setFilterMode(Qt::MatchContains);
    m_field->setCompleter(completer);
}

void PullDialog::setReference(const QString& reference)
{
    m_field->setText(reference);
}

PullDraft PullDialog::draft() const
{
    PullDraft draft;
    draft.reference = m_field->text().trimmed();
    if (m_platform->currentIndex() > 0)
        draft.platform = m_platform->currentText();
    draft.policy = m_policy->currentData().toString();
    draft.isInsecure = m_isInsecure->isChecked();
    return draft;
}

QString PullDialog::registry() const
{
    const TypedReference typed = readReference(m_field->text());
    return typed.reference ? toText(typed.reference->domain) : QString();
}

void PullDialog::setState(State state)
{
    m_state = state;
    const bool isAsking = state == State::Asking;
    m_stack->setCurrentIndex(isAsking ? 0 : 1);
    m_command->setOffered(isAsking);
    m_pause->setVisible(state == State::Pulling);
    m_cancel->setVisible(state == State::Pulling);
    m_pull->setVisible(state != State::Pulling);
    m_close->setDefault(!isAsking);
    m_pull->setDefault(isAsking);
    retranslate();
    if (isAsking)
        m_field->setFocus();
    else
        m_close->setFocus();
}

void PullDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PullDialog::retranslate()
{
    setWindowTitle(tr("Pull an image"));
    m_fieldName->setText(tr("Image"));
    m_fieldName->setBuddy(m_field);
    m_field->setAccessibleName(tr("Image"));
    m_platform->setAccessibleName(tr("Platform"));
    m_policy->setAccessibleName(tr("When to ask the registry"));
    const QString policies[] = {
        tr("Always ask the registry"),
        tr("Pull only what is missing"),
        tr("Keep what is here if the registry fails"),
        tr("Never ask the registry"),
    };
    for (int at = 0; at < m_policy->count(); ++at)
        m_policy->setItemText(at, policies[at]);
    m_signIn->setText(tr("Sign in…"));
    m_isInsecure->setText(tr("Accept plain HTTP, and certificates that do not verify"));
    m_cancel->setText(tr("Cancel transfer"));
    m_close->setText(m_state == State::Asking ? tr("Cancel") : tr("Close"));
    m_pull->setText(m_state == State::Pulled ? tr("Show image") : tr("Pull"));
    m_progress->retranslate(m_state == State::Pulling
                                ? tr("This window may be closed: Activity keeps the transfer.")
                                : QString());
    showPause();
    showReference();
}

} // namespace onggi
