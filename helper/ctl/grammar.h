// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The grammar of the command line: a tree of commands that is made from the table of commands
// alone. Help and completions are read off the same tree. CLI11 parses, and is seen by grammar.cpp
// alone: its templates are costly to compile.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace onggi::ctl {

// Does what was asked for; returns the exit code. Throws Error, Interrupted.
using Action = std::function<int()>;

// What one command takes. A value that is bound to a name here is set when the command line is
// parsed.
class Syntax {
public:
    explicit Syntax(CLI::App& app)
        : m_app(&app)
    {
    }

    // An argument that has to be there; for the second form at least one.
    void argument(const char* name, std::string& value);
    void argument(const char* name, std::vector<std::string>& values);
    void optionalArgument(const char* name, std::string& value);

    // Names are "-a,--all". A flag may also be set by "--all=false" or "-a=false".
    void flag(const char* names, bool& value, const char* description);
    // An option with one value: the last one counts.
    void value(const char* names, std::string& value, const char* description,
               const char* placeholder);
    void value(const char* names, std::optional<std::string>& value, const char* description,
               const char* placeholder);
    // A whole number, given once.
    void value(const char* names, unsigned& value, const char* description,
               const char* placeholder);
    // An option that may be given several times, once each ("-e A=1 -e B=2").
    void list(const char* names, std::vector<std::string>& values, const char* description,
              const char* placeholder);
    // Both together are refused.
    void exclude(const char* name, const char* other);
    // Any two of them together are.
    void excludeEachOther(std::initializer_list<const char*> names);

    // Paragraphs of the command's help, below its options.
    void explain(const char* text);

    // "-h" is left to another option.
    void freeShortHelp();
    // What follows the options is taken as it stands, from the first word that is no option on.
    void takeRest();
    // That rest, once it is parsed, of at least `atLeast` words. Throws UsageError.
    std::vector<std::string> rest(std::size_t atLeast) const;

private:
    CLI::App* m_app;
};

struct Command {
    const char* name;                  // "images", or "container prune"
    const char* arguments;             // "[REPOSITORY]", as the help shows them
    const char* summary;               // one line, without a full stop
    std::vector<const char*> synonyms; // "image ls"
    // Declares options and arguments, and returns what is to be done once they are parsed.
    Action (*declare)(Syntax syntax);
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

// The words that may follow a command, for completions.
struct CommandWords {
    std::string path;                                          // "", "images", "container rm"
    std::vector<std::pair<std::string, std::string>> commands; // name, summary
    std::vector<std::pair<std::string, std::string>> options;  // "--all", description
};

class Grammar {
public:
    explicit Grammar(std::span<const Command> commands);
    ~Grammar();

    // Parses `arguments` (without the program's name). Either an action, or the text of a help that
    // was asked for. Throws UsageError.
    struct Parsed {
        Action action;
        std::string help;
    };
    Parsed parse(const std::vector<std::string>& arguments);

    // Of each command, in the order of the table; the whole program's come first.
    std::vector<CommandWords> words() const;

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
    // With flags that are set by a letter spelt out.
    std::vector<std::string> speltOut(const std::vector<std::string>& arguments) const;
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

} // namespace onggi::ctl
