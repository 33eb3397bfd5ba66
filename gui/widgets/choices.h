// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a box offers while the store changes under it. GUI thread only.
#pragma once

#include <vector>

#include <QComboBox>

namespace onggi {

struct Choice {
    QString text;
    QVariant data; // a text or a number
};

// Makes these the items of the box, in this order. Those that are there stay, so that an open popup
// stays where it is; so does the choice, and where it has gone, nothing is chosen. Emits nothing.
void setChoices(QComboBox& box, const std::vector<Choice>& choices);

} // namespace onggi
