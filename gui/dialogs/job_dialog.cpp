// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/job_dialog.h"

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>
#include <QPushButton>
#include <QStackedWidget>

#include "gui/dialogs/bottom_row.h"
#include "gui/dialogs/dialog_size.h"
#include "gui/models/job_result.h"
#include "gui/widgets/command_button.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"

namespace onggi {
namespace {

constexpr int kWidth = 600;
constexpr int kSmallestWidth = 440;

} // namespace

JobDialog::JobDialog(HelperLink& link, LiveStore& store, const QString& kind, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_store(store)
    , m_kind(kind)
{
    build();
}

JobDialog::~JobDialog() = default;

void JobDialog::build()
{
    m_errors = new ErrorBar;
    m_stack = new QStackedWidget;
    m_progress = new JobProgress(m_link, m_store);
    m_stack->addWidget(m_progress);
    m_command = new CommandButton;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kDialogMargins);
    layout->setSpacing(gap::kPane);
    layout->addWidget(m_errors);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_command->line());
    layout->addSpacing(gap::kLabel);
    layout->addLayout(makeButtons());
    connect(m_progress, &JobProgress::changed, this,
            [this] { m_cancel->setEnabled(m_progress->isCancelable()); });
    connect(m_progress, &JobProgress::succeeded, this, &JobDialog::takeResult);
    connect(m_progress, &JobProgress::failed, this, &JobDialog::takeFailure);
    connect(m_progress, &JobProgress::cancelled, this, &JobDialog::ask);
}

QLayout* JobDialog::makeButtons()
{
    m_cancel = new RoomyButton;
    m_close = new RoomyButton;
    m_main = new RoomyButton;
    connect(m_cancel, &QPushButton::clicked, this, [this] { cancelJob(); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_main, &QPushButton::clicked, this, [this] {
        if (m_state == State::Done)
            proceed();
        else
            begin();
    });
    for (QPushButton* button : {m_cancel, m_close, m_main})
        button->setAutoDefault(false);
    return bottomRow({m_command, m_cancel}, {m_close, m_main});
}

QVBoxLayout* JobDialog::makeColumn(Label& title)
{
    title.setElided(Qt::ElideMiddle);
    auto* column = new QVBoxLayout(new QWidget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap::kRow);
    column->addWidget(&title);
    column->addSpacing(gap::kLabel);
    return column;
}

QGridLayout* JobDialog::makeFields()
{
    auto* fields = new QGridLayout;
    fields->setHorizontalSpacing(gap::kPage);
    fields->setVerticalSpacing(gap::kRow);
    fields->setColumnStretch(1, 1);
    return fields;
}

Label* JobDialog::addField(QGridLayout& fields, QWidget& field, Qt::Alignment alignment)
{
    auto* name = new Label(Type::Body, Ink::Secondary);
    const int row = fields.rowCount();
    fields.addWidget(name, row, 0);
    fields.addWidget(&field, row, 1, alignment);
    name->setBuddy(&field);
    return name;
}

void JobDialog::setQuestion(QWidget* question, QWidget* first)
{
    m_first = first;
    m_stack->insertWidget(0, question);
    setState(State::Asking);
    setFirstSize(*this, kWidth, kSmallestWidth);
}

void JobDialog::setReady(bool isReady, const QString& command)
{
    m_isReady = isReady;
    m_command->setCommand(command);
    m_main->setEnabled(m_state != State::Asking || isReady);
}

void JobDialog::work(const QString& name, const QString& about)
{
    m_errors->clear();
    m_progress->setName(name, about);
    m_progress->expect();
    setState(State::Working);
}

void JobDialog::follow(RunningJob& job)
{
    m_progress->follow(job);
}

PreparedJob* JobDialog::followAside(const std::function<PreparedJob::Call()>& read)
{
    return m_progress->followAside(read);
}

void JobDialog::finish(const QVariantMap& result)
{
    m_result = result;
    setState(State::Done);
}

void JobDialog::ask()
{
    setState(State::Asking);
}

void JobDialog::fail(const ErrorBar::Message& message)
{
    setState(State::Asking);
    m_errors->show(message);
    growToContents(*this);
}

void JobDialog::setState(State state)
{
    m_state = state;
    const bool isAsking = state == State::Asking;
    m_stack->setCurrentIndex(isAsking ? 0 : 1);
    m_command->setOffered(isAsking);
    m_cancel->setVisible(state == State::Working);
    m_main->setVisible(isAsking || (state == State::Done && !words().proceed.isEmpty()));
    m_main->setEnabled(!isAsking || m_isReady);
    m_close->setDefault(!isAsking);
    m_main->setDefault(isAsking);
    retranslate();
    QWidget* const next = isAsking ? m_first : m_close;
    next->setFocus();
    growToContents(*this);
}

void JobDialog::cancelJob()
{
    m_progress->cancel();
}

void JobDialog::takeResult(const QVariantMap& result)
{
    finish(result);
}

void JobDialog::takeFailure(const QDBusError& error)
{
    fail(errorMessage(words().failed, error));
}

void JobDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void JobDialog::retranslate()
{
    const Words now = words();
    setWindowTitle(now.title);
    m_cancel->setText(now.cancel);
    m_close->setText(m_state == State::Asking ? tr("Cancel") : tr("Close"));
    m_main->setText(m_state == State::Done ? now.proceed : now.begin);
    m_progress->retranslate(
        m_state == State::Working ? tr("This window may be closed: Activity keeps the job.")
        : m_state == State::Done  ? resultTexts(m_kind, m_result).join(QLatin1Char('\n'))
                                  : QString());
    translateQuestion();
}

} // namespace onggi
