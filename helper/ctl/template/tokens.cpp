// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One pass over the text. "{{-" with a space behind it trims the text before, "-}}" with a space
// before it the text after.

#include "helper/ctl/template/tokens.h"

#include <algorithm>
#include <utility>

#include "engine/core/printable.h"
#include "helper/ctl/grammar.h"

namespace onggi::ctl {

namespace {

constexpr std::string_view kSpaces = " \t\r\n";

bool isSpace(char c)
{
    return kSpaces.find(c) != std::string_view::npos;
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}
bool isName(char c)
{
    return isNameStart(c) || isDigit(c);
}

class Lexer {
public:
    explicit Lexer(std::string_view text)
        : m_text(text)
    {
    }

    std::vector<Token> read()
    {
        bool isTrimmed = false;
        while (m_at < m_text.size()) {
            readText(std::exchange(isTrimmed, false));
            if (m_at < m_text.size())
                isTrimmed = readAction();
        }
        add(TokenKind::End, {}, m_at);
        return std::move(m_tokens);
    }

private:
    bool startsWith(std::string_view word) const { return m_text.substr(m_at).starts_with(word); }

    void add(TokenKind kind, std::string text, std::size_t at)
    {
        m_tokens.push_back({kind, std::move(text), at, m_isAfterSpace});
        m_isAfterSpace = false;
    }

    [[noreturn]] void refuse(const std::string& what, std::size_t at) const
    {
        throw UsageError("wrong template: " + what + " at character " + std::to_string(at + 1));
    }

    // Up to the next action; whether that is one that trims is dealt with here.
    void readText(bool isTrimmed)
    {
        const std::size_t end = std::min(m_text.find("{{", m_at), m_text.size());
        std::string text(m_text.substr(m_at, end - m_at));
        if (isTrimmed)
            text.erase(0, std::min(text.find_first_not_of(kSpaces), text.size()));
        const bool trims = m_text.substr(end).starts_with("{{-") && end + 3 < m_text.size() &&
                           isSpace(m_text[end + 3]);
        if (trims)
            text.erase(text.find_last_not_of(kSpaces) + 1);
        if (!text.empty())
            add(TokenKind::Text, std::move(text), m_at);
        m_at = end;
        m_hasMinus = trims;
    }

    // Returns whether the text behind it is trimmed.
    bool readAction()
    {
        const std::size_t open = m_at;
        m_at += m_hasMinus ? 3 : 2;
        if (const std::size_t word = m_text.find_first_not_of(kSpaces, m_at);
            word != std::string_view::npos && m_text.substr(word).starts_with("/*"))
            return skipComment(word, open);
        add(TokenKind::Open, {}, open);
        while (true) {
            while (m_at < m_text.size() && isSpace(m_text[m_at])) {
                m_isAfterSpace = true;
                ++m_at;
            }
            if (m_at >= m_text.size())
                refuse("an action without its }}", open);
            const bool trims = m_isAfterSpace && startsWith("-}}");
            if (trims || startsWith("}}")) {
                add(TokenKind::Close, {}, m_at);
                m_at += trims ? 3 : 2;
                return trims;
            }
            readToken();
        }
    }

    bool skipComment(std::size_t at, std::size_t open)
    {
        const std::size_t end = m_text.find("*/", at);
        if (end == std::string_view::npos)
            refuse("a comment without its end", open);
        m_at = end + 2;
        const bool isAfterSpace = m_at < m_text.size() && isSpace(m_text[m_at]);
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
        const bool trims = isAfterSpace && startsWith("-}}");
        if (!trims && !startsWith("}}"))
            refuse("something behind a comment", m_at);
        m_at += trims ? 3 : 2;
        return trims;
    }

    void readToken()
    {
        const std::size_t at = m_at;
        const char c = m_text[m_at];
        const char next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (c == '"' || c == '`')
            return readString(c);
        if (isDigit(c) || ((c == '-' || c == '+') && isDigit(next)))
            return readNumber();
        if (isNameStart(c))
            return add(TokenKind::Word, readName(), at);
        ++m_at;
        switch (c) {
        case '.':
            return isNameStart(next) ? add(TokenKind::Field, readName(), at)
                                     : add(TokenKind::Dot, {}, at);
        case '$':
            return add(TokenKind::Variable, readName(), at);
        case '|':
            return add(TokenKind::Pipe, {}, at);
        case ',':
            return add(TokenKind::Comma, {}, at);
        case '(':
            return add(TokenKind::OpenGroup, {}, at);
        case ')':
            return add(TokenKind::CloseGroup, {}, at);
        case '=':
            return add(TokenKind::Assign, {}, at);
        case ':':
            if (next == '=') {
                ++m_at;
                return add(TokenKind::Declare, {}, at);
            }
            break;
        default:
            break;
        }
        refuse("an unexpected " + printable(std::string_view(&c, 1)), at);
    }

    std::string readName()
    {
        const std::size_t from = m_at;
        while (m_at < m_text.size() && isName(m_text[m_at]))
            ++m_at;
        return std::string(m_text.substr(from, m_at - from));
    }

    void readNumber()
    {
        const std::size_t from = m_at++;
        while (m_at < m_text.size() && (isDigit(m_text[m_at]) || m_text[m_at] == '.'))
            ++m_at;
        if (m_at < m_text.size() && isNameStart(m_text[m_at]))
            refuse("a number with letters", from);
        add(TokenKind::Number, std::string(m_text.substr(from, m_at - from)), from);
    }

    void readString(char quote)
    {
        const std::size_t from = m_at++;
        std::string value;
        while (m_at < m_text.size() && m_text[m_at] != quote) {
            char c = m_text[m_at++];
            if (quote == '"' && c == '\n')
                break;
            if (quote == '"' && c == '\\')
                c = readEscape(from);
            value += c;
        }
        if (m_at >= m_text.size() || m_text[m_at] != quote)
            refuse("a string without its end", from);
        ++m_at;
        add(TokenKind::String, std::move(value), from);
    }

    char readEscape(std::size_t from)
    {
        const char c = m_at < m_text.size() ? m_text[m_at++] : '\0';
        switch (c) {
        case 'n':
            return '\n';
        case 't':
            return '\t';
        case 'r':
            return '\r';
        case '"':
        case '\\':
        case '\'':
            return c;
        default:
            refuse("an unknown escape in a string", from);
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_hasMinus = false;
    bool m_isAfterSpace = false;
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> readTokens(std::string_view text)
{
    return Lexer(text).read();
}

} // namespace onggi::ctl
