// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A template's text as tokens: pkg.go.dev/text/template, as far as --format uses it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace onggi::ctl {

enum class TokenKind {
    Text,       // between actions; trimmed where a neighbouring action says so
    Open,       // {{
    Close,      // }}
    Dot,        // .
    Field,      // .Name
    Variable,   // $, $name
    Word,       // function or keyword
    String,     // "…" or `…`, unescaped
    Number,     // 12, -3, 1.5
    Pipe,       // |
    Comma,      // ,
    Declare,    // :=
    Assign,     // =
    OpenGroup,  // (
    CloseGroup, // )
    End,        // of the template; always the last
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;          // the name without its dot or dollar, the string's value
    std::size_t at = 0;        // where in the template it begins, for messages
    bool isAfterSpace = false; // ".A .B" are two operands, ".A.B" is one
};

// Comments are left out. Throws UsageError saying where and what is wrong.
std::vector<Token> readTokens(std::string_view text);

} // namespace onggi::ctl
