// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// --format: text with {{actions}} in the language of Go's text/template, as Docker's documentation
// uses it, over JSON documents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "helper/ctl/template/tree.h"

namespace onggi::ctl {

// Known: fields, variables, parentheses, pipelines, if/else if/else, range, with, comments, {{- and
// -}}, and the functions of helper/ctl/template/functions.h. Not known: templates that are named,
// break and continue, methods.
//
// A field that the document itself has not is an error that names those it has; deeper, and in what
// is not there, it is nothing. The text, its nesting, what a run does and what it writes are
// bounded. Any thread.
class Template {
public:
    // Throws UsageError saying where and what is wrong.
    explicit Template(std::string_view text);

    // Throws UsageError.
    std::string apply(const OrderedJson& data) const;

private:
    std::vector<TemplateNode> m_nodes;
};

} // namespace onggi::ctl
