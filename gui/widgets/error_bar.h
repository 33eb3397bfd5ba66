// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An error where the person is looking: what happened, the likely cause, the whole of it on demand
// and for the clipboard. Hidden until there is one, and until it is closed again. In a narrow place
// its buttons stand below the words.
#pragma once

#include <QWidget>

class QGridLayout;
class QHBoxLayout;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace onggi {

class Label;

class ErrorBar : public QWidget {
    Q_OBJECT

public:
    // What to tell; all in the language of now. `details` is for experts, and may be English.
    struct Message {
        QString happened;
        QString cause;
        QString details;
        QString action; // what a button offers against it; empty: none
    };

    explicit ErrorBar(QWidget* parent = nullptr);

    void show(const Message& message);
    void clear();
    // What the message's action was offered against is over; a message that only tells stays.
    void withdrawOffer();
    const Message& message() const noexcept { return m_message; }

signals:
    // The button of the message's action.
    void actionRequested();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void placeButtons(bool isNarrow);
    void retranslate();
    void copy() const;

    Message m_message;
    Label* m_happened;
    Label* m_cause;
    QPlainTextEdit* m_text;
    QPushButton* m_action;
    QPushButton* m_details;
    QPushButton* m_copy;
    QToolButton* m_close;
    QGridLayout* m_row = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    bool m_isNarrow = false;
};

} // namespace onggi
