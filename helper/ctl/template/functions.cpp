// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A table of names, how many arguments each takes, and what it does with them. Case is changed in
// ASCII alone: nothing here depends on a locale.

#include "helper/ctl/template/functions.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/template/print_verbs.h"
#include "helper/ctl/template/values.h"

namespace onggi::ctl {

namespace {

using Arguments = std::vector<OrderedJson>;

constexpr std::size_t kMostPadding = 1000;

[[noreturn]] void refuse(const std::string& what)
{
    throw UsageError("wrong template: " + what);
}

std::string textOf(const OrderedJson& value, const char* function)
{
    if (!value.is_string())
        refuse(std::string(function) + " takes text, not " + value.type_name());
    return value.get<std::string>();
}

std::size_t countOf(const OrderedJson& value, const char* function)
{
    if (!value.is_number_integer() || value < 0)
        refuse(std::string(function) + " takes a number that is not negative");
    return value.get<std::size_t>();
}

std::string changed(const OrderedJson& value, const char* function, char from, char to)
{
    std::string text = textOf(value, function);
    for (char& c : text) {
        if (c >= from && c <= to)
            c = static_cast<char>(c ^ 0x20);
    }
    return text;
}

OrderedJson title(const Arguments& arguments)
{
    std::string text = textOf(arguments[0], "title");
    bool isFirst = true;
    for (char& c : text) {
        if (isFirst && c >= 'a' && c <= 'z')
            c = static_cast<char>(c ^ 0x20);
        isFirst = c == ' ' || c == '\t' || c == '\n';
    }
    return text;
}

OrderedJson join(const Arguments& arguments)
{
    if (arguments[0].is_null())
        return "";
    if (!arguments[0].is_array())
        refuse("join takes a list, and what is to stand between");
    const std::string between = textOf(arguments[1], "join");
    std::string text;
    for (const OrderedJson& part : arguments[0])
        text += (&part == &arguments[0].front() ? "" : between) + valueText(part);
    return text;
}

OrderedJson split(const Arguments& arguments)
{
    const std::string text = textOf(arguments[0], "split");
    const std::string between = textOf(arguments[1], "split");
    if (between.empty())
        refuse("split takes text, and what it is split at");
    OrderedJson parts = OrderedJson::array();
    std::size_t from = 0;
    for (std::size_t at = 0; (at = text.find(between, from)) != std::string::npos;
         from = at + between.size())
        parts.push_back(text.substr(from, at - from));
    parts.push_back(text.substr(from));
    return parts;
}

OrderedJson pad(const Arguments& arguments)
{
    const std::string text = textOf(arguments[0], "pad");
    const std::size_t before = std::min(countOf(arguments[1], "pad"), kMostPadding);
    const std::size_t after = std::min(countOf(arguments[2], "pad"), kMostPadding);
    return text.empty() ? text : std::string(before, ' ') + text + std::string(after, ' ');
}

// Never inside a character.
OrderedJson truncate(const Arguments& arguments)
{
    std::string text = textOf(arguments[0], "truncate");
    std::size_t length = std::min(countOf(arguments[1], "truncate"), text.size());
    while (length > 0 && length < text.size() && (text[length] & 0xc0) == 0x80)
        --length;
    text.resize(length);
    return text;
}

OrderedJson length(const Arguments& arguments)
{
    const OrderedJson& value = arguments[0];
    if (value.is_string())
        return value.get<std::string>().size();
    if (!value.is_structured() && !value.is_null())
        refuse(std::string("len takes text or a list, not ") + value.type_name());
    return value.size();
}

OrderedJson index(const Arguments& arguments)
{
    OrderedJson value = arguments[0];
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const OrderedJson& key = arguments[i];
        OrderedJson found;
        if (value.is_object() && key.is_string()) {
            const auto member = value.find(key.get<std::string>());
            if (member != value.end())
                found = *member;
        } else if (value.is_array()) {
            const std::size_t at = countOf(key, "index");
            if (at >= value.size())
                refuse("index " + std::to_string(at) + " of a list of " +
                       std::to_string(value.size()));
            found = value[at];
        } else if (!value.is_null()) {
            refuse(std::string("index cannot look into ") + value.type_name());
        }
        value = std::move(found);
    }
    return value;
}

OrderedJson slice(const Arguments& arguments)
{
    const OrderedJson& value = arguments[0];
    const std::size_t size = value.is_string() ? value.get<std::string>().size() : value.size();
    const std::size_t from = arguments.size() > 1 ? countOf(arguments[1], "slice") : 0;
    const std::size_t to = arguments.size() > 2 ? countOf(arguments[2], "slice") : size;
    if (from > to || to > size)
        refuse("slice beyond the end");
    if (value.is_string())
        return value.get<std::string>().substr(from, to - from);
    if (!value.is_array())
        refuse(std::string("slice takes text or a list, not ") + value.type_name());
    OrderedJson part = OrderedJson::array();
    for (std::size_t i = from; i < to; ++i)
        part.push_back(value[i]);
    return part;
}

bool isComparable(const OrderedJson& a, const OrderedJson& b)
{
    return (a.is_number() && b.is_number()) || (a.is_string() && b.is_string()) ||
           (a.is_boolean() && b.is_boolean());
}

bool isEqual(const OrderedJson& a, const OrderedJson& b)
{
    if (a.is_null() || b.is_null())
        return a.is_null() && b.is_null();
    if (!isComparable(a, b))
        refuse(std::string("cannot compare ") + a.type_name() + " with " + b.type_name());
    return a == b;
}

bool isLess(const OrderedJson& a, const OrderedJson& b)
{
    if (!isComparable(a, b) || a.is_boolean())
        refuse(std::string("no order between ") + a.type_name() + " and " + b.type_name());
    return a < b;
}

OrderedJson equalsAny(const Arguments& arguments)
{
    return std::any_of(arguments.begin() + 1, arguments.end(),
                       [&](const OrderedJson& other) { return isEqual(arguments[0], other); });
}

// The first that is not `goesOn`, else the last.
OrderedJson firstOf(const Arguments& arguments, bool goesOn)
{
    for (const OrderedJson& argument : arguments) {
        if (isTrue(argument) != goesOn)
            return argument;
    }
    return arguments.back();
}

std::string line(const Arguments& arguments)
{
    std::string text;
    for (const OrderedJson& argument : arguments)
        text += (&argument == &arguments.front() ? "" : " ") + valueText(argument);
    return text + "\n";
}

// A space between two of which neither is text.
std::string printed(const Arguments& arguments)
{
    std::string text;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (i > 0 && !arguments[i].is_string() && !arguments[i - 1].is_string())
            text += ' ';
        text += valueText(arguments[i]);
    }
    return text;
}

struct Function {
    std::size_t least;
    std::size_t most;
    OrderedJson (*call)(const Arguments& arguments);
};

constexpr std::size_t kAny = 1000;

const std::map<std::string, Function>& functions()
{
    static const std::map<std::string, Function> kFunctions{
        {"and", {1, kAny, [](const Arguments& a) { return firstOf(a, true); }}},
        {"or", {1, kAny, [](const Arguments& a) { return firstOf(a, false); }}},
        {"not", {1, 1, [](const Arguments& a) { return OrderedJson(!isTrue(a[0])); }}},
        {"eq", {2, kAny, equalsAny}},
        {"ne", {2, 2, [](const Arguments& a) { return OrderedJson(!isEqual(a[0], a[1])); }}},
        {"lt", {2, 2, [](const Arguments& a) { return OrderedJson(isLess(a[0], a[1])); }}},
        {"le", {2, 2, [](const Arguments& a) { return OrderedJson(!isLess(a[1], a[0])); }}},
        {"gt", {2, 2, [](const Arguments& a) { return OrderedJson(isLess(a[1], a[0])); }}},
        {"ge", {2, 2, [](const Arguments& a) { return OrderedJson(!isLess(a[0], a[1])); }}},
        {"index", {1, kAny, index}},
        {"join", {2, 2, join}},
        {"json", {1, 1, [](const Arguments& a) { return OrderedJson(compactJson(a[0])); }}},
        {"len", {1, 1, length}},
        {"lower",
         {1, 1, [](const Arguments& a) { return OrderedJson(changed(a[0], "lower", 'A', 'Z')); }}},
        {"pad", {3, 3, pad}},
        {"print", {0, kAny, [](const Arguments& a) { return OrderedJson(printed(a)); }}},
        {"printf", {1, kAny, [](const Arguments& a) { return OrderedJson(printVerbs(a)); }}},
        {"println", {0, kAny, [](const Arguments& a) { return OrderedJson(line(a)); }}},
        {"slice", {1, 3, slice}},
        {"split", {2, 2, split}},
        {"title", {1, 1, title}},
        {"truncate", {2, 2, truncate}},
        {"upper",
         {1, 1, [](const Arguments& a) { return OrderedJson(changed(a[0], "upper", 'a', 'z')); }}},
    };
    return kFunctions;
}

} // namespace

OrderedJson callFunction(const std::string& name, const std::vector<OrderedJson>& arguments)
{
    const auto found = functions().find(name);
    if (found == functions().end()) {
        std::string known;
        for (const auto& [other, function] : functions())
            known += (known.empty() ? "" : " ") + other;
        refuse("there is no function " + printable(name) + ": there are " + known);
    }
    const Function& function = found->second;
    if (arguments.size() < function.least || arguments.size() > function.most)
        refuse(name + " takes another number of values than " + std::to_string(arguments.size()));
    return function.call(arguments);
}

} // namespace onggi::ctl
