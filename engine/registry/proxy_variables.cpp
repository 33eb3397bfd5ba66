// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the TOML. {append=true} among the entries of a list holds for later files too, as in the
// other readers of this format.

#include "engine/registry/proxy_variables.h"

#include <utility>

#include "engine/core/ascii.h"
#include "engine/registry/toml_text.h"

namespace onggi {

namespace {

constexpr std::string_view kNo = "no_proxy";
constexpr std::string_view kAll = "all_proxy";

bool isProxyVariable(const std::string& name)
{
    const std::string lower = lowered(name);
    return (name == lower || name == raised(name)) &&
           (lower == "http_proxy" || lower == "https_proxy" || lower == kAll || lower == kNo);
}

class Reader {
public:
    ProxyVariables read(const std::vector<NamedText>& files)
    {
        for (const NamedText& file : files)
            read(file);
        return std::move(m_variables);
    }

private:
    void read(const NamedText& file)
    {
        const toml::table root = parseToml(file);
        const toml::node* engine = root.get("engine");
        if (engine == nullptr)
            return;
        const toml::table* table = engine->as_table();
        if (table == nullptr)
            refuseAt(file, *engine, "\"engine\" is not a table");
        if (const toml::node* env = table->get("env"))
            take(file, *env);
    }

    void take(const NamedText& file, const toml::node& env)
    {
        const toml::array* list = env.as_array();
        if (list == nullptr)
            refuseAt(file, env, "\"env\" is not a list of NAME=VALUE");
        ProxyVariables own;
        for (const toml::node& item : *list) {
            if (const toml::table* attributes = item.as_table()) {
                const toml::node* append = attributes->get("append");
                if (append != nullptr && append->as_boolean() != nullptr)
                    m_appends = append->as_boolean()->get();
                continue;
            }
            const auto* text = item.as_string();
            if (text == nullptr)
                refuseAt(file, item, "\"env\" is not a list of NAME=VALUE");
            const std::string& entry = text->get();
            const std::size_t equals = entry.find('=');
            if (equals != std::string::npos && isProxyVariable(entry.substr(0, equals)))
                own.insert_or_assign(entry.substr(0, equals), entry.substr(equals + 1));
        }
        if (!m_appends)
            m_variables.clear();
        for (const auto& [name, value] : own)
            m_variables.insert_or_assign(name, value);
    }

    ProxyVariables m_variables;
    bool m_appends = false;
};

} // namespace

ProxyVariables readProxyVariables(const std::vector<NamedText>& files)
{
    return Reader().read(files);
}

Proxies::Lookup withVariables(Proxies::Lookup environment, ProxyVariables variables)
{
    return [environment = std::move(environment),
            variables = std::move(variables)](const char* name) -> std::optional<std::string> {
        if (std::optional<std::string> value = environment(name))
            return value;
        const auto isSaid = [&](std::string_view variable) {
            return environment(lowered(variable).c_str()) || environment(raised(variable).c_str());
        };
        if (isSaid(name) || (lowered(name) != kNo && isSaid(kAll)))
            return std::nullopt;
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

} // namespace onggi
