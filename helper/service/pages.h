// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lists in pages, and changes in messages, that stay far below what the bus carries.
#pragma once

#include <algorithm>
#include <vector>

#include <QList>

#include "engine/lineage/store_view.h"
#include "helper/api/convert.h"

namespace onggi {

inline constexpr std::size_t kMaxPageRows = 2000;
inline constexpr std::size_t kMaxPageBytes = 4 << 20;

// About as many bytes as the row takes on the bus.
std::size_t wireSize(const LayerRow& row) noexcept;
std::size_t wireSize(const ImageRow& row) noexcept;
std::size_t wireSize(const ContainerRow& row) noexcept;

// The first rows of `rows` that fit in one message, at least one; at most `count`.
template <typename Iterator>
Iterator endOfPage(Iterator begin, Iterator end, std::size_t count)
{
    std::size_t bytes = 0;
    std::size_t taken = 0;
    auto row = begin;
    while (row != end && taken < std::min(count, kMaxPageRows)) {
        bytes += wireSize(*row);
        if (bytes > kMaxPageBytes && row != begin)
            break;
        ++row;
        ++taken;
    }
    return row;
}

// Those from serial `first` on, of rows in the order of their serials.
template <typename Row>
auto pageOf(const std::vector<Row>& rows, Serial first, std::size_t count)
{
    const auto begin = std::ranges::lower_bound(rows, first, {}, &Row::serial);
    const auto end = endOfPage(begin, rows.end(), count);
    QList<decltype(toWire(rows.front()))> page;
    page.reserve(end - begin);
    for (auto row = begin; row != end; ++row)
        page.append(toWire(*row));
    return page;
}

} // namespace onggi
