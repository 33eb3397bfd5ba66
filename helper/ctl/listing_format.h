// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// --format of the listings: "json", "table TEMPLATE", or a template.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "helper/ctl/template/template.h"

namespace onggi::ctl {

// A field that a listing's rows have, as Docker names it, and the title of its column.
struct FormatField {
    const char* name;
    const char* title;
};

// What was asked for, parsed before the helper is asked for anything: a template that is wrong is
// told at once.
class Format {
public:
    // "json": each row as JSON, on a line of its own. "table": nothing that differs from the
    // listing's own table, see isDefault(). "table TEMPLATE": columns at the template's tabs, with
    // titles. Else a template, a line for each row. "\t" and "\n" stand for what they do in C.
    // Throws UsageError.
    explicit Format(const std::string& text);

    bool isDefault() const noexcept { return m_kind == Kind::Default; }

    // The rows are objects with exactly `fields`. What could harm a terminal is escaped. Throws
    // UsageError for a template that does not fit them.
    std::string text(const std::vector<OrderedJson>& rows,
                     const std::vector<FormatField>& fields) const;

    // One document instead of rows, as inspect has: "json" is the document on a line.
    std::string text(const OrderedJson& document) const;

private:
    enum class Kind { Default, Json, Table, Lines };

    Kind m_kind = Kind::Default;
    Template m_template{""};
};

// The option's description in --help.
constexpr const char* kFormatHelp =
    "a Go template for each line, as '{{.ID}} {{.Size}}'; 'table' before it adds titles; 'json' "
    "prints JSON lines";

} // namespace onggi::ctl
