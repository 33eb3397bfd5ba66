// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `check`: exits 1 where something is broken, and names it; with --repair, where something still
// is.

#include "helper/ctl/commands/declare.h"

#include <map>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "health_interface.h"
#include "helper/ctl/job.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/registry_choices.h"

namespace onggi::ctl {

namespace {

struct Options {
    bool isRepaired = false;
    RegistryChoices registry;
    bool isJson = false;
};

// One reference for each repository that an image of the store came from.
std::vector<std::string> repositoriesOf(const StoreView& view)
{
    std::map<std::string, std::string> references;
    for (const ImageRow& image : view.images) {
        for (const std::string& digest : image.digests)
            references.emplace(digest.substr(0, digest.find('@')), digest);
    }
    std::vector<std::string> texts;
    for (const auto& [repository, reference] : references)
        texts.push_back(reference);
    return texts;
}

QVariantMap resultOf(Session& session, const Options& options)
{
    const auto view =
        makeProgressView(STDOUT_FILENO, !isTerminal(STDOUT_FILENO) || options.isJson);
    QVariantMap flags;
    if (options.isRepaired)
        flags = options.registry.wire(repositoriesOf(session.readStore()));
    RunningJob job(
        session,
        options.isRepaired ? session.health().Repair(flags) : session.health().Check(flags), *view);
    return job.result();
}

OrderedJson listOf(const QStringList& sentences)
{
    OrderedJson list = OrderedJson::array();
    for (const QString& sentence : sentences)
        list.push_back(sentence.toStdString());
    return list;
}

std::string linesOf(const QStringList& sentences, const char* before)
{
    std::string text;
    for (const QString& sentence : sentences)
        text += before + printable(sentence.toStdString()) + "\n";
    return text;
}

int check(const Options& options)
{
    Session session;
    const QVariantMap result = resultOf(session, options);
    const QStringList broken = result.value("broken").toStringList();
    const QStringList repaired = result.value("repaired").toStringList();
    if (options.isJson) {
        OrderedJson document{{"broken", listOf(broken)}};
        if (options.isRepaired)
            document["repaired"] = listOf(repaired);
        print(documentText(document));
    } else {
        print(linesOf(repaired, "repaired ") + linesOf(broken, "") +
              (broken.isEmpty() ? "the store is whole\n" : ""));
    }
    return broken.isEmpty() ? 0 : 1;
}

} // namespace

Action declareCheck(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.flag("--repair", options->isRepaired,
                "make whole what can be; asks for an administrator");
    options->registry.addTo(syntax);
    syntax.flag("--json", options->isJson, "print one JSON document");
    syntax.explain(
        "Every digest, index and row is verified. Exits 0 if the store is whole, 1 if not, naming\n"
        "each thing that is broken. --repair makes indexes again from their layers, fetches "
        "damaged\n"
        "layers, manifests and configs again from the registry that they came from, and corrects\n"
        "rows; it removes no image.");
    return [options] { return check(*options); };
}

} // namespace onggi::ctl
