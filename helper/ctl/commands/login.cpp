// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `login`: the registry is asked first, so that nothing is kept that does not work. A password is
// never taken from the command line, where everybody on the machine could read it.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"
#include "helper/ctl/registry_choices.h"
#include "helper/ctl/secret_prompt.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

struct Options {
    std::string registry;
    std::string username;
    bool isPasswordFromInput = false;
    bool isLoginShown = false;
    RegistryChoices choices;
};

int showLogin(const KeptCredentials& kept, const std::string& scope)
{
    const auto found = kept.find(scope);
    if (!found)
        throw Error(Code::RegistryDenied, scope, "nobody is signed in");
    print(printable(found->credentials.username.empty() ? "<token>" : found->credentials.username) +
          "\n");
    return 0;
}

Credentials askFor(const Options& options, const KeptCredentials& kept, const std::string& scope)
{
    Credentials credentials{options.username, {}, {}};
    if (credentials.username.empty()) {
        if (options.isPasswordFromInput)
            throw UsageError("--password-stdin needs --username: standard input is the password");
        const auto known = kept.find(scope);
        const std::string current = known ? known->credentials.username : std::string();
        credentials.username =
            askLine("User name for " + printable(scope) +
                    (current.empty() ? std::string() : " (" + printable(current) + ")") + ": ");
        if (credentials.username.empty())
            credentials.username = current;
        if (credentials.username.empty())
            throw UsageError("no user name was given");
    }
    credentials.password = options.isPasswordFromInput
                               ? readSecretLine()
                               : askSecret("Password of " + printable(credentials.username) + ": ");
    if (credentials.password.empty())
        throw UsageError("no password was given");
    return credentials;
}

int login(const Options& options)
{
    const std::string scope = scopeOfKey(options.registry.empty() ? "docker.io" : options.registry);
    const KeptCredentials kept = keptCredentialsOf(options.choices.authFile);
    if (options.isLoginShown)
        return showLogin(kept, scope);
    const Credentials credentials = askFor(options, kept, scope);
    Session session;
    runJob(session,
           session.images().SignIn(toText(scope), options.choices.wireSignIn(scope, credentials)));
    const auto done = kept.keep(scope, credentials);
    if (!done.skipped.empty())
        printError("onggictl: " + printable(done.skipped) + "\n");
    print("signed in to " + printable(scope) + " as " + printable(credentials.username) +
          "; kept in " + printable(done.place) + "\n");
    return 0;
}

} // namespace

Action declareLogin(Syntax syntax)
{
    const auto options = std::make_shared<Options>();
    syntax.optionalArgument("REGISTRY", options->registry);
    syntax.value("-u,--username", options->username, "the user's name; asked for if missing",
                 "NAME");
    syntax.flag("--password-stdin", options->isPasswordFromInput,
                "read the password from standard input");
    syntax.flag("--get-login", options->isLoginShown, "only show who is signed in");
    options->choices.addTo(syntax);
    syntax.explain(
        "The credentials are kept in the desktop's keyring (Secret Service, KWallet) where there\n"
        "is one, else in auth.json; a program that auth.json or Docker's config.json names for\n"
        "the registry keeps them instead. They are looked for in the keyring, in auth.json and in\n"
        "config.json, in this order. --authfile or REGISTRY_AUTH_FILE names a file that counts\n"
        "alone, without the keyring. A locked keyring is left out when something is looked up;\n"
        "login lets the desktop ask to unlock it, for half a minute, and takes auth.json if\n"
        "nobody does.");
    return [options] { return login(*options); };
}

} // namespace onggi::ctl
