// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `cat`: a file's bytes as they are.

#include "helper/ctl/commands/declare.h"

#include "engine/core/error.h"
#include "helper/ctl/layer_access.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string name;
    std::string path;
};

int cat(const Options& options)
{
    Session session;
    const StoreView view = session.readStore();
    NamedFiles named = openFiles(session, view, options.name);
    const FoundFile file = findFile(named.files.tree(), options.path, LastLink::Follow, named.name);
    if (named.files.tree()[file.node].type != NodeType::Regular)
        throw Error(Code::SystemIo, "reading " + options.path + " of " + named.name,
                    named.files.tree().isDirectory(file.node) ? "it is a directory"
                                                              : "it is no regular file");
    named.files.readAll(file.node, [](std::span<const std::byte> bytes) {
        print({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    });
    return 0;
}

} // namespace

Action declareCat(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("NAME", options->name);
    syntax.argument("PATH", options->path);
    return [options] { return cat(*options); };
}

} // namespace onggi::ctl
