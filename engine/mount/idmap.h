// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Ranges of user and group ids: where containers' ranges come from, and the user namespaces that
// mounts are mapped with. user_namespaces(7), subuid(5).
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/fd.h"

namespace onggi {

// Container ids 0…count-1 are the host's first…first+count-1, of users and groups alike.
struct IdRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;

    friend bool operator==(const IdRange&, const IdRange&) = default;
};

constexpr std::uint32_t kIdsOfContainer = 65536;

// A user namespace with this one map, held by the descriptor alone.
Fd makeUserNamespace(const IdRange& range);

struct SubordinateLine {
    std::string owner;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};
// Lines that are none are left out.
std::vector<SubordinateLine> parseSubordinateIds(std::string_view text);

// Gives out ranges of kIdsOfContainer ids, from blocks that stand in subuid and subgid under one
// name. A block is added when none is free, with ids that nobody else has in either file; the files
// are changed under the lock that the shadow tools use. A ledger of our own remembers which blocks
// are this pool's: other helpers keep theirs under the same name. Thread-safe.
class IdPool {
public:
    // Nothing is read or written yet.
    IdPool(std::string subuid, std::string subgid, std::string owner, std::string ledger);

    // A container has this range since before this object was made.
    void markUsed(const IdRange& range);
    // Throws Error(SystemLimit) if all ids are taken, systemError() where the files cannot be
    // changed.
    IdRange take();
    void giveBack(const IdRange& range);
    // Takes blocks of which no range is used out of the files.
    void releaseUnused();

private:
    void readLedger();
    void writeLedger() const;
    void addBlock();
    void freeRangesOf(std::uint32_t block);

    std::string m_subuid;
    std::string m_subgid;
    std::string m_owner;
    std::string m_ledger;
    std::mutex m_mutex;
    std::set<std::uint32_t> m_blocks; // first ids, as in the following
    std::set<std::uint32_t> m_used;
    std::set<std::uint32_t> m_free;
    bool m_isRead = false;
};

} // namespace onggi
