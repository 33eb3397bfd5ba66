// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Loading archives, one after the other: first what is in it and what that would change, read here;
// then, if somebody wants it, how far the helper is. It may be closed while an archive is loaded:
// the job goes on.
#pragma once

#include <optional>

#include <QDBusError>
#include <QDialog>

#include "gui/models/archive_reader.h"
#include "gui/models/live_store.h"
#include "gui/models/load_plan.h"

class QPushButton;
class QStackedWidget;

namespace onggi {

class CommandButton;
class ErrorBar;
class JobProgress;
class Label;
class LoadTable;
class ProgressStrip;
class RunningJob;

class LoadDialog : public QDialog {
    Q_OBJECT

public:
    // Both must outlive the dialog. Opens the first of the paths.
    LoadDialog(HelperLink& link, LiveStore& store, const QStringList& paths,
               QWidget* parent = nullptr);
    ~LoadDialog() override;

    // Behind those that wait.
    void addArchives(const QStringList& paths);

signals:
    // Somebody wants to see what was loaded.
    void imageChosen(onggi::Serial image);
    // Tells its end also to whoever has closed the dialog by then.
    void begun(onggi::RunningJob* job);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class State { Reading, Refused, Asking, Loading, Loaded };

    void build();
    QWidget* makeReading();
    QWidget* makeQuestion();
    QLayout* makeButtons();
    void setState(State state);
    void retranslate();
    void showPlan();
    void showHead();

    void readNext();
    void takeArchive(const OpenArchive& archive);
    void refuse(const Error& error);
    void begin();
    void showLoaded();
    void takeResult(const QVariantMap& result);
    void takeFailure(const QDBusError& error);
    QString noteText() const;
    QString fileName() const;
    QString command() const;

    HelperLink& m_link;
    LiveStore& m_store;
    State m_state = State::Reading;
    QStringList m_waiting; // paths
    QString m_path;
    int m_done = 0; // archives before this one
    ArchiveReader m_reader;
    std::optional<OpenArchive> m_archive;
    LoadPlan m_plan;
    QVariantMap m_result; // of what was loaded

    ErrorBar* m_errors = nullptr;
    Label* m_name = nullptr;
    Label* m_about = nullptr;
    QStackedWidget* m_stack = nullptr;
    Label* m_reading = nullptr;
    ProgressStrip* m_readingStrip = nullptr;
    Label* m_sentence = nullptr;
    Label* m_moves = nullptr;
    LoadTable* m_table = nullptr;
    CommandButton* m_command = nullptr;
    JobProgress* m_progress = nullptr;
    QPushButton* m_cancel = nullptr; // of the job
    QPushButton* m_close = nullptr;
    QPushButton* m_next = nullptr; // archive
    QPushButton* m_load = nullptr; // and afterwards: show the image
};

} // namespace onggi
