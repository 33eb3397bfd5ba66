// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An image out of what a container has written: under which tag, with which notes, and whether the
// container stands still meanwhile.
#pragma once

#include "gui/dialogs/job_dialog.h"

class QCheckBox;
class QGridLayout;
class QLineEdit;

namespace onggi {

class Label;

class CommitDialog : public JobDialog {
    Q_OBJECT

public:
    // Both must outlive the dialog.
    CommitDialog(HelperLink& link, LiveStore& store, Serial container, QWidget* parent = nullptr);
    ~CommitDialog() override;

    static QString failedText();

signals:
    // Somebody wants to see what was made.
    void imageChosen(onggi::Serial image);
    // Tells its end also to whoever has closed the dialog by then.
    void begun(onggi::RunningJob* job);

protected:
    Words words() const override;
    void translateQuestion() override;
    void begin() override;
    void proceed() override;

private:
    struct Field {
        Label* name = nullptr;
        QLineEdit* text = nullptr;
    };

    QWidget* makeQuestion();
    Field addTextField(QGridLayout& fields);
    void showTag();
    QString command(const ContainerRow& container) const;
    QVariantMap options() const;

    Serial m_container;
    Label* m_title = nullptr;
    Field m_tag;
    Label* m_meaning = nullptr;
    Field m_message;
    Field m_author;
    QCheckBox* m_isPaused = nullptr;
};

} // namespace onggi
