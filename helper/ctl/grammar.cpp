// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Turns the table into CLI11's tree, and CLI11's exceptions into one sentence each. CLI11 lets
// unknown words through (extras) and they are judged here, because only then a message can tell an
// option from an argument.

#include "helper/ctl/grammar.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "engine/core/printable.h"
#include "helper/ctl/short_flags.h"

namespace onggi::ctl {

namespace {

std::vector<std::string> splitWords(const std::string& text)
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
constexpr const char* kHelpDescription = "show this help";
constexpr std::size_t kHelpWidth = 100;
constexpr std::size_t kLeastHelp = 30; // columns of a description, however long its option

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

// The text in lines of kHelpWidth columns at most, where its words allow that; all but the first
// are indented.
std::string wrapped(std::string_view text, std::size_t indent)
{
    const std::size_t width = kHelpWidth > indent + kLeastHelp ? kHelpWidth - indent : kLeastHelp;
    std::string lines;
    while (text.size() > width) {
        std::size_t end = text.rfind(' ', width);
        if (end == std::string_view::npos)
            end = text.find(' ');
        if (end == std::string_view::npos)
            break;
        lines += std::string(text.substr(0, end)) + "\n" + std::string(indent, ' ');
        text.remove_prefix(end + 1);
    }
    return lines + std::string(text);
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
        text += "  " + names + std::string(width - names.size() + 2, ' ') +
                wrapped(description, width + 4) + "\n";
    return text;
}

void collectWords(const CLI::App& app, const std::string& path, std::vector<CommandWords>& all)
{
    CommandWords words{path, {}, {}};
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_snames())
            words.options.emplace_back("-" + name, option->get_description());
        for (const std::string& name : option->get_lnames())
            words.options.emplace_back("--" + name, option->get_description());
    }
    const auto children = app.get_subcommands([](const CLI::App*) { return true; });
    for (const CLI::App* child : children)
        words.commands.emplace_back(child->get_name(), child->get_description());
    all.push_back(std::move(words));
    for (const CLI::App* child : children)
        collectWords(*child, path.empty() ? child->get_name() : path + " " + child->get_name(),
                     all);
}

} // namespace

Grammar::Grammar(std::span<const Command> commands)
    : m_root(std::make_unique<CLI::App>("", "onggictl"))
{
    m_root->set_help_flag("-h,--help", kHelpDescription);
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

Grammar::~Grammar() = default;

void Grammar::addPath(const std::string& path, const Command& command)
{
    const std::vector<std::string> parts = splitWords(path);
    if (parts.size() == 1)
        return add(*m_root, path, command, path);
    CLI::App*& group = m_groups[parts[0]];
    if (group == nullptr) {
        group = m_root->add_subcommand(parts[0]);
        group->set_help_flag("-h,--help", kHelpDescription);
        group->allow_extras();
        group->require_subcommand(0, 1);
    }
    add(*group, parts[1], command, path);
}

void Grammar::add(CLI::App& parent, const std::string& name, const Command& command,
                  const std::string& path)
{
    CLI::App* app = parent.add_subcommand(name, command.summary);
    app->set_help_flag("-h,--help", kHelpDescription);
    app->allow_extras();
    m_entries.push_back({&command, app, {}, path});
    m_entries.back().action = command.declare(Syntax(*app));
}

Grammar::Parsed Grammar::parse(const std::vector<std::string>& arguments)
{
    if (arguments.empty())
        return {{}, rootHelp()};
    const std::vector<std::string> spelt = speltOut(arguments);
    try {
        m_root->parse(std::vector<std::string>(spelt.rbegin(), spelt.rend()));
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

std::vector<CommandWords> Grammar::words() const
{
    std::vector<CommandWords> all;
    collectWords(*m_root, "", all);
    return all;
}

std::vector<std::string> Grammar::speltOut(const std::vector<std::string>& arguments) const
{
    const CLI::App* app = m_root.get();
    std::size_t names = 0; // of the command
    for (; names < arguments.size(); ++names) {
        const auto children = app->get_subcommands(
            [&](const CLI::App* child) { return child->get_name() == arguments[names]; });
        if (children.empty())
            break;
        app = children.front();
    }
    const auto find = [app](const std::string& name) -> std::optional<KnownOption> {
        const CLI::Option* option = app->get_option_no_throw(name);
        if (option == nullptr)
            return std::nullopt;
        const std::vector<std::string>& longNames = option->get_lnames();
        return KnownOption{option->get_items_expected_max() > 0,
                           longNames.empty() ? std::string() : "--" + longNames.front()};
    };
    const auto behind = arguments.begin() + static_cast<std::ptrdiff_t>(names);
    std::vector<std::string> spelt(arguments.begin(), behind);
    for (std::string& word :
         spellOutFlags(std::span(arguments).subspan(names), app->get_prefix_command(), find))
        spelt.push_back(std::move(word));
    return spelt;
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
    const std::string explanation = entry.app->get_footer();
    return text + "\nOptions:\n" + optionList(*entry.app) +
           (explanation.empty() ? "" : "\n" + explanation + "\n");
}

void Syntax::argument(const char* name, std::string& value)
{
    m_app->add_option(name, value)->required();
}

void Syntax::argument(const char* name, std::vector<std::string>& values)
{
    m_app->add_option(name, values)->required();
}

void Syntax::optionalArgument(const char* name, std::string& value)
{
    m_app->add_option(name, value);
}

void Syntax::flag(const char* names, bool& value, const char* description)
{
    m_app->add_flag(names, value, description);
}

void Syntax::value(const char* names, std::string& value, const char* description,
                   const char* placeholder)
{
    // The last one counts, as with other engines.
    m_app->add_option(names, value, description)
        ->allow_extra_args(false)
        ->take_last()
        ->type_name(placeholder);
}

void Syntax::value(const char* names, std::optional<std::string>& value, const char* description,
                   const char* placeholder)
{
    // CLI11 itself takes an empty text for no value.
    const auto set = [&value](const std::string& text) { value = text; };
    m_app->add_option_function<std::string>(names, set, description)
        ->allow_extra_args(false)
        ->take_last()
        ->type_name(placeholder);
}

void Syntax::value(const char* names, unsigned& value, const char* description,
                   const char* placeholder)
{
    m_app->add_option(names, value, description)->type_name(placeholder);
}

void Syntax::list(const char* names, std::vector<std::string>& values, const char* description,
                  const char* placeholder)
{
    // Extra arguments would swallow what follows, and take "[a,b]" for a list.
    m_app->add_option(names, values, description)
        ->type_size(1)
        ->allow_extra_args(false)
        ->type_name(placeholder);
}

void Syntax::exclude(const char* name, const char* other)
{
    m_app->get_option(name)->excludes(m_app->get_option(other));
}

void Syntax::excludeEachOther(std::initializer_list<const char*> names)
{
    for (const auto* name = names.begin(); name != names.end(); ++name) {
        for (const auto* other = names.begin(); other != name; ++other)
            exclude(*name, *other);
    }
}

void Syntax::explain(const char* text)
{
    m_app->footer(text);
}

void Syntax::freeShortHelp()
{
    m_app->set_help_flag("--help", kHelpDescription);
}

void Syntax::takeRest()
{
    m_app->prefix_command();
    m_app->footer(kRest);
}

std::vector<std::string> Syntax::rest(std::size_t atLeast) const
{
    const std::vector<std::string> rest = m_app->remaining();
    if (rest.size() < atLeast)
        throw UsageError("too few arguments: see onggictl " + m_app->get_name() + " --help");
    return rest;
}

} // namespace onggi::ctl
