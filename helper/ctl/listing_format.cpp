// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Titles come from the template itself, applied to a row of titles. Line ends and tabs of the
// template reach the terminal, those of a row's texts do not: a line stays a line, and a cell a
// cell.

#include "helper/ctl/listing_format.h"

#include <algorithm>

#include "engine/core/printable.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/table.h"
#include "helper/ctl/template/values.h"

namespace onggi::ctl {

namespace {

std::string withEscapes(std::string text)
{
    for (const auto& [escape, character] : {std::pair("\\t", '\t'), std::pair("\\n", '\n')}) {
        for (std::size_t at = 0; (at = text.find(escape, at)) != std::string::npos; ++at)
            text.replace(at, 2, 1, character);
    }
    return text;
}

// The text between line ends and tabs made printable.
std::string safe(const std::string& text)
{
    std::string all;
    std::size_t from = 0;
    while (from < text.size()) {
        const std::size_t to = std::min(text.find_first_of("\n\t", from), text.size());
        all += printable(std::string_view(text).substr(from, to - from));
        if (to < text.size())
            all += text[to];
        from = to + 1;
    }
    return all;
}

std::vector<std::string> cellsOf(const std::string& line)
{
    std::vector<std::string> cells;
    std::size_t from = 0;
    for (std::size_t tab = 0; (tab = line.find('\t', from)) != std::string::npos; from = tab + 1)
        cells.push_back(line.substr(from, tab - from));
    cells.push_back(line.substr(from));
    return cells;
}

// The row with its texts made printable.
OrderedJson shown(OrderedJson row)
{
    for (OrderedJson& value : row) {
        if (value.is_string())
            value = printable(value.get<std::string>());
    }
    return row;
}

// Of the titles themselves, where the template can make sense of them.
std::vector<std::string> titlesOf(const Template& form, const std::vector<FormatField>& fields)
{
    OrderedJson titles = OrderedJson::object();
    for (const FormatField& field : fields)
        titles[field.name] = field.title;
    try {
        return cellsOf(form.apply(titles));
    } catch (const UsageError&) {
        return {""};
    }
}

std::string tableText(const Template& form, const std::vector<OrderedJson>& rows,
                      const std::vector<FormatField>& fields)
{
    std::vector<std::vector<std::string>> lines;
    std::vector<std::string> titles = titlesOf(form, fields);
    std::size_t width = titles.size();
    for (const OrderedJson& row : rows) {
        lines.push_back(cellsOf(form.apply(shown(row))));
        width = std::max(width, lines.back().size());
    }
    titles.resize(width);
    std::vector<Column> columns;
    for (const std::string& title : titles)
        columns.push_back({printable(title)});
    Table table(columns);
    for (std::vector<std::string>& line : lines) {
        line.resize(width);
        table.addRow(std::move(line));
    }
    return table.text();
}

} // namespace

Format::Format(const std::string& text)
{
    if (text.empty() || text == "table")
        return;
    if (text == "json") {
        m_kind = Kind::Json;
        return;
    }
    const bool isTable = text.starts_with("table ");
    m_kind = isTable ? Kind::Table : Kind::Lines;
    m_template = Template(withEscapes(isTable ? text.substr(6) : text));
}

std::string Format::text(const std::vector<OrderedJson>& rows,
                         const std::vector<FormatField>& fields) const
{
    if (m_kind == Kind::Table)
        return tableText(m_template, rows, fields);
    std::string text;
    for (const OrderedJson& row : rows) {
        text += m_kind == Kind::Json ? compactJson(row) : safe(m_template.apply(shown(row)));
        text += '\n';
    }
    return text;
}

std::string Format::text(const OrderedJson& document) const
{
    return (m_kind == Kind::Lines || m_kind == Kind::Table ? safe(m_template.apply(document))
                                                           : compactJson(document)) +
           "\n";
}

} // namespace onggi::ctl
