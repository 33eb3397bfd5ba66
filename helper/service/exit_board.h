// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who waits for which container, and how those that are gone have ended. Belongs to the thread of
// the bus.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include <QString>

#include "engine/lineage/store_view.h"

namespace onggi {

class ExitBoard {
public:
    // How many exit codes of removed containers are kept.
    explicit ExitBoard(std::size_t kept = 1024)
        : m_kept(kept)
    {
    }

    using Answer = std::function<void(int exitCode)>;

    // Every change of a container, in order.
    void note(const ContainerRow& row, bool isRemoved);

    // `row` is the container as it stands, or nothing if there is none of this id or name. Calls
    // `answer` at once or later; returns false if such a container has never been here, or too long
    // ago.
    bool wait(const std::string& idOrName, const std::optional<ContainerRow>& row,
              bool untilRemoval, const std::string& client, Answer answer);

    // A client has left: its waits are dropped.
    void dropClient(const std::string& client);

private:
    struct Waiter {
        std::string client;
        bool untilRemoval = false;
        Answer answer;
    };
    struct Ended {
        std::string id;
        std::string name;
        int exitCode = 0;
    };
    std::size_t m_kept;
    std::map<std::string, std::string> m_present;         // id and name of those heard of
    std::map<std::string, std::vector<Waiter>> m_waiters; // by id
    std::deque<Ended> m_removed;                          // the latest last
};

} // namespace onggi
