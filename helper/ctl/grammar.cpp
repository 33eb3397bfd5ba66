// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Turns the table into CLI11's tree, and CLI11's exceptions into one sentence each. CLI11 lets
// unknown words through (extras) and they are judged here, because only then a message can tell an
// option from an argument.

#include "helper/ctl/grammar.h"

#include <algorithm>

#include "engine/core/printable.h"

namespace onggi::ctl {

namespace {

std::vector<std::string> words(const std::string& text)
{
    std::vector<std::string> all;
    std::size_t from = 0;
    while (from < text.size()) {
        const std::size_t to = std::min(text.find(' ', from), text.size());
        all.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return all;
}

bool isOption(const std::string& word)
{
    return word.size() > 1 && word[0] == '-';
}

constexpr const char* kRest = "rest";

// "-a, --all", "--name NAME"
std::string optionNames(const CLI::Option& option)
{
    std::string text;
    for (const std::string& name : option.get_snames())
        text += (text.empty() ? "-" : ", -") + name;
    for (const std::string& name : option.get_lnames())
        text += (text.empty() ? "    --" : ", --") + name;
    if (option.get_items_expected_max() > 0)
        text += " " + option.get_type_name();
    return text;
}

std::string optionList(const CLI::App& app)
{
    std::vector<std::pair<std::string, std::string>> rows;
    std::size_t width = 0;
    for (const CLI::Option* option : app.get_options()) {
        if (option->nonpositional() && !option->get_group().empty()) {
            rows.emplace_back(optionNames(*option), option->get_description());
            width = std::max(width, rows.back().first.size());
        }
    }
    std::string text;
    for (const auto& [names, description] : rows)
        text += "  " + names + std::string(width - names.size() + 2, ' ') + description + "\n";
    return text;
}

} // namespace

Grammar::Grammar(std::span<const Command> commands)
    : m_root(std::make_unique<CLI::App>("", "onggictl"))
{
    m_root->set_help_flag("-h,--help", "show this help");
    m_root->allow_extras();
    // Else an argument that is spelt like a command would begin a second one.
    m_root->require_subcommand(0, 1);
    // Names before synonyms, so that help lists them in the order of the table.
    for (const Command& command : commands)
        addPath(command.name, command);
    for (const Command& command : commands) {
        for (const char* synonym : command.synonyms)
            addPath(synonym, command);
    }
}

void Grammar::addPath(const std::string& path, const Command& command)
{
    const std::vector<std::string> parts = words(path);
    if (parts.size() == 1)
        return add(*m_root, path, command, path);
    CLI::App*& group = m_groups[parts[0]];
    if (group == nullptr) {
        group = m_root->add_subcommand(parts[0]);
        group->set_help_flag("-h,--help", "show this help");
        group->allow_extras();
        group->require_subcommand(0, 1);
    }
    add(*group, parts[1], command, path);
}

void Grammar::add(CLI::App& parent, const std::string& name, const Command& command,
                  const std::string& path)
{
    CLI::App* app = parent.add_subcommand(name, command.summary);
    app->set_help_flag("-h,--help", "show this help");
    app->allow_extras();
    m_entries.push_back({&command, app, {}, path});
    m_entries.back().action = command.declare(*app);
}

Grammar::Parsed Grammar::parse(const std::vector<std::string>& arguments)
{
    if (arguments.empty())
        return {{}, rootHelp()};
    try {
        m_root->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForHelp&) {
        const CLI::App* app = m_root.get();
        while (!app->get_subcommands().empty())
            app = app->get_subcommands().front();
        return {{}, help(*app)};
    } catch (const CLI::ParseError& error) {
        const Entry* entry = selected();
        std::string message = printable(error.what());
        throw UsageError("wrong arguments: " + message + ": see onggictl " +
                         (entry ? entry->path + " " : std::string()) + "--help");
    }
    const Entry* entry = selected();
    if (entry == nullptr) {
        const std::vector<std::string> extras = m_root->remaining(true);
        const auto& subs = m_root->get_subcommands();
        const std::string group = subs.empty() ? "" : subs.front()->get_name() + " ";
        if (extras.empty())
            return {{}, subs.empty() ? rootHelp() : help(*subs.front())};
        throw UsageError(
            std::string(isOption(extras[0]) ? "unknown option: " : "unknown command: ") + group +
            printable(extras[0]) + ": see onggictl " + group + "--help");
    }
    refuseExtras(*entry);
    return {entry->action, {}};
}

const Grammar::Entry* Grammar::selected() const
{
    for (const Entry& entry : m_entries) {
        if (entry.app->parsed())
            return &entry;
    }
    return nullptr;
}

void Grammar::refuseExtras(const Entry& entry) const
{
    std::vector<std::string> extras = entry.app->remaining();
    // What stood before the command, as in "onggictl --no-such images".
    const std::vector<std::string> before = m_root->remaining();
    extras.insert(extras.begin(), before.begin(), before.end());
    const std::string see = ": see onggictl " + entry.path + " --help";
    if (extras.empty() || (entry.app->get_footer() == kRest && !isOption(extras[0])))
        return;
    throw UsageError(
        std::string(isOption(extras[0]) ? "unknown option: " : "too many arguments: ") +
        printable(extras[0]) + see);
}

std::string Grammar::help(const CLI::App& app) const
{
    for (const Entry& entry : m_entries) {
        if (entry.app == &app)
            return commandHelp(entry);
    }
    if (&app == m_root.get())
        return rootHelp();
    std::string text = "Usage: onggictl " + app.get_name() + " COMMAND\n\nCommands:\n";
    for (const Entry& entry : m_entries) {
        if (entry.app->get_parent() == &app)
            text += "  " + entry.app->get_name() +
                    std::string(12 - std::min<std::size_t>(11, entry.app->get_name().size()), ' ') +
                    entry.command->summary + "\n";
    }
    return text;
}

std::string Grammar::rootHelp() const
{
    std::string text =
        "Usage: onggictl COMMAND [OPTIONS] [ARGUMENTS]\n\n"
        "Pulls images, shows how they descend from one another, and runs containers.\n\n"
        "Commands:\n";
    for (const Entry& entry : m_entries) {
        if (entry.app->get_parent() != m_root.get())
            continue;
        const std::string& name = entry.app->get_name();
        text += "  " + name + std::string(12 - std::min<std::size_t>(11, name.size()), ' ') +
                entry.command->summary + "\n";
    }
    return text + "\nonggictl COMMAND --help says more about a command.\n";
}

std::string Grammar::commandHelp(const Entry& entry) const
{
    const std::string arguments = entry.command->arguments;
    std::string text = "Usage: onggictl " + entry.path + " [OPTIONS]" +
                       (arguments.empty() ? "" : " " + arguments) + "\n\n" +
                       entry.command->summary + ".\n";
    if (!entry.command->synonyms.empty()) {
        text += "\nAlso: onggictl " + std::string(entry.command->name);
        for (const char* synonym : entry.command->synonyms)
            text += std::string(", onggictl ") + synonym;
        text += "\n";
    }
    return text + "\nOptions:\n" + optionList(*entry.app);
}

CLI::Option* addList(CLI::App& app, const std::string& names, std::vector<std::string>& values,
                     const std::string& description, const std::string& placeholder)
{
    // Extra arguments would swallow what follows, and take "[a,b]" for a list.
    return app.add_option(names, values, description)
        ->type_size(1)
        ->allow_extra_args(false)
        ->type_name(placeholder);
}

CLI::Option* addValue(CLI::App& app, const std::string& names, std::string& value,
                      const std::string& description, const std::string& placeholder)
{
    // The last one counts, as with other engines.
    return app.add_option(names, value, description)
        ->allow_extra_args(false)
        ->take_last()
        ->type_name(placeholder);
}

void takeRestAsArguments(CLI::App& app)
{
    app.prefix_command();
    app.footer(kRest);
}

std::vector<std::string> takeRest(const CLI::App& app, std::size_t atLeast)
{
    const std::vector<std::string> rest = app.remaining();
    if (rest.size() < atLeast)
        throw UsageError("too few arguments: see onggictl " + app.get_name() + " --help");
    return rest;
}

} // namespace onggi::ctl
