// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `push`.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include "engine/core/bytes.h"
#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/image/reference.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"
#include "helper/ctl/registry_choices.h"
#include "helper/ctl/text.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string image;
    std::string destination;
    std::string compression;
    RegistryChoices registry;
    bool isAllTags = false;
    bool isQuiet = false;
};

QVariantMap wireOptions(const Options& options, const std::string& target)
{
    QVariantMap wire = options.registry.wireTo(target);
    if (options.isAllTags)
        wire.insert("all-tags", true);
    if (!options.compression.empty())
        wire.insert("compress", toText(options.compression));
    return wire;
}

struct Target {
    Serial image = 0;
    std::string reference;
};

Target targetOf(Session& session, const Options& options)
{
    if (options.isAllTags) {
        const Reference repository = Reference::parse(options.image);
        const bool hasTag = options.image.rfind(':') != std::string::npos &&
                            options.image.rfind(':') > options.image.rfind('/') + 1;
        if (hasTag || repository.digest)
            throw UsageError("wrong arguments: with --all-tags name a repository without a tag");
        return {0, repository.repository()};
    }
    const StoreView view = session.readStore();
    const FoundImage found = findImage(view, options.image);
    const std::string& name = options.destination.empty() ? found.tag : options.destination;
    if (name.empty())
        throw UsageError("no destination: an image that is not named by a tag needs one");
    return {view.images[found.image].serial, Reference::parse(name).text()};
}

std::string reportOf(const QVariantMap& result)
{
    std::string text;
    for (const QString& pushed : result.value("pushed").toStringList()) {
        const std::string name = pushed.toStdString();
        const std::size_t at = name.rfind('@');
        text += "pushed " + printable(familiarName(name.substr(0, at))) + ": " +
                printable(name.substr(at + 1)) + "\n";
    }
    const qsizetype mounted = result.value("mounted").toStringList().size();
    text += "sent " + humanSize(Bytes(result.value("uploaded").toULongLong()));
    if (mounted > 0)
        text += ", taken over from other repositories there: " + std::to_string(mounted);
    return text + "\n";
}

int push(const Options& options)
{
    Session session;
    const Target target = targetOf(session, options);
    const auto view = makeProgressView(STDOUT_FILENO, options.isQuiet);
    RunningJob job(session,
                   session.images().Push(target.image, toText(target.reference),
                                         wireOptions(options, target.reference)),
                   *view);
    const QVariantMap result = job.result();
    print(options.isQuiet ? result.value("digest").toString().toStdString() + "\n"
                          : reportOf(result));
    return 0;
}

} // namespace

Action declarePush(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.argument("IMAGE", options->image);
    syntax.optionalArgument("DESTINATION", options->destination);
    syntax.flag("-a,--all-tags", options->isAllTags,
                "push every tag that the repository IMAGE has here");
    syntax.value(
        "--compress", options->compression,
        "send all layers in this form (zstd makes an OCI manifest); without it layers stay "
        "as the registry has them, and new ones are gzip",
        "gzip|zstd");
    options->registry.addTo(syntax);
    syntax.flag("-q,--quiet", options->isQuiet, "print nothing but the manifest's digest");
    syntax.exclude("--all-tags", "DESTINATION");
    return [options] { return push(*options); };
}

} // namespace onggi::ctl
