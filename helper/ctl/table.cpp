// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A column is as wide as its widest cell: nothing is cut, so that what is printed can be copied.

#include "helper/ctl/table.h"

#include <algorithm>
#include <cassert>

#include "engine/core/printable.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

Table::Table(std::vector<Column> columns)
    : m_columns(std::move(columns))
{
    for (const Column& column : m_columns)
        m_widths.push_back(displayWidth(column.title));
}

void Table::addRow(std::vector<std::string> cells)
{
    assert(cells.size() == m_columns.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i] = printable(cells[i]);
        m_widths[i] = std::max(m_widths[i], displayWidth(cells[i]));
    }
    m_rows.push_back(std::move(cells));
}

std::string Table::text() const
{
    std::vector<std::string> titles;
    for (const Column& column : m_columns)
        titles.push_back(column.title);
    std::string text = line(titles);
    for (const std::vector<std::string>& row : m_rows)
        text += line(row);
    return text;
}

std::string Table::line(const std::vector<std::string>& cells) const
{
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string padding(m_widths[i] - displayWidth(cells[i]), ' ');
        text += i == 0 ? "" : "  ";
        text += m_columns[i].align == Align::Left ? cells[i] + padding : padding + cells[i];
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text + "\n";
}

} // namespace onggi::ctl
