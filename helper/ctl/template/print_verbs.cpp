// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text is padded by the columns that it takes, so that it lines up in any script.

#include "helper/ctl/template/print_verbs.h"

#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/template/functions.h"
#include "helper/ctl/template/values.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

constexpr int kMostWidth = 1000;
constexpr int kMostPrecision = 100;

struct Verb {
    bool isLeft = false;
    bool hasPlus = false;
    bool hasZeros = false;
    bool hasSpace = false;
    int width = 0;
    int precision = -1;
    char letter = 'v';
};

[[noreturn]] void refuse(const std::string& what)
{
    throw UsageError("wrong template: " + what);
}

int takeNumber(std::string_view& rest, int most)
{
    int number = 0;
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
        number = number * 10 + (rest.front() - '0');
        if (number > most)
            refuse("printf with a width beyond " + std::to_string(most));
        rest.remove_prefix(1);
    }
    return number;
}

// What follows the per cent sign.
Verb takeVerb(std::string_view& rest)
{
    Verb verb;
    for (; !rest.empty(); rest.remove_prefix(1)) {
        const char c = rest.front();
        if (c == '-')
            verb.isLeft = true;
        else if (c == '+')
            verb.hasPlus = true;
        else if (c == '0')
            verb.hasZeros = true;
        else if (c == ' ')
            verb.hasSpace = true;
        else if (c != '#')
            break;
    }
    verb.width = takeNumber(rest, kMostWidth);
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        verb.precision = takeNumber(rest, kMostPrecision);
    }
    if (rest.empty())
        refuse("printf with a per cent sign at the end");
    verb.letter = rest.front();
    rest.remove_prefix(1);
    return verb;
}

std::string signedText(const std::string& digits, const Verb& verb)
{
    if (digits.starts_with('-'))
        return digits;
    return verb.hasPlus ? "+" + digits : verb.hasSpace ? " " + digits : digits;
}

std::string padded(std::string text, const Verb& verb, bool isNumber)
{
    // What is not printable has no width that could be trusted.
    const std::size_t columns = displayWidth(printable(text));
    const auto wanted = static_cast<std::size_t>(verb.width);
    if (columns >= wanted)
        return text;
    const std::size_t missing = wanted - columns;
    if (verb.isLeft)
        return text + std::string(missing, ' ');
    if (isNumber && verb.hasZeros) {
        const std::size_t sign = text.find_first_of("+- ") == 0 ? 1 : 0;
        return text.substr(0, sign) + std::string(missing, '0') + text.substr(sign);
    }
    return std::string(missing, ' ') + text;
}

std::string realText(double value, const Verb& verb)
{
    char text[512];
    const int precision = verb.precision >= 0 ? verb.precision : 6;
    if (verb.letter == 'f')
        std::snprintf(text, sizeof text, "%.*f", precision, value);
    else
        std::snprintf(text, sizeof text, "%.*g", verb.precision >= 0 ? precision : 17, value);
    return text;
}

std::string hexText(const OrderedJson& value)
{
    char text[32];
    std::string all;
    if (value.is_number_integer()) {
        std::snprintf(text, sizeof text, "%llx",
                      static_cast<unsigned long long>(value.get<std::uint64_t>()));
        return text;
    }
    for (const unsigned char c : value.get<std::string>()) {
        std::snprintf(text, sizeof text, "%02x", c);
        all += text;
    }
    return all;
}

std::string wrongKind(const OrderedJson& value, char letter)
{
    return std::string("%!") + letter + "(" + value.type_name() + "=" + valueText(value) + ")";
}

std::string verbText(const OrderedJson& value, const Verb& verb)
{
    switch (verb.letter) {
    case 'v':
    case 's': {
        std::string text = valueText(value);
        if (verb.letter == 's' && verb.precision >= 0)
            text = callFunction("truncate", {text, verb.precision}).get<std::string>();
        return padded(value.is_number() ? signedText(text, verb) : text, verb, value.is_number());
    }
    case 'q':
        return padded(compactJson(value.is_string() ? value : OrderedJson(valueText(value))), verb,
                      false);
    case 'd':
        return value.is_number_integer() ? padded(signedText(value.dump(), verb), verb, true)
                                         : wrongKind(value, 'd');
    case 'x':
        return value.is_number_integer() || value.is_string() ? padded(hexText(value), verb, true)
                                                              : wrongKind(value, 'x');
    case 't':
        return value.is_boolean() ? padded(value.dump(), verb, false) : wrongKind(value, 't');
    case 'f':
    case 'g':
        return value.is_number()
                   ? padded(signedText(realText(value.get<double>(), verb), verb), verb, true)
                   : wrongKind(value, verb.letter);
    default:
        refuse(std::string("printf does not know %") +
               printable(std::string_view(&verb.letter, 1)));
    }
}

} // namespace

std::string printVerbs(const std::vector<OrderedJson>& arguments)
{
    if (!arguments[0].is_string())
        refuse("printf takes a format first");
    const std::string format = arguments[0].get<std::string>();
    std::string_view rest = format;
    std::string text;
    std::size_t next = 1;
    while (!rest.empty()) {
        const std::size_t percent = std::min(rest.find('%'), rest.size());
        text += rest.substr(0, percent);
        rest.remove_prefix(percent);
        if (rest.empty())
            break;
        rest.remove_prefix(1);
        const Verb verb = takeVerb(rest);
        if (verb.letter == '%')
            text += '%';
        else if (next < arguments.size())
            text += verbText(arguments[next++], verb);
        else
            text += std::string("%!") + verb.letter + "(MISSING)";
    }
    if (next < arguments.size())
        text += "%!(EXTRA)";
    return text;
}

} // namespace onggi::ctl
