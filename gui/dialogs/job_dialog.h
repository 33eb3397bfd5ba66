// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A dialog in two halves: a question, with the command that does the same, then how far the job is
// that came of it, and what it has brought. It may be closed while the job runs: that goes on.
// Where the job fails, the question is there again with what went wrong above it.
#pragma once

#include <functional>

#include <QDBusError>
#include <QDialog>
#include <QVariantMap>

#include "gui/dialogs/job_progress.h"
#include "gui/models/live_store.h"
#include "gui/widgets/error_bar.h"

class QGridLayout;
class QLayout;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace onggi {

class CommandButton;
class Label;

class JobDialog : public QDialog {
    Q_OBJECT

protected:
    enum class State { Asking, Working, Done };

    // In the language of now.
    struct Words {
        QString title;   // of the window
        QString begin;   // the button that answers the question
        QString cancel;  // the button that ends the job
        QString proceed; // the button behind the job that is done; empty: there is none
        QString failed;  // what happened where it could not be done
    };

    // Both must outlive the dialog. `kind` is the job's.
    JobDialog(HelperLink& link, LiveStore& store, const QString& kind, QWidget* parent);
    ~JobDialog() override;

    // A question is a column of rows under its title. This is its layout; the widget that it lays
    // out is the question.
    static QVBoxLayout* makeColumn(Label& title);
    // Fields below each other, with their names at the left.
    static QGridLayout* makeFields();
    // One more of them, as wide as there is room, or at one side. The name's text is to be set.
    static Label* addField(QGridLayout& fields, QWidget& field, Qt::Alignment alignment = {});
    // Once, at the end of the constructor of what is derived. Takes it; `first` of it has the
    // focus.
    void setQuestion(QWidget* question, QWidget* first);
    // Whether it may begin, while it asks, and the command that would do the same; empty: none.
    void setReady(bool isReady, const QString& command);

    // To the second half. The name and what is said beside it are of what is worked on.
    void work(const QString& name, const QString& about);
    void follow(RunningJob& job);
    PreparedJob* followAside(const std::function<PreparedJob::Call()>& read);
    void finish(const QVariantMap& result);
    void ask();
    void fail(const ErrorBar::Message& message);

    State state() const noexcept { return m_state; }
    HelperLink& link() const noexcept { return m_link; }
    LiveStore& store() const noexcept { return m_store; }
    ErrorBar& errors() const noexcept { return *m_errors; }
    const QVariantMap& jobResult() const noexcept { return m_result; }

    void changeEvent(QEvent* event) override;

    virtual Words words() const = 0;
    // What stands in the question.
    virtual void translateQuestion() = 0;
    // Its answer was pressed.
    virtual void begin() = 0;
    // What is behind the job that is done was pressed.
    virtual void proceed() {}
    virtual void cancelJob();
    virtual void takeResult(const QVariantMap& result);
    virtual void takeFailure(const QDBusError& error);

private:
    void build();
    QLayout* makeButtons();
    void setState(State state);
    void retranslate();

    HelperLink& m_link;
    LiveStore& m_store;
    QString m_kind;
    State m_state = State::Asking;
    bool m_isReady = false;
    QVariantMap m_result; // of the job that is done

    ErrorBar* m_errors = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_first = nullptr; // of the question
    JobProgress* m_progress = nullptr;
    CommandButton* m_command = nullptr;
    QPushButton* m_cancel = nullptr; // of the job
    QPushButton* m_close = nullptr;
    QPushButton* m_main = nullptr;
};

} // namespace onggi
