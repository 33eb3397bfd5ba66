// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs a container: what it is made of and how it is reached are asked for openly, the rest stands
// in closed groups with its value. Checks stand beside the field that they are about, and the
// command that does the same follows each keystroke.
//
// It creates the container and starts it, two jobs, so that one that cannot be started is known and
// taken away again. Nothing here waits. GUI thread only.
#pragma once

#include <memory>

#include <QDBusPendingCallWatcher>
#include <QDialog>
#include <QPointer>

#include "gui/models/live_store.h"
#include "gui/models/run_draft.h"

class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;

namespace onggi {

class CopyButton;
class ErrorBar;
class Label;
class PortRows;
class RunGroups;
class RunningJob;

class RunDialog : public QDialog {
    Q_OBJECT

public:
    // Both must outlive the dialog.
    RunDialog(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~RunDialog() override;

    // Chooses an image; 0: the first. `name` is how the person calls it; empty: as it is called.
    void setImage(Serial image, const QString& name);

    RunDraft draft() const;
    // As it stands below.
    QString commandText() const;

signals:
    // It runs; the dialog closes.
    void started(onggi::Serial container);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    QWidget* makeFields();
    QWidget* makeCommand();
    void addFieldRow(QGridLayout& grid, Label*& label, QWidget* field);
    void retranslate();
    void fillImages();
    void takeStore();
    void takeImage();
    void showImageGone();
    void fetchConfig();
    void takeConfig(const QDBusPendingCallWatcher& call);
    void suggestName();
    void check();
    void showName(const ReadDraft& read);
    void showCommand(const ReadDraft& read);
    void setBusy(bool isBusy);

    void run();
    void takeCreated(const QVariantMap& result);
    void fail(const QDBusError& error);
    bool failInField(const QDBusError& error);
    void removeCreated();
    void cancel();

    HelperLink& m_link;
    LiveStore& m_store;
    std::unique_ptr<QDBusPendingCallWatcher> m_configCall;
    QPointer<RunningJob> m_job;
    RunOptions m_options; // that can be run, or would be
    QString m_createdId;  // while it is being started
    Serial m_created = 0;
    QString m_suggested; // the name, until the person writes another
    bool m_isGood = false;
    bool m_arePortsGood = false;
    bool m_isBusy = false;

    ErrorBar* m_errors = nullptr;
    QWidget* m_fields = nullptr;
    Label* m_imageLabel = nullptr;
    QComboBox* m_image = nullptr;
    Label* m_imageCheck = nullptr;
    Label* m_nameLabel = nullptr;
    QLineEdit* m_name = nullptr;
    Label* m_nameCheck = nullptr;
    Label* m_portsLabel = nullptr;
    PortRows* m_ports = nullptr;
    RunGroups* m_groups = nullptr;
    Label* m_commandLabel = nullptr;
    Label* m_permission = nullptr;
    QLineEdit* m_command = nullptr;
    CopyButton* m_copy = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_run = nullptr;
};

} // namespace onggi
