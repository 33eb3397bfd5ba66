// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Takes a sorted list from what it was to what it is, one insertion, removal or change at a time,
// so that views keep selection, expansion and place.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace onggi {

// What insert and remove return: ends the announcement of a row when it is destroyed.
template <typename End>
struct Announcement {
    End end;
    ~Announcement() { end(); }
};
template <typename End>
Announcement(End) -> Announcement<End>;

// `rows` and `target` are sorted by `key`, which is unique in each. `insert(at)` and `remove(at)`
// return something that ends its announcement when it is destroyed; `update(at, row)` takes a new
// value for a row that stays.
template <typename Row, typename Key, typename Insert, typename Remove, typename Update>
void syncSorted(std::vector<Row>& rows, std::vector<Row>&& target, const Key& key,
                const Insert& insert, const Remove& remove, const Update& update)
{
    std::size_t at = 0;
    for (Row& wanted : target) {
        while (at < rows.size() && key(rows[at]) < key(wanted)) {
            const auto announcement = remove(at);
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
        }
        if (at < rows.size() && !(key(wanted) < key(rows[at]))) {
            update(at, std::move(wanted));
        } else {
            const auto announcement = insert(at);
            rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), std::move(wanted));
        }
        ++at;
    }
    while (at < rows.size()) {
        const auto announcement = remove(rows.size() - 1);
        rows.pop_back();
    }
}

} // namespace onggi
