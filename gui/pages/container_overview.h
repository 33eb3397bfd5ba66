// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The first tab of a container: what it is, in two columns of names and values that can be selected
// and copied. GUI thread only.
#pragma once

#include <array>

#include "gui/models/container_list.h"
#include "gui/models/live_store.h"
#include "gui/widgets/content_area.h"

namespace onggi {

class Label;

class ContainerOverview : public ContentArea {
    Q_OBJECT

public:
    explicit ContainerOverview(QWidget* parent = nullptr);

    void showContainer(const ContainerListRow& row, std::int64_t now);
    // What Inspect has answered, Docker's JSON; empty: nothing yet. Text that is none is passed
    // over.
    void showInspected(const QByteArray& json);
    void retranslate();

private:
    enum Fact {
        Id,
        Image,
        Command,
        Created,
        Started,
        Ended,
        Ports,
        Network, // the second column
        Directory,
        User,
        Limits,
        WhenEnded,
        Owner,
        Environment,
        FactCount
    };

    QWidget* makeColumn(int first, int end);
    void setFact(Fact fact, const QString& value);

    std::array<Label*, FactCount> m_names{};
    std::array<Label*, FactCount> m_values{};
};

} // namespace onggi
