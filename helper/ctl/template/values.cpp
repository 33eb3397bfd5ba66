// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Members of maps are printed in the order of their names, as Go does.

#include "helper/ctl/template/values.h"

#include <map>

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"

namespace onggi::ctl {

namespace {

std::string mapText(const OrderedJson& value)
{
    std::map<std::string, std::string> sorted;
    for (const auto& [name, member] : value.items())
        sorted.emplace(name, valueText(member));
    std::string text;
    for (const auto& [name, member] : sorted)
        text += (text.empty() ? "" : " ") + name + ":" + member;
    return "map[" + text + "]";
}

std::string listText(const OrderedJson& value)
{
    std::string text;
    for (const OrderedJson& element : value)
        text += (&element == &value.front() ? "" : " ") + valueText(element);
    return "[" + text + "]";
}

} // namespace

std::string valueText(const OrderedJson& value)
{
    switch (value.type()) {
    case OrderedJson::value_t::null:
        return "<no value>";
    case OrderedJson::value_t::string:
        return value.get<std::string>();
    case OrderedJson::value_t::array:
        return listText(value);
    case OrderedJson::value_t::object:
        return mapText(value);
    default:
        return value.dump();
    }
}

bool isTrue(const OrderedJson& value)
{
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number())
        return value != 0;
    if (value.is_string())
        return !value.get_ref<const std::string&>().empty();
    return !value.empty();
}

std::string compactJson(const OrderedJson& value)
{
    constexpr auto kReplace = OrderedJson::error_handler_t::replace;
    const std::string text = value.dump(-1, ' ', false, kReplace);
    return printable(text) == text ? text : value.dump(-1, ' ', true, kReplace);
}

} // namespace onggi::ctl
