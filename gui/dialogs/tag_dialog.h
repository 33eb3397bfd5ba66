// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One more tag for an image: says what was made of the name, and from which image it would move.
#pragma once

#include <QDialog>

#include "gui/models/live_store.h"

class QLineEdit;
class QPushButton;

namespace onggi {

class ErrorBar;
class Label;
class RunningJob;

class TagDialog : public QDialog {
    Q_OBJECT

public:
    // Both must outlive the dialog.
    TagDialog(HelperLink& link, LiveStore& store, Serial image, QWidget* parent = nullptr);
    ~TagDialog() override;

signals:
    // It goes on, whatever becomes of the dialog.
    void begun(onggi::RunningJob* job);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void showName();
    void begin();
    void setWorking(bool isWorking);

    HelperLink& m_link;
    LiveStore& m_store;
    Serial m_image;
    bool m_isWorking = false;

    Label* m_title = nullptr;
    Label* m_fieldName = nullptr;
    QLineEdit* m_field = nullptr;
    Label* m_meaning = nullptr;
    ErrorBar* m_errors = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_tag = nullptr;
};

} // namespace onggi
