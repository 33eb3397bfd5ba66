// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `logout`: forgets what `login` has kept. What other tools keep in files of their own stays
// theirs.

#include "helper/ctl/commands/declare.h"

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "helper/ctl/output.h"
#include "helper/ctl/registry_choices.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string registry;
    std::string authFile;
    bool isAll = false;
};

int logout(const Options& options)
{
    const KeptCredentials kept = keptCredentialsOf(options.authFile);
    if (options.isAll) {
        if (!options.registry.empty())
            throw UsageError("a registry and --all: name one of them");
        kept.forget(std::nullopt);
        print("signed out of all registries\n");
        return 0;
    }
    const std::string scope = scopeOfKey(options.registry.empty() ? "docker.io" : options.registry);
    const bool hasForgotten = kept.forget(scope);
    const auto left = keptCredentialsOf(options.authFile).find(scope); // read again
    if (!hasForgotten) {
        throw Error(Code::RegistryDenied, scope,
                    left ? "another tool has signed in, and can sign out" : "nobody is signed in");
    }
    print("signed out of " + printable(scope) +
          (left ? "; what another tool keeps for " + printable(left->scope) + " stays" : "") +
          "\n");
    return 0;
}

} // namespace

Action declareLogout(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.optionalArgument("REGISTRY", options->registry);
    syntax.flag("-a,--all", options->isAll, "of all registries");
    syntax.value("--authfile", options->authFile, "the file that keeps them", "FILE");
    syntax.explain("Both the desktop's keyring and auth.json forget them; with --authfile or\n"
                   "REGISTRY_AUTH_FILE that file alone does.");
    return [options] { return logout(*options); };
}

} // namespace onggi::ctl
