// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Deleting images is a plan: what goes, what stays and why, and the bytes that come back, before
// anything is done. The plan follows the store while the dialog is open; what is deleted is what it
// shows, or nothing.
#pragma once

#include <QDialog>

#include "gui/models/deletion.h"
#include "gui/models/live_store.h"

class QPushButton;

namespace onggi {

class CommandButton;
class DeletionList;
class DeletionRun;
class DestructiveButton;
class ErrorBar;
class Label;

class DeleteDialog : public QDialog {
    Q_OBJECT

public:
    // Both must outlive the dialog.
    DeleteDialog(HelperLink& link, LiveStore& store, std::vector<DeletionTarget> targets,
                 QWidget* parent = nullptr);
    ~DeleteDialog() override;

    const DeletionPlan& plan() const noexcept { return m_plan; }

signals:
    // It goes on, whatever becomes of the dialog.
    void begun(onggi::DeletionRun* run);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void showPlan();
    void include(Serial image);
    QString sentence() const;

    void begin();
    void fail(const QDBusError& error);
    void setWorking(bool isWorking);

    HelperLink& m_link;
    LiveStore& m_store;
    Deletion m_deletion;
    DeletionPlan m_plan;
    bool m_isWorking = false;
    DeletionPlan m_begun; // what was shown when the button was pressed

    Label* m_title = nullptr;
    Label* m_freed = nullptr;
    Label* m_sentence = nullptr;
    Label* m_along = nullptr;
    ErrorBar* m_errors = nullptr;
    DeletionList* m_list = nullptr;
    Label* m_nothingElse = nullptr;
    CommandButton* m_command = nullptr;
    QPushButton* m_cancel = nullptr;
    DestructiveButton* m_delete = nullptr;
};

} // namespace onggi
