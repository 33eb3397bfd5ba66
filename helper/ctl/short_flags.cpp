// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The parser takes values of flags by their long names alone; other engines also behind the last of
// some letters. A word is only touched where each of its letters is a flag.

#include "helper/ctl/short_flags.h"

namespace onggi::ctl {

namespace {

void appendSpeltOut(std::vector<std::string>& words, const std::string& word,
                    const FindOption& find)
{
    const std::size_t equals = word.find('=');
    const bool hasValue = equals != std::string::npos && equals + 1 < word.size();
    std::string longName;
    for (std::size_t i = 1; hasValue && i < equals; ++i) {
        const std::optional<KnownOption> option = find({'-', word[i]});
        if (!option || option->takesValue) {
            longName.clear();
            break;
        }
        longName = option->longName;
    }
    if (longName.empty()) {
        words.push_back(word);
        return;
    }
    if (equals > 2)
        words.push_back(word.substr(0, equals - 1));
    words.push_back(longName + word.substr(equals));
}

// Whether the next word is this one's value, whatever that looks like.
bool takesNext(const std::string& word, const FindOption& find)
{
    if (word.starts_with("--")) {
        const std::size_t equals = word.find('=');
        if (equals != std::string::npos && equals + 1 < word.size())
            return false;
        const std::optional<KnownOption> option = find(word.substr(0, equals));
        return option && option->takesValue;
    }
    for (std::size_t i = 1; i < word.size(); ++i) {
        const std::optional<KnownOption> option = find({'-', word[i]});
        if (!option)
            return false;
        if (option->takesValue)
            return i + 1 == word.size();
    }
    return false;
}

} // namespace

std::vector<std::string> spellOutFlags(std::span<const std::string> words, bool takesRest,
                                       const FindOption& find)
{
    std::vector<std::string> spelt;
    std::size_t i = 0;
    for (; i < words.size(); ++i) {
        const std::string& word = words[i];
        const bool isOption = word.size() > 1 && word[0] == '-';
        if (word == "--" || (takesRest && !isOption))
            break;
        if (!isOption) {
            spelt.push_back(word);
            continue;
        }
        if (word[1] == '-')
            spelt.push_back(word);
        else
            appendSpeltOut(spelt, word, find);
        if (takesNext(word, find) && i + 1 < words.size())
            spelt.push_back(words[++i]);
    }
    spelt.insert(spelt.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
    return spelt;
}

} // namespace onggi::ctl
