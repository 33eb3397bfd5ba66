// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a pull would do: the sentence that decides, the share that is here already, and the layers
// that the sentence is the sum of.
#pragma once

#include <map>

#include <QWidget>

#include "gui/models/planned_pull.h"

namespace onggi {

class Label;
class PullTable;
class PlanBar;

class PullPlanView : public QWidget {
    Q_OBJECT

public:
    explicit PullPlanView(QWidget* parent = nullptr);

    // What is shown next is another plan.
    void forget();
    // In the language of now. Of `jobs` the last rate is taken.
    void showPlan(PlannedPull plan, const StoreView& view,
                  const std::map<qulonglong, wire::Job>& jobs);

private:
    Label* m_sentence;
    PlanBar* m_bar;
    Label* m_time;
    Label* m_free;
    Label* m_move;
    Label* m_refusal;
    PullTable* m_table;
};

} // namespace onggi
