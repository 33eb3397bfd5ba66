// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Freeing disk space: how much is wanted, and at once which unused images would go for it, what
// that frees, and how near it is to what is wanted. What is deleted is what it shows, or nothing;
// where the store changes meanwhile it says so and shows the new plan.
#pragma once

#include <optional>

#include <QDialog>

#include "gui/models/freeing_planner.h"
#include "gui/models/live_store.h"

class QCheckBox;
class QDoubleSpinBox;
class QLayout;
class QPushButton;
class QSlider;

namespace onggi {

class CommandButton;
class DeletionList;
class DeletionRun;
class DestructiveButton;
class ErrorBar;
class Label;

class FreeDialog : public QDialog {
    Q_OBJECT

public:
    // Both must outlive the dialog.
    FreeDialog(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~FreeDialog() override;

    // What is shown: the last answer, of which there is none at first.
    const std::optional<FreeingAnswer>& answer() const noexcept { return m_answer; }
    // Whether that is the answer to what is wanted now.
    bool isAnswered() const noexcept { return m_isPlanned; }
    void setWanted(Bytes bytes);

signals:
    // It goes on, whatever becomes of the dialog.
    void begun(onggi::DeletionRun* run);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    QLayout* makeAmount();
    QLayout* makeButtons();
    void retranslate();

    void takeStore();
    void plan();
    void takeAnswer(const FreeingAnswer& answer);
    void showWanted();
    void showAnswer();
    void enable();
    void grow();
    QString sentence() const;
    QString keptText() const;

    void begin();
    void fail(const QDBusError& error);

    HelperLink& m_link;
    LiveStore& m_store;
    FreeingPlanner m_planner;
    Bytes m_wanted;
    Bytes m_most; // that can be freed
    std::optional<FreeingAnswer> m_answer;
    bool m_isPlanned = false;  // the answer is that to what is wanted now
    bool m_hasChanged = false; // the rows are others than those of the last answer
    bool m_isWorking = false;

    Label* m_title = nullptr;
    Label* m_freed = nullptr;
    Label* m_amountName = nullptr;
    QDoubleSpinBox* m_amount = nullptr;
    QSlider* m_share = nullptr;
    Label* m_mostText = nullptr;
    QCheckBox* m_isTaggedSpared = nullptr;
    Label* m_sentence = nullptr;
    Label* m_change = nullptr;
    ErrorBar* m_errors = nullptr;
    DeletionList* m_list = nullptr;
    Label* m_kept = nullptr;
    CommandButton* m_command = nullptr;
    QPushButton* m_cancel = nullptr;
    DestructiveButton* m_delete = nullptr;
};

} // namespace onggi
