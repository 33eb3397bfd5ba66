// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One pass over the text: what a character means depends on the quotes that are open, and on
// nothing else.

#include "engine/image/instruction_words.h"

#include <cctype>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr int kMaxDepth = 16; // of ${a:-${b:-…}}
// Of what variables are replaced by. Linux gives a program 128 KiB in one of them.
constexpr std::size_t kMaxReplaced = 1 << 20;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isNameStart(char c)
{
    return c == '_' || std::isalpha(static_cast<unsigned char>(c)) != 0;
}

bool isNamePart(char c)
{
    return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

class Words {
public:
    Words(std::string_view text, const Variables& variables, int depth)
        : m_text(text)
        , m_variables(variables)
        , m_depth(depth)
    {
        if (depth > kMaxDepth)
            fail("it is nested too deep");
    }

    std::vector<std::string> run(bool isSplit)
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (isSplit && m_quote == 0 && isSpace(c)) {
                ++m_at;
                endWord();
                continue;
            }
            m_hasWord = true;
            take(c);
        }
        if (m_quote != 0)
            fail("a quote is not closed");
        endWord();
        return std::move(m_words);
    }

private:
    [[noreturn]] void fail(const char* why) const
    {
        throw Error(Code::ApiInvalidArgument, std::string(m_text), why);
    }

    void take(char c)
    {
        ++m_at;
        if (m_quote == '\'') {
            if (c == '\'')
                m_quote = 0;
            else
                m_word += c;
        } else if (c == '\\' && m_at < m_text.size()) {
            // Within double quotes it is a backslash, but before what has a meaning there.
            const char next = m_text[m_at++];
            if (m_quote == '"' && next != '"' && next != '$' && next != '\\')
                m_word += c;
            m_word += next;
        } else if (c == '"') {
            m_quote = m_quote == '"' ? '\0' : '"';
        } else if (c == '\'' && m_quote == 0) {
            m_quote = c;
        } else if (c == '$') {
            takeVariable();
        } else {
            m_word += c;
        }
    }

    void takeVariable()
    {
        if (m_at < m_text.size() && m_text[m_at] == '{') {
            ++m_at;
            takeBraces();
        } else if (m_at < m_text.size() && isNameStart(m_text[m_at])) {
            put(valueOf(takeName()));
        } else {
            m_word += '$';
        }
    }

    std::string_view takeName()
    {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && isNamePart(m_text[m_at]))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    void takeBraces()
    {
        const std::string_view name = takeName();
        if (name.empty())
            fail("a variable has no name");
        const std::string& value = valueOf(name);
        const std::string_view rest = takeToBrace();
        if (rest.empty()) {
            put(value);
            return;
        }
        if (!rest.starts_with(":-") && !rest.starts_with(":+"))
            fail("of what may follow a variable's name, only :- and :+ are known");
        const bool isForMissing = rest[1] == '-';
        if (value.empty() == isForMissing)
            put(joined(Words(rest.substr(2), m_variables, m_depth + 1).run(false)));
        else if (isForMissing)
            put(value);
    }

    void put(const std::string& value)
    {
        if (value.size() > kMaxReplaced - m_replaced)
            fail("its variables make it too long");
        m_replaced += value.size();
        m_word += value;
    }

    // What stands before the brace that closes the one that is open.
    std::string_view takeToBrace()
    {
        const std::size_t begin = m_at;
        for (int open = 1; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '{')
                ++open;
            else if (m_text[m_at] == '}' && --open == 0)
                return m_text.substr(begin, m_at++ - begin);
        }
        fail("a brace is not closed");
    }

    static std::string joined(const std::vector<std::string>& words)
    {
        return words.empty() ? std::string() : words.front();
    }

    const std::string& valueOf(std::string_view name) const
    {
        static const std::string kEmpty;
        const auto found = m_variables.find(name);
        return found == m_variables.end() ? kEmpty : found->second;
    }

    void endWord()
    {
        if (!m_hasWord)
            return;
        m_words.push_back(std::move(m_word));
        m_word.clear();
        m_hasWord = false;
    }

    std::string_view m_text;
    const Variables& m_variables;
    int m_depth;
    std::size_t m_at = 0;
    char m_quote = 0;
    bool m_hasWord = false;
    std::size_t m_replaced = 0;
    std::string m_word;
    std::vector<std::string> m_words;
};

} // namespace

std::vector<std::string> splitWords(std::string_view text, const Variables& variables)
{
    return Words(text, variables, 0).run(true);
}

std::string expandWord(std::string_view text, const Variables& variables)
{
    const std::vector<std::string> words = Words(text, variables, 0).run(false);
    return words.empty() ? std::string() : words.front();
}

} // namespace onggi
