// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/run_groups.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>

#include "gui/models/format.h"
#include "gui/widgets/fold_group.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kNameWidth = 128;
constexpr int kVariablesShown = 4;

QFormLayout* makeForm()
{
    auto* form = new QFormLayout(new QWidget);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(gap::kPane);
    form->setVerticalSpacing(gap::kRow);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    return form;
}

// Fields of all groups begin below each other.
QLabel* makeName()
{
    auto* name = new Label(Type::Body, Ink::Secondary);
    name->setMinimumWidth(scaledLength(kNameWidth, name->fontMetrics()));
    return name;
}

void setRowText(QWidget* field, const QString& text)
{
    field->setAccessibleName(text);
    auto* form = qobject_cast<QFormLayout*>(field->parentWidget()->layout());
    if (auto* label = qobject_cast<QLabel*>(form->labelForField(field)))
        label->setText(text);
}

QString wordsText(const std::vector<std::string>& words)
{
    QStringList quoted;
    for (const std::string& word : words)
        quoted << shellQuoted(word);
    return quoted.join(QLatin1Char(' '));
}

} // namespace

RunGroups::RunGroups(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);

    auto* command = makeForm();
    m_command = addField(*command);
    m_entrypoint = addField(*command);
    m_directory = addField(*command);
    m_isInteractive = addCheck(*command);
    m_hasTerminal = addCheck(*command);
    m_commandGroup = addGroup(*command);

    auto* environment = makeForm();
    m_environment = new QPlainTextEdit;
    m_environment->setTabChangesFocus(true);
    m_environment->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_environment->setFont(fixedFont(font(), Type::Secondary));
    m_environment->setFixedHeight((kVariablesShown + 1) *
                                  QFontMetrics(m_environment->font()).lineSpacing());
    connect(m_environment, &QPlainTextEdit::textChanged, this, &RunGroups::changed);
    environment->addRow(m_environment);
    m_environmentGroup = addGroup(*environment);

    auto* network = makeForm();
    m_network = new QComboBox;
    for (const NetworkMode mode : {NetworkMode::Bridge, NetworkMode::None, NetworkMode::Host})
        m_network->addItem(QString(), static_cast<int>(mode));
    m_network->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    connect(m_network, &QComboBox::currentIndexChanged, this, &RunGroups::changed);
    network->addRow(makeName(), m_network);
    m_hostname = addField(*network);
    m_networkGroup = addGroup(*network);

    auto* resources = makeForm();
    m_memory = addField(*resources);
    m_cpus = addField(*resources);
    m_processes = addField(*resources);
    m_resourcesGroup = addGroup(*resources);

    auto* end = makeForm();
    m_isRemoved = addCheck(*end);
    m_endGroup = addGroup(*end);

    auto* security = makeForm();
    m_user = addField(*security);
    m_isReadOnly = addCheck(*security);
    m_securityGroup = addGroup(*security);
    retranslate();
}

QLineEdit* RunGroups::addField(QFormLayout& form)
{
    auto* field = new QLineEdit;
    field->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    connect(field, &QLineEdit::textChanged, this, &RunGroups::changed);
    form.addRow(makeName(), field);
    return field;
}

QCheckBox* RunGroups::addCheck(QFormLayout& form)
{
    auto* check = new QCheckBox;
    connect(check, &QCheckBox::toggled, this, &RunGroups::changed);
    form.addRow(makeName(), check);
    return check;
}

FoldGroup* RunGroups::addGroup(QFormLayout& form)
{
    auto* group = new FoldGroup(form.parentWidget());
    layout()->addWidget(group);
    connect(group, &FoldGroup::opened, this, [this, group] { emit opened(group); });
    return group;
}

void RunGroups::setDefaults(const RunDefaults& defaults)
{
    m_defaults = defaults;
    m_command->setPlaceholderText(wordsText(defaults.command));
    m_entrypoint->setPlaceholderText(wordsText(defaults.entrypoint));
    m_directory->setPlaceholderText(toText(defaults.workingDirectory));
    m_user->setPlaceholderText(defaults.user.empty() ? QStringLiteral("root")
                                                     : toText(defaults.user));
    emit changed();
}

void RunGroups::fill(RunDraft& draft) const
{
    draft.command = m_command->text();
    draft.entrypoint = m_entrypoint->text();
    draft.directory = m_directory->text();
    draft.isInteractive = m_isInteractive->isChecked();
    draft.hasTerminal = m_hasTerminal->isChecked();
    draft.environment = m_environment->toPlainText();
    draft.network = static_cast<NetworkMode>(m_network->currentData().toInt());
    draft.hostname = m_hostname->text();
    draft.memory = m_memory->text();
    draft.cpus = m_cpus->text();
    draft.processes = m_processes->text();
    draft.isRemovedAtEnd = m_isRemoved->isChecked();
    draft.user = m_user->text();
    draft.isReadOnly = m_isReadOnly->isChecked();
}

FoldGroup* RunGroups::groupOf(RunField field) const
{
    switch (field) {
    case RunField::Command:
        return m_commandGroup;
    case RunField::Environment:
        return m_environmentGroup;
    case RunField::Network:
        return m_networkGroup;
    case RunField::Resources:
        return m_resourcesGroup;
    case RunField::End:
        return m_endGroup;
    case RunField::Security:
        return m_securityGroup;
    default:
        return nullptr;
    }
}

void RunGroups::open(RunField field)
{
    if (FoldGroup* group = groupOf(field))
        group->setOpen(true);
}

void RunGroups::showValues(const ReadDraft& read)
{
    for (const RunField field : {RunField::Command, RunField::Environment, RunField::Network,
                                 RunField::Resources, RunField::End, RunField::Security}) {
        const auto problem = std::ranges::find(read.problems, field, &RunProblem::field);
        const bool isWrong = problem != read.problems.end();
        groupOf(field)->setValue(isWrong ? problem->text : valueOf(field, read.options), isWrong);
    }
}

QString RunGroups::valueOf(RunField field, const RunOptions& options) const
{
    QStringList words;
    const auto fromImage = static_cast<int>(m_defaults.environment.size());
    switch (field) {
    case RunField::Command:
        words << wordsText(options.entrypoint.value_or(m_defaults.entrypoint))
              << wordsText(options.arguments.empty() && !options.entrypoint ? m_defaults.command
                                                                            : options.arguments);
        words.removeAll(QString());
        //: an image that names no command
        return words.isEmpty() ? tr("none") : words.join(QLatin1Char(' '));
    case RunField::Environment:
        if (!options.environment.empty())
            //: environment variables
            words << tr("%n of your own", nullptr, static_cast<int>(options.environment.size()));
        if (fromImage > 0)
            //: environment variables
            words << tr("%n from the image", nullptr, fromImage);
        break;
    case RunField::Network:
        words << m_network->currentText();
        break;
    case RunField::Resources:
        if (options.memory)
            words << tr("memory %1").arg(sizeText(*options.memory));
        if (options.milliCpus)
            words << tr("processors: %1")
                         .arg(QLocale().toString(static_cast<double>(*options.milliCpus) / 1000));
        if (options.pidsLimit && *options.pidsLimit > 0)
            words << tr("%n process(es)", nullptr, static_cast<int>(*options.pidsLimit));
        if (words.isEmpty())
            return tr("no limits");
        break;
    case RunField::End:
        //: a container that has ended
        return options.isRemovedAtEnd ? tr("it is removed") : tr("it is kept");
    case RunField::Security:
        words << tr("confined to ids of its own");
        if (options.isReadOnly)
            words << tr("files cannot be changed");
        break;
    default:
        break;
    }
    return words.isEmpty() ? tr("none") : words.join(QLatin1String(", "));
}

void RunGroups::retranslate()
{
    m_commandGroup->setTitle(tr("Command"));
    m_environmentGroup->setTitle(tr("Environment"));
    m_networkGroup->setTitle(tr("Network"));
    //: limits of a container: memory, processors
    m_resourcesGroup->setTitle(tr("Resources"));
    //: what happens to a container then
    m_endGroup->setTitle(tr("When it has ended"));
    m_securityGroup->setTitle(tr("Security"));
    setRowText(m_command, tr("Command"));
    setRowText(m_entrypoint, tr("Entry point"));
    setRowText(m_directory, tr("Working directory"));
    m_isInteractive->setText(tr("Keep standard input open"));
    m_hasTerminal->setText(tr("Give it a terminal"));
    m_environment->setAccessibleName(tr("Environment variables"));
    m_environment->setPlaceholderText(tr("NAME=value, one a line"));
    m_network->setItemText(0, tr("own address behind a bridge"));
    //: no network at all
    m_network->setItemText(1, tr("none"));
    m_network->setItemText(2, tr("that of this machine"));
    setRowText(m_network, tr("Network"));
    setRowText(m_hostname, tr("Host name"));
    setRowText(m_memory, tr("Memory, at most"));
    m_memory->setPlaceholderText(tr("no limit; 512m, 1.5g"));
    setRowText(m_cpus, tr("Processors, at most"));
    m_cpus->setPlaceholderText(tr("no limit; 1.5"));
    setRowText(m_processes, tr("Processes, at most"));
    m_processes->setPlaceholderText(tr("no limit of its own"));
    m_isRemoved->setText(tr("Remove it, with what it has written"));
    setRowText(m_user, tr("User"));
    m_isReadOnly->setText(tr("Its files cannot be changed"));
}

} // namespace onggi
