// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The three scripts. Each is a table from a command to its words, and a little of the shell's own
// language.

#include "helper/ctl/completion.h"

#include <map>

namespace onggi::ctl {

namespace {

// What names a command takes: "images", "containers" or nothing.
std::string namesOf(const std::string& path)
{
    static const std::map<std::string, std::string> kNames{
        {"history", "images"},    {"tag", "images"},        {"rmi", "images"},
        {"run", "images"},        {"create", "images"},     {"inspect", "images"},
        {"start", "containers"},  {"stop", "containers"},   {"kill", "containers"},
        {"wait", "containers"},   {"rm", "containers"},     {"logs", "containers"},
        {"exec", "containers"},   {"export", "containers"}, {"save", "images"},
        {"commit", "containers"}, {"push", "images"}};
    std::string name = path.substr(path.rfind(' ') + 1);
    if (path == "image rm" || path == "image remove")
        name = "rmi";
    if (path == "container inspect")
        name = "start";
    const auto found = kNames.find(name);
    return found == kNames.end() ? std::string() : found->second;
}

std::string joined(const std::vector<std::pair<std::string, std::string>>& words)
{
    std::string text;
    for (const auto& [word, description] : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string quoted(const std::string& text)
{
    std::string whole = "'";
    for (const char c : text)
        whole += c == '\'' ? "'\\''" : std::string(1, c);
    return whole + "'";
}

constexpr const char* kImageNames =
    "onggictl images 2>/dev/null | sed -n '2,$s/ .*//p' | grep -v '^<none>'";
constexpr const char* kContainerNames = "onggictl ps -a 2>/dev/null | sed -n '2,$s/.* //p'";

std::string bashText(const std::vector<CommandWords>& all)
{
    std::string text =
        "# onggictl completion for bash\n_onggictl()\n{\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} path= i words= names=\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        case ${COMP_WORDS[i]} in\n"
        "        -*) ;;\n"
        "        image | container | system) [ -n \"$path\" ] || path=${COMP_WORDS[i]} ;;\n"
        "        *)\n"
        "            path=\"${path:+$path }${COMP_WORDS[i]}\"\n"
        "            break\n"
        "            ;;\n"
        "        esac\n"
        "    done\n"
        "    case $path in\n";
    for (const CommandWords& words : all) {
        const std::string names = namesOf(words.path);
        text += "    " + quoted(words.path) + ") words=" + quoted(joined(words.options));
        if (!words.commands.empty())
            text += " names=" + quoted(joined(words.commands));
        else if (!names.empty())
            text +=
                " names=$(" + std::string(names == "images" ? kImageNames : kContainerNames) + ")";
        text += " ;;\n";
    }
    return text + "    esac\n"
                  "    [ \"${word:0:1}\" = - ] || words=$names\n"
                  "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
                  "}\n"
                  "complete -o default -F _onggictl onggictl\n";
}

std::string zshText(const std::vector<CommandWords>& all)
{
    std::string text =
        "#compdef onggictl\n# onggictl completion for zsh\n_onggictl()\n{\n"
        "    local place= i\n"
        "    local -a options names\n"
        "    for ((i = 2; i < CURRENT; i++)); do\n"
        "        case ${words[i]} in\n"
        "        -*) ;;\n"
        "        image | container | system) [[ -n $place ]] || place=${words[i]} ;;\n"
        "        *)\n"
        "            place=\"${place:+$place }${words[i]}\"\n"
        "            break\n"
        "            ;;\n"
        "        esac\n"
        "    done\n"
        "    case $place in\n";
    for (const CommandWords& words : all) {
        const std::string names = namesOf(words.path);
        text += "    " + quoted(words.path) + ") options=(" + joined(words.options) + ")";
        if (!words.commands.empty())
            text += " names=(" + joined(words.commands) + ")";
        else if (!names.empty())
            text += " names=(${(f)\"$(" +
                    std::string(names == "images" ? kImageNames : kContainerNames) + ")\"})";
        text += " ;;\n";
    }
    return text + "    esac\n"
                  "    if [[ ${words[CURRENT]} == -* ]]; then\n"
                  "        compadd -- $options\n"
                  "    elif (( $#names )); then\n"
                  "        compadd -- $names\n"
                  "    else\n"
                  "        _files\n"
                  "    fi\n"
                  "}\n"
                  "compdef _onggictl onggictl\n";
}

std::string fishLine(const std::string& condition, const std::string& rest,
                     const std::string& description)
{
    return "complete -c onggictl" + (condition.empty() ? "" : " -n " + quoted(condition)) + " " +
           rest + (description.empty() ? "" : " -d " + quoted(description)) + "\n";
}

std::string fishText(const std::vector<CommandWords>& all)
{
    std::string text = "# onggictl completion for fish\n";
    for (const CommandWords& words : all) {
        const std::size_t space = words.path.find(' ');
        std::string condition = "__fish_use_subcommand";
        if (space != std::string::npos)
            condition = "__fish_seen_subcommand_from " + words.path.substr(0, space) +
                        "; and __fish_seen_subcommand_from " + words.path.substr(space + 1);
        else if (!words.path.empty())
            condition = "__fish_seen_subcommand_from " + words.path;
        for (const auto& [name, summary] : words.commands)
            text += fishLine(condition, "-f -a " + quoted(name), summary);
        for (const auto& [name, description] : words.options) {
            const bool isLong = name.starts_with("--");
            text += fishLine(condition, (isLong ? "-l " : "-s ") + name.substr(isLong ? 2 : 1),
                             description);
        }
        const std::string names = namesOf(words.path);
        if (!names.empty())
            text += fishLine(
                condition,
                "-f -a " +
                    quoted("(" + std::string(names == "images" ? kImageNames : kContainerNames) +
                           ")"),
                "");
    }
    return text;
}

} // namespace

std::string completionText(const std::string& shell, const Grammar& grammar)
{
    const std::vector<CommandWords> all = grammar.words();
    if (shell == "bash")
        return bashText(all);
    if (shell == "zsh")
        return zshText(all);
    if (shell == "fish")
        return fishText(all);
    return {};
}

} // namespace onggi::ctl
