// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/choices.h"

#include <set>
#include <utility>

#include <QSignalBlocker>

namespace onggi {
namespace {

using Key = std::pair<QString, QString>;

Key keyOf(const Choice& choice)
{
    return {choice.text, choice.data.toString()};
}

Key keyOf(const QComboBox& box, int row)
{
    return {box.itemText(row), box.itemData(row).toString()};
}

} // namespace

void setChoices(QComboBox& box, const std::vector<Choice>& choices)
{
    const QSignalBlocker quiet(box);
    const bool wasChosen = box.currentIndex() >= 0;
    const Key chosen = keyOf(box, box.currentIndex());
    std::set<Key> wanted;
    for (const Choice& choice : choices)
        wanted.insert(keyOf(choice));
    for (int row = box.count() - 1; row >= 0; --row) {
        if (!wanted.contains(keyOf(box, row)))
            box.removeItem(row);
    }
    const int count = static_cast<int>(choices.size());
    for (int row = 0; row < count; ++row) {
        const Choice& choice = choices[static_cast<std::size_t>(row)];
        if (row >= box.count() || keyOf(box, row) != keyOf(choice))
            box.insertItem(row, choice.text, choice.data);
    }
    while (box.count() > count) // what stands in another place now
        box.removeItem(box.count() - 1);
    // Without the item that it was on, a box goes on to the one before.
    if (wasChosen && keyOf(box, box.currentIndex()) != chosen)
        box.setCurrentIndex(-1);
}

} // namespace onggi
