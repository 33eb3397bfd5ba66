// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of the container page, before any widget: containers, and what is being done to them.
// Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/lineage/store_view.h"
#include "engine/run/options.h"
#include "helper/api/wire.h"

namespace onggi {

// What a job that has not ended yet does to a container.
enum class ContainerChange { None, Starting, Stopping, Removing };

struct ContainerListRow {
    ContainerRow container;
    ContainerChange change = ContainerChange::None;
    std::vector<PortMapping> ports;

    Serial key() const noexcept { return container.serial; }
    bool isRunning() const noexcept { return container.state == ContainerState::Running; }
    // Whether both look the same.
    friend bool operator==(const ContainerListRow& a, const ContainerListRow& b);
};

// In the order of the serials. `jobs` are looked through for what is going on.
std::vector<ContainerListRow> listContainers(const StoreView& view,
                                             const std::map<qulonglong, wire::Job>& jobs);

// "127.0.0.1:8080->80/tcp", as container rows have it; nothing for other text.
std::optional<PortMapping> parsePortText(std::string_view text);

} // namespace onggi
