// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pulling as a part of several commands.
#pragma once

#include <string>

#include <QVariantMap>

#include "engine/lineage/store_view.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/job.h"
#include "helper/ctl/registry_choices.h"

namespace onggi::ctl {

struct PullChoices {
    RegistryChoices registry;
    std::string platform; // empty: the machine's
    std::string policy;   // of engine/image/pull_policy.h; empty: always
};
// As the help of an option shows them.
inline constexpr const char* kPullPolicies = "always|missing|newer|never";
void addPullChoices(Syntax syntax, PullChoices& choices);

struct PulledImage {
    std::string reference; // in full: a short name may have been found elsewhere than at docker.io
    Serial serial = 0;
    std::string id; // "sha256:…"
    bool isNew = false;
    std::string warning; // what went wrong and was put up with; else empty
};
// As the options of org.onggi.Images1.Pull. Good for one call.
QVariantMap wireOptions(const std::string& reference, const PullChoices& choices);
PulledImage pullImage(Session& session, const std::string& reference, const PullChoices& choices,
                      ProgressView& view);

} // namespace onggi::ctl
