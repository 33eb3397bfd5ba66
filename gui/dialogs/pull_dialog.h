// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pulling an image: one field that understands references and says what it made of them; then how
// far it is. It may be closed while the image comes: the job goes on.
#pragma once

#include <QDBusError>
#include <QDialog>

#include "gui/models/live_store.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace onggi {

class CommandLine;
class ErrorBar;
class JobProgress;
class Label;

class PullDialog : public QDialog {
    Q_OBJECT

public:
    // Both must outlive the dialog.
    PullDialog(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~PullDialog() override;

    void setReference(const QString& reference);

signals:
    // Somebody wants to see what was pulled.
    void imageChosen(onggi::Serial image);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class State { Asking, Pulling, Pulled };

    void build();
    QWidget* makeQuestion();
    void fillPlatforms();
    void completeNames();
    void retranslate();
    void showReference();
    void setState(State state);
    QVariantMap options() const;
    QString command() const;

    void begin();
    void takeResult(const QVariantMap& result);
    void takeFailure(const QDBusError& error);
    void leave();

    HelperLink& m_link;
    LiveStore& m_store;
    State m_state = State::Asking;
    Serial m_image = 0; // that was pulled

    QStackedWidget* m_stack = nullptr;
    ErrorBar* m_errors = nullptr;
    Label* m_fieldName = nullptr;
    QLineEdit* m_field = nullptr;
    QComboBox* m_platform = nullptr;
    Label* m_meaning = nullptr;
    QCheckBox* m_isInsecure = nullptr;
    CommandLine* m_command = nullptr;
    QPushButton* m_showCommand = nullptr;
    JobProgress* m_progress = nullptr;
    QPushButton* m_cancel = nullptr; // of the transfer
    QPushButton* m_close = nullptr;
    QPushButton* m_pull = nullptr; // and afterwards: show the image
};

} // namespace onggi
