// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How far a job is: a bar for all of it with rate and time left, and a thin one for each of its
// layers, with what happens to it as a shape and a word.
#pragma once

#include <vector>

#include <QWidget>

#include "gui/models/job_steps.h"

class QScrollArea;
class QVBoxLayout;

namespace onggi {

class Label;
class PartRow;
class ProgressStrip;

class JobView : public QWidget {
    Q_OBJECT

public:
    explicit JobView(QWidget* parent = nullptr);

    void showJob(const wire::Job& job, const std::vector<JobPart>& parts);
    // In the language of now; the next showJob() says the rest.
    void retranslate();

private:
    Label* m_amount;
    Label* m_rate;
    Label* m_left;
    ProgressStrip* m_bar;
    QScrollArea* m_area;
    QVBoxLayout* m_layout;
    std::vector<PartRow*> m_rows;
};

} // namespace onggi
