// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `find`: files by a pattern of their names.

#include "helper/ctl/commands/declare.h"

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/layer/file_glob.h"
#include "helper/ctl/file_text.h"
#include "helper/ctl/layer_access.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string name;
    std::string glob;
    std::string type;
    FileFormat format;
};

// find(1)'s letters.
std::optional<NodeType> wantedType(const std::string& letter)
{
    if (letter.empty())
        return std::nullopt;
    constexpr std::string_view kLetters = "fdlcbps";
    const std::size_t number = letter.size() == 1 ? kLetters.find(letter) : kLetters.npos;
    if (number == kLetters.npos)
        throw UsageError("not a type of files: " + printable(letter) +
                         ": one of f, d, l, c, b, p, s");
    return static_cast<NodeType>(number);
}

int find(const Options& options)
{
    const std::optional<NodeType> type = wantedType(options.type);
    const FileGlob glob(options.glob);
    Session session;
    const StoreView view = session.readStore();
    const NamedFiles named = openFiles(session, view, options.name);
    const Tree& tree = named.files.tree();
    FileList list(named.files, named.isLayer, options.format);
    findMatches(tree, glob, [&](const std::string& path, NodeId id) {
        if (!type || tree[id].type == *type)
            list.add(path, tree[id]);
    });
    list.finish();
    return 0;
}

} // namespace

Action declareFind(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("NAME", options->name);
    syntax.argument("GLOB", options->glob);
    syntax.value("--type", options->type, "only files (f), directories (d), links (l), c, b, p, s",
                 "TYPE");
    addFileFormat(syntax, options->format);
    syntax.explain(
        "A GLOB without / is compared with names anywhere (*.conf), one with / with whole paths "
        "from\n"
        "the root (/etc/*.conf). * and ? and [a-z] do not match /; ** as a part of its own is any\n"
        "number of directories (usr/**/*.so); \\ takes the meaning from what follows. Quote it, "
        "or\n"
        "the shell replaces it. A LAYER is named by its diffID or the beginning of it.");
    return [options] { return find(*options); };
}

} // namespace onggi::ctl
