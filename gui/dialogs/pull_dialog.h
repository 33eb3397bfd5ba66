// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pulling an image: one field that understands references and says what it made of them and what
// pulling it would cost; then how far it is. It may be closed while the image comes: the job goes
// on.
#pragma once

#include <QDBusError>
#include <QDialog>

#include "gui/models/live_store.h"
#include "gui/models/pull_look_up.h"

class QCheckBox;
class QComboBox;
class QLayout;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace onggi {

class ChoiceBox;
class CommandButton;
class ErrorBar;
class JobProgress;
class Label;
class PreparedJob;
class PullPlanView;

class PullDialog : public QDialog {
    Q_OBJECT

public:
    // Both must outlive the dialog.
    PullDialog(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~PullDialog() override;

    void setReference(const QString& reference);

signals:
    // It goes on, whatever becomes of the dialog.
    void begun(onggi::PreparedJob* job);
    // Somebody wants to see what was pulled.
    void imageChosen(onggi::Serial image);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class State { Asking, Pulling, Pulled };

    void build();
    QWidget* makeQuestion();
    QLayout* makeChoices();
    QLayout* makeButtons();
    void fillPlatforms();
    void fillPolicies();
    void completeNames();
    void retranslate();
    void showReference();
    void showLookUp();
    void showPlan();
    void showPause();
    QString lookUpText() const;
    QString accessText() const;
    void setState(State state);
    PullDraft draft() const;
    QString registry() const; // of what is typed; empty where it is no name

    void lookUp();
    void lookUpAgain();
    void signIn();
    void begin();
    void takeResult(const QVariantMap& result);
    void takeFailure(const QDBusError& error);
    void leave();

    HelperLink& m_link;
    LiveStore& m_store;
    State m_state = State::Asking;
    Serial m_image = 0; // that was pulled
    PullLookUp m_lookUp;

    QStackedWidget* m_stack = nullptr;
    ErrorBar* m_errors = nullptr;
    Label* m_fieldName = nullptr;
    QLineEdit* m_field = nullptr;
    QComboBox* m_platform = nullptr;
    Label* m_meaning = nullptr;
    ChoiceBox* m_policy = nullptr;
    Label* m_access = nullptr; // whose credentials go along
    QPushButton* m_signIn = nullptr;
    QCheckBox* m_isInsecure = nullptr;
    Label* m_lookUpText = nullptr; // while there is no plan
    PullPlanView* m_plan = nullptr;
    CommandButton* m_command = nullptr;
    JobProgress* m_progress = nullptr;
    QPushButton* m_pause = nullptr;  // and resume
    QPushButton* m_cancel = nullptr; // of the transfer
    QPushButton* m_close = nullptr;
    QPushButton* m_pull = nullptr; // and afterwards: show the image
};

} // namespace onggi
