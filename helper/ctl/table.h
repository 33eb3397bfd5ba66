// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tables as the listings print them: a heading, columns that line up, two spaces between.
#pragma once

#include <string>
#include <vector>

namespace onggi::ctl {

enum class Align { Left, Right };

struct Column {
    std::string title;
    Align align = Align::Left;
};

// Cells may hold anything: they are made printable here.
class Table {
public:
    explicit Table(std::vector<Column> columns);

    // As many cells as there are columns.
    void addRow(std::vector<std::string> cells);
    // One line a row, without spaces at its end.
    std::string text() const;

private:
    std::string line(const std::vector<std::string>& cells) const;

    std::vector<Column> m_columns;
    std::vector<std::size_t> m_widths;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace onggi::ctl
