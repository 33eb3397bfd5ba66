// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The closed groups of the Run dialog: what is rarely asked for. GUI thread only.
#pragma once

#include <QWidget>

#include "engine/image/config.h"
#include "gui/models/run_draft.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;

namespace onggi {

class FoldGroup;

class RunGroups : public QWidget {
    Q_OBJECT

public:
    explicit RunGroups(QWidget* parent = nullptr);

    // What the image says where nothing else is asked for.
    void setDefaults(const RunDefaults& defaults);
    // Writes these fields into the draft.
    void fill(RunDraft& draft) const;
    // Says the value of each group, or what is wrong with it.
    void showValues(const ReadDraft& read);
    // Opens the group that has this field.
    void open(RunField field);
    void retranslate();

signals:
    void changed();
    // A group has been opened, and has its controls' place after the next layout.
    void opened(QWidget* group);

private:
    QLineEdit* addField(QFormLayout& form);
    QCheckBox* addCheck(QFormLayout& form);
    FoldGroup* addGroup(QFormLayout& form);
    FoldGroup* groupOf(RunField field) const;
    QString valueOf(RunField field, const RunOptions& options) const;

    RunDefaults m_defaults;
    FoldGroup* m_commandGroup;
    FoldGroup* m_environmentGroup;
    FoldGroup* m_networkGroup;
    FoldGroup* m_resourcesGroup;
    FoldGroup* m_endGroup;
    FoldGroup* m_securityGroup;
    QLineEdit* m_command;
    QLineEdit* m_entrypoint;
    QLineEdit* m_directory;
    QCheckBox* m_isInteractive;
    QCheckBox* m_hasTerminal;
    QPlainTextEdit* m_environment;
    QComboBox* m_network;
    QLineEdit* m_hostname;
    QLineEdit* m_memory;
    QLineEdit* m_cpus;
    QLineEdit* m_processes;
    QCheckBox* m_isRemoved;
    QLineEdit* m_user;
    QCheckBox* m_isReadOnly;
};

} // namespace onggi
