// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A table from an instruction to what it does. Members that are not there are made; of other types
// than they should be, they are replaced.

#include "engine/image/config_change.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/core/ascii.h"
#include "engine/core/error.h"
#include "engine/image/instruction_words.h"
#include "engine/image/manifest.h"
#include "engine/run/options.h"

namespace onggi {

namespace {

constexpr unsigned kMaxPort = 65535;
constexpr std::size_t kPortBytes = 12; // of "80/tcp":{} and a comma

[[noreturn]] void fail(std::string_view text, const char* why)
{
    throw Error(Code::ApiInvalidArgument, std::string(text), why);
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kSpace);
    if (begin == text.npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// The first word, and what follows it.
std::pair<std::string_view, std::string_view> cut(std::string_view text)
{
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    return {text.substr(0, end), trimmed(text.substr(end))};
}

// The list that a JSON array of strings says; nothing for other text.
std::optional<std::vector<std::string>> listFrom(std::string_view text)
{
    if (!text.starts_with('['))
        return std::nullopt;
    const Json list = Json::parse(text, nullptr, false);
    if (!list.is_array() ||
        !std::all_of(list.begin(), list.end(), [](const Json& entry) { return entry.is_string(); }))
        return std::nullopt;
    return list.get<std::vector<std::string>>();
}

Json& objectAt(Json& config, const char* name)
{
    Json& member = config[name];
    if (!member.is_object())
        member = Json::object();
    return member;
}

Json& arrayAt(Json& config, const char* name)
{
    Json& member = config[name];
    if (!member.is_array())
        member = Json::array();
    return member;
}

// Nanoseconds of "1h30m", "1.5s", "250ms": what Go's time.ParseDuration() takes, but no minus.
std::int64_t durationFrom(std::string_view text)
{
    // Micro is a sign of its own, and a Greek letter.
    constexpr std::pair<std::string_view, double> kUnits[] = {
        {"ns", 1},   {"us", 1e3}, {"\u00b5s", 1e3}, {"\u03bcs", 1e3},
        {"ms", 1e6}, {"s", 1e9},  {"m", 60e9},      {"h", 3600e9}};
    double total = 0;
    std::string_view rest = text.substr(text.starts_with('+') ? 1 : 0);
    if (rest.empty())
        fail(text, "a duration is missing");
    if (rest == "0")
        return 0;
    while (!rest.empty()) {
        double value = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value,
                                                  std::chars_format::fixed);
        // "nan" and "inf" are numbers too, to from_chars().
        if (error != std::errc() || !std::isfinite(value) || value < 0)
            fail(text, "it is no duration, such as 30s or 1m30s");
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        const std::size_t length = std::min(rest.find_first_of("0123456789."), rest.size());
        const auto unit = std::ranges::find(kUnits, rest.substr(0, length),
                                            &std::pair<std::string_view, double>::first);
        if (unit == std::end(kUnits))
            fail(text, "it is no duration, such as 30s or 1m30s");
        total += value * unit->second;
        rest.remove_prefix(length);
    }
    if (total > 9e18)
        fail(text, "it is too long");
    return static_cast<std::int64_t>(total);
}

unsigned portFrom(std::string_view text, std::string_view whole)
{
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port == 0 || port > kMaxPort)
        fail(whole, "it is no port");
    return port;
}

// The config on its way from change to change. What they add is counted: "$A$A" doubles with each
// of them, and all ports are written in seven letters.
class Draft {
public:
    explicit Draft(Json& config)
        : m_config(config)
    {
        const auto list = config.find("Env");
        if (list == config.end() || !list->is_array())
            return;
        for (std::size_t i = 0; i < list->size(); ++i) {
            const Json& entry = (*list)[i];
            const std::string text = entry.is_string() ? entry.get<std::string>() : std::string();
            if (const std::size_t at = text.find('='); at != text.npos) {
                m_places.try_emplace(text.substr(0, at), i);
                m_variables[text.substr(0, at)] = text.substr(at + 1);
            }
        }
    }

    Json& config() { return m_config; }
    const Variables& variables() const { return m_variables; }

    void setVariable(const std::string& name, const std::string& value)
    {
        Json& list = arrayAt(m_config, "Env");
        const auto [place, isNew] = m_places.try_emplace(name, list.size());
        if (isNew)
            list.push_back(name + '=' + value);
        else
            list[place->second] = name + '=' + value;
        m_variables[name] = value;
    }

    // Before so much is added. `text` is what asks for it.
    void spend(std::size_t bytes, std::string_view text)
    {
        if (bytes > m_left)
            fail(text, "with it, the changes are longer than a configuration may be");
        m_left -= bytes;
    }

    bool isCmdSet = false;

private:
    Json& m_config;
    Variables m_variables;
    std::map<std::string, std::size_t> m_places; // in "Env", by name
    std::size_t m_left = kMaxConfigBytes.count();
};

class Change {
public:
    Change(Draft& draft, std::string_view instruction, std::string_view arguments)
        : m_draft(draft)
        , m_config(draft.config())
        , m_instruction(raised(instruction))
        , m_arguments(arguments)
    {
    }

    void apply()
    {
        struct Rule {
            std::string_view instruction;
            void (Change::*apply)();
        };
        static constexpr Rule kRules[] = {
            {"CMD", &Change::cmd},           {"ENTRYPOINT", &Change::entrypoint},
            {"ENV", &Change::env},           {"EXPOSE", &Change::expose},
            {"LABEL", &Change::label},       {"USER", &Change::user},
            {"VOLUME", &Change::volume},     {"WORKDIR", &Change::workdir},
            {"ONBUILD", &Change::onbuild},   {"STOPSIGNAL", &Change::stopSignal},
            {"HEALTHCHECK", &Change::health}};
        const auto rule = std::ranges::find(kRules, m_instruction, &Rule::instruction);
        if (rule == std::end(kRules))
            fail(m_instruction, "this instruction changes more than an image's configuration, "
                                "or is none");
        if (m_arguments.empty())
            fail(m_instruction, "its argument is missing");
        m_draft.spend(m_arguments.size(), m_arguments);
        (this->*rule->apply)();
    }

private:
    std::vector<std::string> words() const
    {
        std::vector<std::string> all = splitWords(m_arguments, m_draft.variables());
        for (const std::string& word : all)
            m_draft.spend(word.size(), m_arguments);
        return all;
    }
    std::string word() const
    {
        std::string word = expandWord(m_arguments, m_draft.variables());
        m_draft.spend(word.size(), m_arguments);
        if (word.empty())
            fail(m_arguments, "nothing is left of it");
        return word;
    }

    // What is no path and no command has no white space.
    std::string onlyWord() const
    {
        if (words().size() > 1)
            fail(m_arguments, "it is more than one word");
        return word();
    }

    // The form that is executed, or a line for a shell.
    Json command(std::string_view text) const
    {
        if (const auto list = listFrom(text))
            return *list;
        Json words = Json::array({"/bin/sh", "-c"});
        if (const auto shell = m_config.find("Shell");
            shell != m_config.end() && shell->is_array() && !shell->empty())
            words = *shell;
        m_draft.spend(words.dump().size(), m_arguments);
        words.push_back(std::string(text));
        return words;
    }

    void cmd()
    {
        m_config["Cmd"] = command(m_arguments);
        m_draft.isCmdSet = true;
    }

    void entrypoint()
    {
        m_config["Entrypoint"] = command(m_arguments);
        if (!m_draft.isCmdSet)
            m_config.erase("Cmd");
    }

    // "NAME=value …", or "NAME value".
    std::vector<std::pair<std::string, std::string>> assignments() const
    {
        const auto [first, rest] = cut(m_arguments);
        std::vector<std::pair<std::string, std::string>> all;
        if (first.find('=') == first.npos && !first.starts_with('"') && !first.starts_with('\'')) {
            if (rest.empty())
                fail(m_arguments, "a value is missing");
            all.emplace_back(first, expandWord(rest, m_draft.variables()));
            m_draft.spend(all.back().second.size(), m_arguments);
            return all;
        }
        for (const std::string& word : words()) {
            const std::size_t at = word.find('=');
            if (at == word.npos || at == 0)
                fail(m_arguments, "it is not NAME=value throughout");
            all.emplace_back(word.substr(0, at), word.substr(at + 1));
        }
        return all;
    }

    void env()
    {
        for (const auto& [name, value] : assignments())
            m_draft.setVariable(name, value);
    }

    void label()
    {
        Json& labels = objectAt(m_config, "Labels");
        for (const auto& [name, value] : assignments())
            labels[name] = value;
    }

    void expose()
    {
        for (const std::string& text : words()) {
            const std::size_t slash = std::min(text.find('/'), text.size());
            const std::string protocol =
                slash == text.size() ? "tcp" : lowered(text.substr(slash + 1));
            if (protocol != "tcp" && protocol != "udp" && protocol != "sctp")
                fail(text, "its protocol is neither tcp nor udp nor sctp");
            const std::string_view ports = std::string_view(text).substr(0, slash);
            const std::size_t dash = ports.find('-');
            const unsigned first = portFrom(ports.substr(0, dash), text);
            const unsigned last =
                dash == ports.npos ? first : portFrom(ports.substr(dash + 1), text);
            if (last < first)
                fail(text, "the range ends before it begins");
            m_draft.spend(kPortBytes * (last - first + 1), text);
            Json& exposed = objectAt(m_config, "ExposedPorts");
            for (unsigned port = first; port <= last; ++port)
                exposed[std::to_string(port) + '/' + protocol] = Json::object();
        }
    }

    void user() { m_config["User"] = onlyWord(); }

    void volume()
    {
        const auto list = listFrom(m_arguments);
        Json& volumes = objectAt(m_config, "Volumes");
        for (const std::string& path : list ? *list : words()) {
            if (path.empty())
                fail(m_arguments, "a volume has no path");
            volumes[path] = Json::object();
        }
    }

    void workdir()
    {
        std::filesystem::path path = word();
        const auto now = m_config.find("WorkingDir");
        if (!path.is_absolute())
            path = std::filesystem::path("/") /
                   (now != m_config.end() && now->is_string() ? now->get<std::string>() : "") /
                   path;
        std::string text = path.lexically_normal().string();
        if (text.size() > 1 && text.ends_with('/'))
            text.pop_back();
        m_draft.spend(text.size(), m_arguments);
        m_config["WorkingDir"] = text;
    }

    void stopSignal()
    {
        const std::string signal = onlyWord();
        try {
            parseSignal(signal);
        } catch (const Error&) {
            fail(signal, "it is no signal");
        }
        m_config["StopSignal"] = signal;
    }

    void onbuild()
    {
        const std::string next = raised(cut(m_arguments).first);
        if (next == "ONBUILD" || next == "FROM" || next == "MAINTAINER")
            fail(m_arguments, "this cannot be put off to a build");
        arrayAt(m_config, "OnBuild").push_back(std::string(m_arguments));
    }

    void health()
    {
        Json check = Json::object();
        std::string_view rest = m_arguments;
        for (; rest.starts_with("--"); rest = cut(rest).second)
            healthOption(cut(rest).first, check);
        const auto [kind, command] = cut(rest);
        if (raised(kind) == "NONE" && command.empty()) {
            m_config["Healthcheck"] = Json::object({{"Test", Json::array({"NONE"})}});
            return;
        }
        if (raised(kind) != "CMD" || command.empty())
            fail(m_arguments, "it is neither CMD with a command nor NONE");
        Json test = Json::array();
        if (const auto list = listFrom(command)) {
            test = *list;
            test.insert(test.begin(), "CMD");
        } else {
            test = Json::array({"CMD-SHELL", std::string(command)});
        }
        check["Test"] = test;
        m_config["Healthcheck"] = check;
    }

    static void healthOption(std::string_view option, Json& check)
    {
        constexpr std::pair<std::string_view, const char*> kDurations[] = {
            {"--interval=", "Interval"},
            {"--timeout=", "Timeout"},
            {"--start-period=", "StartPeriod"},
            {"--start-interval=", "StartInterval"}};
        for (const auto& [prefix, name] : kDurations) {
            if (option.starts_with(prefix)) {
                check[name] = durationFrom(option.substr(prefix.size()));
                return;
            }
        }
        constexpr std::string_view kRetries = "--retries=";
        unsigned retries = 0;
        const std::string_view value =
            option.starts_with(kRetries) ? option.substr(kRetries.size()) : std::string_view();
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), retries);
        if (value.empty() || error != std::errc() || end != value.data() + value.size())
            fail(option, "it is no option of HEALTHCHECK");
        check["Retries"] = retries;
    }

    Draft& m_draft;
    Json& m_config;
    std::string m_instruction;
    std::string_view m_arguments;
};

} // namespace

void applyChanges(Json& config, std::span<const std::string> changes)
{
    if (!config.is_object())
        config = Json::object();
    Draft draft(config);
    for (const std::string& change : changes) {
        const auto [instruction, arguments] = cut(trimmed(change));
        Change(draft, instruction, arguments).apply();
    }
}

void checkChanges(std::span<const std::string> changes)
{
    Json nothing = Json::object();
    applyChanges(nothing, changes);
}

} // namespace onggi
