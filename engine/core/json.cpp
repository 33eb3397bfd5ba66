// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bounds on JSON from outside. Size is bounded by whoever fetched the text.

#include "engine/core/json.h"

#include <set>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"

namespace onggi {

namespace {

[[noreturn]] void refuse(std::string_view what, const std::string& cause)
{
    throw Error(Code::DocumentInvalid, std::string(what), cause);
}

[[noreturn]] void refuseMember(std::string_view what, const char* name, const char* expected)
{
    refuse(what, std::string("\"") + name + "\" is missing or is not " + expected);
}

// A null pointer where the member is missing or null.
const Json* find(const Json& object, const char* name, std::string_view what)
{
    if (!object.is_object())
        refuse(what, "it is not an object");
    const auto member = object.find(name);
    return member == object.end() || member->is_null() ? nullptr : &*member;
}

// Watches depth and repeated keys while nlohmann-json parses: two parsers may disagree about which
// of two equal keys counts, so that neither does here.
class Guard {
public:
    explicit Guard(std::string_view what)
        : m_what(what)
    {
    }

    bool operator()(int depth, Json::parse_event_t event, Json& parsed)
    {
        switch (event) {
        case Json::parse_event_t::object_start:
        case Json::parse_event_t::array_start:
            if (depth >= kMaxJsonDepth)
                refuse(m_what, "it is nested too deeply");
            m_keys.emplace_back();
            break;
        case Json::parse_event_t::key:
            if (!m_keys.back().insert(parsed.get<std::string>()).second)
                refuse(m_what, "the key \"" + parsed.get<std::string>() + "\" stands twice");
            break;
        case Json::parse_event_t::object_end:
        case Json::parse_event_t::array_end:
            m_keys.pop_back();
            break;
        default:
            break;
        }
        return true;
    }

private:
    std::string_view m_what;
    std::vector<std::set<std::string>> m_keys;
};

} // namespace

Json parseJson(std::string_view text, std::string_view what)
{
    Guard guard(what);
    try {
        return Json::parse(text.begin(), text.end(), std::ref(guard));
    } catch (const Json::exception& error) {
        refuse(what, error.what());
    }
}

const Json& requireMember(const Json& object, const char* name, std::string_view what)
{
    const Json* member = find(object, name, what);
    if (!member)
        refuseMember(what, name, "there");
    return *member;
}

std::string requireString(const Json& object, const char* name, std::string_view what)
{
    const Json* member = find(object, name, what);
    if (!member || !member->is_string())
        refuseMember(what, name, "a string");
    return member->get<std::string>();
}

std::uint64_t requireUnsigned(const Json& object, const char* name, std::string_view what)
{
    const Json* member = find(object, name, what);
    if (!member || !member->is_number_unsigned())
        refuseMember(what, name, "a natural number");
    return member->get<std::uint64_t>();
}

const Json& requireArray(const Json& object, const char* name, std::string_view what)
{
    const Json* member = find(object, name, what);
    if (!member || !member->is_array())
        refuseMember(what, name, "a list");
    return *member;
}

std::string optionalString(const Json& object, const char* name, std::string_view what)
{
    const Json* member = find(object, name, what);
    if (member && !member->is_string())
        refuseMember(what, name, "a string");
    return member ? member->get<std::string>() : std::string();
}

bool optionalBool(const Json& object, const char* name, std::string_view what)
{
    const Json* member = find(object, name, what);
    if (member && !member->is_boolean())
        refuseMember(what, name, "true or false");
    return member && member->get<bool>();
}

std::vector<std::string> optionalStrings(const Json& object, const char* name,
                                         std::string_view what)
{
    const Json* member = find(object, name, what);
    std::vector<std::string> strings;
    if (!member)
        return strings;
    if (!member->is_array())
        refuseMember(what, name, "a list of strings");
    for (const Json& item : *member) {
        if (!item.is_string())
            refuseMember(what, name, "a list of strings");
        strings.push_back(item.get<std::string>());
    }
    return strings;
}

std::map<std::string, std::string> optionalStringMap(const Json& object, const char* name,
                                                     std::string_view what)
{
    const Json* member = find(object, name, what);
    std::map<std::string, std::string> strings;
    if (!member)
        return strings;
    if (!member->is_object())
        refuseMember(what, name, "an object of strings");
    for (const auto& [key, value] : member->items()) {
        if (!value.is_string())
            refuseMember(what, name, "an object of strings");
        strings.emplace(key, value.get<std::string>());
    }
    return strings;
}

} // namespace onggi
