// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What was typed becomes a job, which belongs to the window rather than to the dialog.

#include "gui/dialogs/pull_dialog.h"

#include <set>

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QStringListModel>

#include "engine/image/platform.h"
#include "gui/dialogs/job_progress.h"
#include "gui/models/names.h"
#include "gui/models/typed_reference.h"
#include "gui/widgets/command_line.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kWidth = 712;
constexpr int kSmallestWidth = 440;
constexpr int kControl = 32;
// Somebody sits and waits: a registry that is silent for so long is taken as absent.
constexpr uint kPatience = 20'000; // milliseconds
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
{
    build();
    fillPlatforms();
    completeNames();
    retranslate();
    setState(State::Asking);
    connect(&m_link, &HelperLink::stateChanged, this, &PullDialog::showReference);
}

PullDialog::~PullDialog() = default;

void PullDialog::build()
{
    m_errors = new ErrorBar;
    m_stack = new QStackedWidget;
    m_stack->addWidget(makeQuestion());
    m_progress = new JobProgress(m_link, m_store);
    m_stack->addWidget(m_progress);
    m_showCommand = new RoomyButton;
    m_showCommand->setCheckable(true);
    m_cancel = new RoomyButton;
    m_close = new RoomyButton;
    m_pull = new RoomyButton;
    connect(m_showCommand, &QPushButton::toggled, m_command, &QWidget::setVisible);
    connect(m_cancel, &QPushButton::clicked, m_progress, &JobProgress::cancel);
    connect(m_progress, &JobProgress::changed, this,
            [this] { m_cancel->setEnabled(m_progress->isCancelable()); });
    connect(m_progress, &JobProgress::succeeded, this, &PullDialog::takeResult);
    connect(m_progress, &JobProgress::failed, this, &PullDialog::takeFailure);
    connect(m_progress, &JobProgress::cancelled, this, &PullDialog::leave);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_pull, &QPushButton::clicked, this, &PullDialog::begin);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(gap::kRow);
    buttons->addWidget(m_showCommand);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_pull);
    for (QPushButton* button : {m_showCommand, m_cancel, m_close, m_pull})
        button->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, gap::kDialog, 24, gap::kDialog);
    layout->setSpacing(gap::kPane);
    layout->addWidget(m_errors);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_command);
    layout->addSpacing(gap::kLabel);
    layout->addLayout(buttons);
    // As drawn where the screen has the room.
    setMinimumWidth(scaledLength(kSmallestWidth, fontMetrics()));
    resize(qMin(scaledLength(kWidth, fontMetrics()) + 2 * 24,
                screen()->availableSize().width() * 9 / 10),
           sizeHint().height());
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
    m_command = new CommandLine;
    m_command->hide();
    for (QWidget* control : std::initializer_list<QWidget*>{m_field, m_platform})
        control->setMinimumHeight(rowHeight(kControl, fontMetrics()));
    connect(m_field, &QLineEdit::textChanged, this, &PullDialog::showReference);
    connect(m_platform, &QComboBox::currentIndexChanged, this, &PullDialog::showReference);
    connect(m_isInsecure, &QCheckBox::toggled, this, &PullDialog::showReference);

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
    layout->addSpacing(gap::kLabel);
    layout->addWidget(m_isInsecure);
    layout->addStretch(1);
    return question;
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

QVariantMap PullDialog::options() const
{
    QVariantMap options{{QStringLiteral("first-answer-timeout"), kPatience}};
    if (m_platform->currentIndex() > 0)
        options.insert(QStringLiteral("platform"), m_platform->currentText());
    if (m_isInsecure->isChecked())
        options.insert(QStringLiteral("tls-verify"), false);
    return options;
}

QString PullDialog::command() const
{
    QString command = QStringLiteral("onggictl pull ");
    if (m_platform->currentIndex() > 0)
        command += QStringLiteral("--platform ") + m_platform->currentText() + QLatin1Char(' ');
    if (m_isInsecure->isChecked())
        command += QStringLiteral("--tls-verify=false ");
    return command + m_field->text().trimmed();
}

void PullDialog::showReference()
{
    if (m_state != State::Asking)
        return;
    const TypedReference typed = readReference(m_field->text());
    const bool isEmpty = m_field->text().trimmed().isEmpty();
    m_meaning->setInk(typed.problem.isEmpty() ? Ink::Secondary : Ink::Failed);
    if (typed.reference)
        m_meaning->setText(toText(typed.reference->text()));
    else
        m_meaning->setText(isEmpty ? tr("A name such as nginx, nginx:1.29 or ghcr.io/owner/app:2.")
                                   : typed.problem);
    m_command->setCommand(typed.reference ? command() : QString());
    m_pull->setEnabled(typed.reference && m_link.state() == HelperLink::State::Present);
}

void PullDialog::setState(State state)
{
    m_state = state;
    const bool isAsking = state == State::Asking;
    m_stack->setCurrentIndex(isAsking ? 0 : 1);
    m_showCommand->setVisible(isAsking);
    m_command->setVisible(isAsking && m_showCommand->isChecked());
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

void PullDialog::begin()
{
    if (m_state == State::Pulled) {
        emit imageChosen(m_image);
        accept();
        return;
    }
    const TypedReference typed = readReference(m_field->text());
    if (!typed.reference)
        return;
    m_errors->clear();
    m_progress->setName(shownName(typed.reference->text()),
                        QStringLiteral("%1, %2").arg(toText(typed.reference->repository()),
                                                     m_platform->currentText()));
    setState(State::Pulling);
    m_progress->follow(m_link.images().Pull(m_field->text().trimmed(), options()));
}

void PullDialog::takeResult(const QVariantMap& result)
{
    m_image = result.value(QStringLiteral("image")).toULongLong();
    m_progress->setAbout(result.value(QStringLiteral("isNew")).toBool()
                             ? tr("The image is here.")
                             : tr("The image was here already; nothing has changed."));
    setState(State::Pulled);
}

void PullDialog::takeFailure(const QDBusError& error)
{
    setState(State::Asking);
    m_errors->show(errorMessage(tr("The image could not be pulled"), error));
}

void PullDialog::leave()
{
    setState(State::Asking);
    m_meaning->setText(tr("The transfer was cancelled"));
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
    m_isInsecure->setText(tr("Accept plain HTTP, and certificates that do not verify"));
    m_command->setNames(tr("The command that does the same"), tr("Copy the command"));
    m_showCommand->setText(tr("Show as command"));
    m_cancel->setText(tr("Cancel transfer"));
    m_close->setText(m_state == State::Asking ? tr("Cancel") : tr("Close"));
    m_pull->setText(m_state == State::Pulled ? tr("Show image") : tr("Pull"));
    m_progress->retranslate(m_state == State::Pulling
                                ? tr("This window may be closed: Activity keeps the transfer.")
                                : QString());
    showReference();
}

} // namespace onggi
