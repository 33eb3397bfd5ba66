// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The grammar of the command line: a tree of CLI11 commands that is made from the table of commands
// alone. Help and completions are read off the same tree.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace onggi::ctl {

// Does what was asked for; returns the exit code. Throws Error, Interrupted.
using Action = std::function<int()>;

struct Command {
    const char* name;                  // "images", or "container prune"
    const char* arguments;             // "[REPOSITORY]", as the help shows them
    const char* summary;               // one line, without a full stop
    std::vector<const char*> synonyms; // "image ls"
    // Declares options and arguments, and returns what is to be done once they are parsed.
    Action (*declare)(CLI::App& app);
};

// Thrown for a command line that makes no sense. The message is one line: what happened, the likely
// cause.
class UsageError : public std::exception {
public:
    explicit UsageError(std::string message)
        : m_message(std::move(message))
    {
    }
    const char* what() const noexcept override { return m_message.c_str(); }

private:
    std::string m_message;
};

class Grammar {
public:
    explicit Grammar(std::span<const Command> commands);

    // Parses `arguments` (without the program's name). Either an action, or the text of a help that
    // was asked for. Throws UsageError.
    struct Parsed {
        Action action;
        std::string help;
    };
    Parsed parse(const std::vector<std::string>& arguments);

    // The tree, for completions: commands, options, in the order of the table.
    const CLI::App& root() const { return *m_root; }

private:
    struct Entry {
        const Command* command;
        CLI::App* app;
        Action action;
        std::string path; // "container rm"
    };

    void addPath(const std::string& path, const Command& command);
    void add(CLI::App& parent, const std::string& name, const Command& command,
             const std::string& path);
    const Entry* selected() const;
    void refuseExtras(const Entry& entry) const;
    std::string help(const CLI::App& app) const;
    std::string rootHelp() const;
    std::string commandHelp(const Entry& entry) const;

    std::unique_ptr<CLI::App> m_root;
    std::map<std::string, CLI::App*> m_groups; // "image", "container", …
    std::vector<Entry> m_entries;
};

// The whole command line.
std::span<const Command> commands();

// An option that may be given several times, once each ("-e A=1 -e B=2").
CLI::Option* addList(CLI::App& app, const std::string& names, std::vector<std::string>& values,
                     const std::string& description, const std::string& placeholder);
// An option with one value.
CLI::Option* addValue(CLI::App& app, const std::string& names, std::string& value,
                      const std::string& description, const std::string& placeholder);
// What follows the options is taken as it stands, from the first word that is no option on; see
// takeRest().
void takeRestAsArguments(CLI::App& app);
// That rest, of at least `atLeast` words. Throws UsageError.
std::vector<std::string> takeRest(const CLI::App& app, std::size_t atLeast);

} // namespace onggi::ctl
