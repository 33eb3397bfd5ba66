// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `inspect`: images from their rows and configs, containers as the helper tells them.

#include "helper/ctl/commands/declare.h"

#include <nlohmann/json.hpp>

#include "containers_interface.h"
#include "engine/core/json.h"
#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/commands/each.h"
#include "helper/ctl/commands/inspect_remote.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/listing_format.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

constexpr int kNotAllFound = 1; // as with other engines

enum class Kind { Any, Image, Container };

struct Options {
    Kind kind = Kind::Any;
    std::vector<std::string> names;
    std::string format;
    bool isRaw = false;
    bool isManifest = false;
    bool isRemote = false;
    std::string platform;
    RegistryChoices registry;
};

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

FoundThing thingCalled(const StoreView& view, const std::string& name, Kind kind)
{
    switch (kind) {
    case Kind::Image:
        return {false, findImage(view, name).image};
    case Kind::Container:
        return {true, findContainer(view, name)};
    default:
        return findThing(view, name);
    }
}

OrderedJson inspectOne(Session& session, const StoreView& view, const Forest& forest,
                       const std::string& name, Kind kind)
{
    const FoundThing found = thingCalled(view, name, kind);
    if (found.isContainer) {
        const std::string& id = view.containers[found.index].id;
        const QByteArray json = session.await(session.containers().Inspect(toText(id))).value();
        return parseJson(viewOf(json), "what the helper says of " + name);
    }
    const QByteArray config =
        session.await(session.images().Config(view.images[found.index].serial)).value();
    return inspectJson(view, forest, found.index, viewOf(config));
}

// Byte for byte, without a line end.
void printExact(Session& session, const StoreView& view, const Options& options)
{
    for (const std::string& name : options.names) {
        const Serial serial = view.images[findImage(view, name).image].serial;
        print(viewOf(options.isRaw
                         ? session.await(session.images().Config(serial)).value()
                         : session.await(session.images().Manifest(serial)).argumentAt<0>()));
    }
}

void printList(const OrderedJson& list, const Options& options, const Format& format)
{
    if (format.isDefault()) {
        print(documentText(list));
    } else if (options.format == "json") {
        print(format.text(list));
    } else {
        for (const OrderedJson& document : list)
            print(format.text(document));
    }
}

int inspectRemotely(const Options& options, const Format& format)
{
    const RemoteInspection inspection{options.names, options.platform, options.registry};
    if (options.isRaw || options.isManifest)
        printRemoteDocuments(inspection, options.isManifest);
    else
        printList(remoteImages(inspection), options, format);
    return 0;
}

int inspect(const Options& options)
{
    const Format format(options.format);
    if (options.isRemote)
        return inspectRemotely(options, format);
    if (!options.platform.empty() || !options.registry.isTlsVerified ||
        !options.registry.authFile.empty()) {
        throw UsageError(
            "wrong arguments: --platform, --tls-verify and --authfile go with --remote");
    }
    Session session;
    const StoreView view = session.readStore();
    if (options.isRaw || options.isManifest) {
        printExact(session, view, options);
        return 0;
    }
    const Forest forest(view);
    OrderedJson list = OrderedJson::array();
    const int failure = forEachName(options.names, [&](const std::string& name) {
        list.push_back(inspectOne(session, view, forest, name, options.kind));
    });
    printList(list, options, format);
    return failure == 0 ? 0 : kNotAllFound;
}

Action declareKind(Syntax syntax, Kind kind)
{
    const auto options = std::make_shared<Options>();
    options->kind = kind;
    syntax.argument("NAME", options->names);
    syntax.value(
        "-f,--format", options->format,
        "a Go template for each, as '{{.Config.Cmd}}' or '{{json .RootFS}}'; 'json' prints "
        "all on one line",
        "TEMPLATE");
    if (kind != Kind::Container) {
        syntax.flag("--raw", options->isRaw, "print the exact bytes of an image's config");
        syntax.flag("--manifest", options->isManifest,
                    "print the exact bytes of an image's manifest");
        syntax.exclude("--manifest", "--raw");
        syntax.flag("--remote", options->isRemote,
                    "ask the registry, and pull nothing; --manifest then also prints an index");
        syntax.value("--platform", options->platform,
                     "with --remote: another platform than this machine's", "OS/ARCHITECTURE");
        options->registry.addTo(syntax);
    }
    std::string explanation =
        "What is found is shown, also where other names are missing; the exit code is 1 then.";
    if (kind == Kind::Any)
        explanation = "Where a container and an image are called so, it is the container that is "
                      "shown;\nonggictl image inspect looks for images alone.\n" +
                      explanation;
    syntax.explain(explanation.c_str());
    return [options] { return inspect(*options); };
}

} // namespace

Action declareInspect(Syntax syntax)
{
    return declareKind(syntax, Kind::Any);
}

Action declareImageInspect(Syntax syntax)
{
    return declareKind(syntax, Kind::Image);
}

Action declareContainerInspect(Syntax syntax)
{
    return declareKind(syntax, Kind::Container);
}

} // namespace onggi::ctl
