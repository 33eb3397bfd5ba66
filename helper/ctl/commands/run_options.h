// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What `run` and `create` share: their options, and the image that they need.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/run/options.h"
#include "helper/ctl/commands/pull_image.h"

namespace onggi::ctl {

// As they were written.
struct RunWords {
    RunOptions options; // flags are set directly
    std::vector<std::string> environment;
    std::vector<std::string> ports;
    std::optional<std::string> entrypoint;
    std::string network;
    std::string memory;
    std::string pidsLimit;
    std::string cpus;
    PullChoices pull;
};

// IMAGE, COMMAND and the arguments are what follows the options, see Syntax::rest().
void addRunOptions(Syntax syntax, RunWords& words);

struct RunRequest {
    std::string image;
    RunOptions options;
};
// Throws Error(RunOptionInvalid), UsageError.
RunRequest readRunOptions(const Syntax& syntax, const RunWords& words);

// The serial of the image. It is pulled where the policy says so, by default where it is not there;
// that is shown on standard error. Throws Error(StoreNotFound) for one that is not to be pulled.
Serial obtainImage(Session& session, const std::string& image, const PullChoices& choices);

// Calls Create with these, and with `more` options.
QDBusPendingReply<QDBusObjectPath>
createContainer(Session& session, Serial image, const RunRequest& request, const QVariantMap& more);

} // namespace onggi::ctl
