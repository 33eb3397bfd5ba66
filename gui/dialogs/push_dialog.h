// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sending an image to a registry: under which name, and how many bytes there are to send at most;
// what the registry has already is known when it has been asked.
#pragma once

#include "gui/dialogs/job_dialog.h"

class QCheckBox;
class QLineEdit;

namespace onggi {

class Label;

class PushDialog : public JobDialog {
    Q_OBJECT

public:
    // `tag` is a full reference of the image; empty: the person writes one. Both must outlive the
    // dialog.
    PushDialog(HelperLink& link, LiveStore& store, Serial image, const QString& tag,
               QWidget* parent = nullptr);
    ~PushDialog() override;

signals:
    // It goes on, whatever becomes of the dialog.
    void begun(onggi::PreparedJob* job);

protected:
    Words words() const override;
    void translateQuestion() override;
    void begin() override;
    void takeFailure(const QDBusError& error) override;

private:
    QWidget* makeQuestion();
    void showDestination();
    void signIn();
    QString registry() const;
    QString command() const;

    Serial m_image;
    QString m_tag;

    Label* m_title = nullptr;
    Label* m_fieldName = nullptr;
    QLineEdit* m_field = nullptr;
    Label* m_meaning = nullptr;
    Label* m_bytes = nullptr;
    Label* m_note = nullptr; // what the registry has is not sent
    QCheckBox* m_isInsecure = nullptr;
};

} // namespace onggi
