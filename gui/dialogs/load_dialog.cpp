// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lays the dialog out and says what stands in it; what it does is in load_dialog_run.cpp.

#include "gui/dialogs/load_dialog.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFileInfo>
#include <QPushButton>
#include <QStackedWidget>

#include "gui/dialogs/bottom_row.h"
#include "gui/dialogs/dialog_size.h"
#include "gui/dialogs/job_progress.h"
#include "gui/dialogs/load_table.h"
#include "gui/models/format.h"
#include "gui/models/job_result.h"
#include "gui/models/load_text.h"
#include "gui/widgets/command_button.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/label.h"
#include "gui/widgets/progress_strip.h"
#include "gui/widgets/roomy_button.h"

namespace onggi {
namespace {

constexpr int kWidth = 760;
constexpr int kSmallestWidth = 480;
constexpr int kStrip = 8;

} // namespace

LoadDialog::LoadDialog(HelperLink& link, LiveStore& store, const QStringList& paths,
                       QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_store(store)
    , m_waiting(paths)
{
    build();
    connect(&m_store, &LiveStore::storeChanged, this, &LoadDialog::showPlan);
    connect(&m_link, &HelperLink::stateChanged, this, &LoadDialog::showPlan);
    connect(&m_reader, &ArchiveReader::succeeded, this, &LoadDialog::takeArchive);
    connect(&m_reader, &ArchiveReader::failed, this, &LoadDialog::refuse);
    readNext();
}

LoadDialog::~LoadDialog() = default;

void LoadDialog::build()
{
    m_errors = new ErrorBar;
    m_command = new CommandButton;
    m_progress = new JobProgress(m_link, m_store);
    m_stack = new QStackedWidget;
    for (QWidget* part : std::initializer_list<QWidget*>{makeReading(), makeQuestion(), m_progress})
        m_stack->addWidget(part);
    m_name = new Label(Type::PageTitle);
    m_name->setElided(Qt::ElideMiddle);
    m_about = new Label(Type::Body, Ink::Secondary);
    auto* head = new QHBoxLayout;
    head->setSpacing(gap::kPane);
    head->addWidget(m_name);
    head->addWidget(m_about, 1, Qt::AlignBottom);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kDialogMargins);
    layout->setSpacing(gap::kPane);
    layout->addLayout(head);
    layout->addWidget(m_errors);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_command->line());
    layout->addSpacing(gap::kLabel);
    layout->addLayout(makeButtons());
    setFirstSize(*this, kWidth, kSmallestWidth);
    connect(m_progress, &JobProgress::changed, this,
            [this] { m_cancel->setEnabled(m_progress->isCancelable()); });
    connect(m_progress, &JobProgress::succeeded, this, &LoadDialog::takeResult);
    connect(m_progress, &JobProgress::failed, this, &LoadDialog::takeFailure);
    connect(m_progress, &JobProgress::cancelled, this, [this] { setState(State::Asking); });
}

QWidget* LoadDialog::makeReading()
{
    m_reading = new Label(Type::Body, Ink::Secondary);
    m_reading->setWordWrap(true);
    m_readingStrip = new ProgressStrip(kStrip);
    m_readingStrip->setShare(-1);
    auto* reading = new QWidget;
    auto* layout = new QVBoxLayout(reading);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kPane);
    layout->addWidget(m_reading);
    layout->addWidget(m_readingStrip);
    layout->addStretch(1);
    return reading;
}

QWidget* LoadDialog::makeQuestion()
{
    m_sentence = new Label(Type::PaneTitle);
    m_moves = new Label(Type::Body, Ink::Warning);
    m_table = new LoadTable;
    for (Label* label : {m_sentence, m_moves})
        label->setWordWrap(true);
    auto* question = new QWidget;
    auto* layout = new QVBoxLayout(question);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addWidget(m_sentence);
    layout->addWidget(m_moves);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(m_table, 1);
    return question;
}

QLayout* LoadDialog::makeButtons()
{
    m_cancel = new RoomyButton;
    m_close = new RoomyButton;
    m_next = new RoomyButton;
    m_load = new RoomyButton;
    connect(m_cancel, &QPushButton::clicked, m_progress, &JobProgress::cancel);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_next, &QPushButton::clicked, this, &LoadDialog::readNext);
    connect(m_load, &QPushButton::clicked, this, [this] {
        if (m_state == State::Loaded)
            showLoaded();
        else
            begin();
    });
    for (QPushButton* button : {m_cancel, m_close, m_next, m_load})
        button->setAutoDefault(false);
    return bottomRow({m_command, m_cancel}, {m_close, m_next, m_load});
}

void LoadDialog::setState(State state)
{
    m_state = state;
    const bool isAsking = state == State::Asking;
    const bool isJob = state == State::Loading || state == State::Loaded;
    const bool hasNext = !m_waiting.isEmpty() && state != State::Reading && state != State::Loading;
    m_stack->setCurrentIndex(state == State::Reading || state == State::Refused ? 0
                             : isJob                                            ? 2
                                                                                : 1);
    for (QWidget* part : std::initializer_list<QWidget*>{m_reading, m_readingStrip})
        part->setVisible(state == State::Reading);
    m_name->setVisible(!isJob); // there it is the job's
    m_about->setVisible(!isJob);
    m_command->setOffered(isAsking);
    m_cancel->setVisible(state == State::Loading);
    m_next->setVisible(hasNext);
    m_load->setVisible(isAsking || state == State::Loaded);
    QPushButton* const main = isAsking ? m_load : hasNext ? m_next : m_close;
    for (QPushButton* button : {m_load, m_next, m_close})
        button->setDefault(button == main);
    retranslate();
    main->setFocus();
    growToContents(*this);
}

QString LoadDialog::noteText() const
{
    if (m_state == State::Loaded)
        return resultTexts(QStringLiteral("load"), m_result).join(QLatin1Char('\n'));
    return m_state == State::Loading ? tr("This window may be closed: Activity keeps the job.")
                                     : QString();
}

QString LoadDialog::fileName() const
{
    return QFileInfo(m_path).fileName();
}

QString LoadDialog::command() const
{
    QString path = m_path;
    path.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QStringLiteral("onggictl load -i '%1'").arg(path);
}

void LoadDialog::showHead()
{
    m_name->setText(fileName());
    QStringList about;
    if (m_archive) {
        about << sizeText(m_archive->table.size);
        about << packingText(m_archive->table.packing);
    }
    if (m_done + m_waiting.size() > 0)
        //: of several archives, which one this is
        about << tr("%1 of %2").arg(m_done + 1).arg(m_done + 1 + m_waiting.size());
    about.removeAll(QString());
    m_about->setText(about.join(QLatin1String(", ")));
}

// It follows the store while it asks; what was pressed is done as it was shown.
void LoadDialog::showPlan()
{
    if (m_state != State::Asking || !m_archive)
        return;
    const StoreView& view = m_store.view();
    m_plan = planLoad(m_archive->table, view);
    m_sentence->setText(loadSentence(m_plan));
    m_moves->setText(movesText(m_plan, view));
    m_moves->setVisible(!m_moves->text().isEmpty());
    m_table->showPlan(m_plan, view);
    m_command->setCommand(command());
    m_load->setEnabled(m_link.state() == HelperLink::State::Present);
}

void LoadDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void LoadDialog::retranslate()
{
    setWindowTitle(tr("Load an archive"));
    m_reading->setText(tr("Reading what is in it…"));
    m_readingStrip->setAccessibleName(tr("Reading what is in it…"));
    m_table->retranslate();
    m_cancel->setText(tr("Cancel loading"));
    const bool isOver =
        m_state == State::Loading || m_state == State::Loaded || m_state == State::Refused;
    m_close->setText(isOver ? tr("Close") : tr("Cancel"));
    m_next->setText(tr("Next archive"));
    m_load->setText(m_state == State::Loaded ? tr("Show image") : tr("Load"));
    m_progress->retranslate(noteText());
    showHead();
    showPlan();
}

} // namespace onggi
