// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `files`: everything below a path, with its whole path, parents first.

#include "helper/ctl/commands/declare.h"

#include <limits>

#include "helper/ctl/file_text.h"
#include "helper/ctl/layer_access.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string name;
    std::string path;
    FileFormat format;
    unsigned depth = std::numeric_limits<unsigned>::max();
};

int files(const Options& options)
{
    Session session;
    const StoreView view = session.readStore();
    const NamedFiles named = openFiles(session, view, options.name);
    const Tree& tree = named.files.tree();
    const FoundFile start = findFile(tree, options.path, LastLink::Follow, named.name);
    FileList list(named.files, named.isLayer, options.format);
    const bool isDirectory = tree.isDirectory(start.node);
    walkFiles(tree, start.node, start.path,
              [&](const std::string& path, const Node& node, NodeId, std::size_t depth) {
                  // As with ls: what is in a directory, not the directory.
                  if (depth > 0 || !isDirectory)
                      list.add(path, node);
                  return depth < options.depth;
              });
    list.finish();
    return 0;
}

} // namespace

Action declareFiles(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("NAME", options->name);
    syntax.optionalArgument("PATH", options->path);
    addFileFormat(syntax, options->format);
    syntax.value("--depth", options->depth, "only so many directories deep; 1: as ls", "N");
    syntax.explain("Everything below PATH is listed with its whole path; links in PATH are "
                   "followed within the\n"
                   "image. Nothing is mounted. A LAYER is named by its diffID or the beginning of "
                   "it; what it\n"
                   "hides of the layers below it is shown as .wh.NAME.");
    return [options] { return files(*options); };
}

} // namespace onggi::ctl
