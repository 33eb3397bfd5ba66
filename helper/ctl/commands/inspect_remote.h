// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `inspect --remote`: images that are not pulled.
#pragma once

#include <string>
#include <vector>

#include "helper/ctl/json_text.h"
#include "helper/ctl/registry_choices.h"

namespace onggi::ctl {

struct RemoteInspection {
    std::vector<std::string> names;
    std::string platform; // empty: the machine's
    RegistryChoices registry;
};

// A document of each, as remoteImageJson() makes it.
OrderedJson remoteImages(const RemoteInspection& inspection);
// Byte for byte: of each the platform's config, or what its name stands for, an index or a
// manifest.
void printRemoteDocuments(const RemoteInspection& inspection, bool areManifests);

} // namespace onggi::ctl
