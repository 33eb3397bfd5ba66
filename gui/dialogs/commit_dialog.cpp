// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/commit_dialog.h"

#include <algorithm>

#include <QBoxLayout>
#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>

#include "containers_interface.h"
#include "gui/models/run_draft.h"
#include "gui/models/running_job.h"
#include "gui/models/typed_reference.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kMostText = 32'000; // of a note; the helper takes twice as many bytes

const ContainerRow* containerOf(const StoreView& view, Serial serial)
{
    const auto row = std::ranges::find(view.containers, serial, &ContainerRow::serial);
    return row == view.containers.end() ? nullptr : &*row;
}

} // namespace

CommitDialog::CommitDialog(HelperLink& link, LiveStore& store, Serial container, QWidget* parent)
    : JobDialog(link, store, QStringLiteral("commit"), parent)
    , m_container(container)
{
    QWidget* question = makeQuestion();
    setQuestion(question, m_tag.text);
    connect(&store, &LiveStore::storeChanged, this, &CommitDialog::showTag);
    connect(&store, &LiveStore::liveChanged, this, &CommitDialog::showTag);
}

CommitDialog::~CommitDialog() = default;

QWidget* CommitDialog::makeQuestion()
{
    m_title = new Label(Type::PageTitle);
    m_meaning = new Label(Type::Secondary, Ink::Secondary);
    m_meaning->setWordWrap(true);
    m_isPaused = new QCheckBox;
    m_isPaused->setChecked(true);
    QGridLayout* fields = makeFields();
    m_tag = addTextField(*fields);
    fields->addWidget(m_meaning, fields->rowCount(), 1);
    m_message = addTextField(*fields);
    m_author = addTextField(*fields);
    connect(m_isPaused, &QCheckBox::toggled, this, &CommitDialog::showTag);

    QVBoxLayout* column = makeColumn(*m_title);
    column->addLayout(fields);
    column->addWidget(m_isPaused);
    column->addStretch(1);
    return column->parentWidget();
}

CommitDialog::Field CommitDialog::addTextField(QGridLayout& fields)
{
    Field field;
    field.text = new QLineEdit;
    field.text->setMaxLength(kMostText);
    field.text->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    field.name = addField(fields, *field.text);
    connect(field.text, &QLineEdit::textChanged, this, &CommitDialog::showTag);
    return field;
}

// Whether a container runs may change meanwhile.
void CommitDialog::showTag()
{
    const StoreView& view = store().view();
    const ContainerRow* container = containerOf(view, m_container);
    if (state() == State::Asking)
        m_title->setText(container ? tr("Make an image of %1").arg(toText(container->name))
                                   : tr("This container is gone."));
    const TypedTag typed = readTag(m_tag.text->text(), view, 0);
    m_meaning->setText(typed.meaning.isEmpty() ? tr("Without a tag, it is found by its id alone.")
                                               : typed.meaning);
    m_meaning->setInk(typed.isWrong ? Ink::Failed : typed.isMoved ? Ink::Warning : Ink::Secondary);
    m_isPaused->setEnabled(container && container->state == ContainerState::Running);
    setReady(container && !typed.isWrong && store().isLive(),
             container && !typed.isWrong ? command(*container) : QString());
}

QVariantMap CommitDialog::options() const
{
    QVariantMap options{{QStringLiteral("pause"), m_isPaused->isChecked()}};
    const auto add = [&options](const QString& key, const QLineEdit& field) {
        if (const QString text = field.text().trimmed(); !text.isEmpty())
            options.insert(key, text);
    };
    add(QStringLiteral("reference"), *m_tag.text);
    add(QStringLiteral("message"), *m_message.text);
    add(QStringLiteral("author"), *m_author.text);
    return options;
}

QString CommitDialog::command(const ContainerRow& container) const
{
    QString command = QStringLiteral("onggictl commit ");
    const auto add = [&command](const char* option, const QLineEdit& field) {
        if (const QString text = field.text().trimmed(); !text.isEmpty())
            command += QStringLiteral("%1 %2 ").arg(QLatin1String(option),
                                                    shellQuoted(text.toStdString()));
    };
    add("-m", *m_message.text);
    add("-a", *m_author.text);
    if (!m_isPaused->isChecked())
        command += QStringLiteral("--pause=false ");
    command += toText(container.name) + QLatin1Char(' ') + m_tag.text->text().trimmed();
    return command.trimmed();
}

void CommitDialog::begin()
{
    const ContainerRow* container = containerOf(store().view(), m_container);
    if (!container || link().state() != HelperLink::State::Present)
        return;
    const TypedTag typed = readTag(m_tag.text->text(), store().view(), 0);
    work(toText(container->name), toText(typed.tag));
    auto* job = new RunningJob(link(), link().containers().Commit(toText(container->id), options()),
                               &link());
    follow(*job);
    emit begun(job);
}

void CommitDialog::proceed()
{
    emit imageChosen(jobResult().value(QStringLiteral("image")).toULongLong());
    accept();
}

JobDialog::Words CommitDialog::words() const
{
    return {tr("Commit a container"), tr("Commit"), tr("Cancel the commit"), tr("Show image"),
            failedText()};
}

QString CommitDialog::failedText()
{
    return tr("No image could be made of the container");
}

void CommitDialog::translateQuestion()
{
    const auto name = [](const Field& field, const QString& text) {
        field.name->setText(text);
        field.text->setAccessibleName(text);
    };
    name(m_tag, tr("Tag"));
    name(m_message, tr("Note"));
    name(m_author, tr("Author"));
    m_message.text->setToolTip(tr("For the history of the image"));
    m_isPaused->setText(tr("Pause the container, so that its files agree"));
    showTag();
}

} // namespace onggi
