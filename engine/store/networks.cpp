// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Networks, the numbers that are lent out of pools, and the numbers that only grow.

#include "engine/core/error.h"
#include "engine/store/journal.h"

namespace onggi {

namespace {

std::uint64_t lowestFree(Database& database, std::string_view pool, std::uint64_t first,
                         std::uint64_t last)
{
    Statement taken(database, "SELECT value FROM leases WHERE pool = ? AND value BETWEEN ? AND ?"
                              " ORDER BY value");
    taken.bind(pool).bind(first).bind(last);
    std::uint64_t candidate = first;
    while (taken.step() && taken.number(0) == candidate) {
        if (candidate == last)
            throw Error(Code::SystemLimit, std::string(pool), "all of its numbers are in use");
        ++candidate;
    }
    return candidate;
}

} // namespace

void Store::putNetwork(const NetworkRecord& network)
{
    StoreWrite write(*m_state);
    Statement(write.database(), "INSERT INTO networks (name, spec) VALUES (?, ?)"
                                " ON CONFLICT (name) DO UPDATE SET spec = excluded.spec")
        .bind(network.name)
        .bind(network.spec)
        .run();
    write.commit();
}

std::optional<NetworkRecord> Store::network(std::string_view name) const
{
    const std::lock_guard lock(m_state->mutex);
    Statement row(m_state->database, "SELECT name, spec FROM networks WHERE name = ?");
    row.bind(name);
    if (!row.step())
        return std::nullopt;
    return NetworkRecord{row.text(0), row.text(1)};
}

std::vector<NetworkRecord> Store::networks() const
{
    const std::lock_guard lock(m_state->mutex);
    std::vector<NetworkRecord> networks;
    Statement rows(m_state->database, "SELECT name, spec FROM networks ORDER BY name");
    while (rows.step())
        networks.push_back({rows.text(0), rows.text(1)});
    return networks;
}

void Store::removeNetwork(std::string_view name)
{
    StoreWrite write(*m_state);
    Statement(write.database(), "DELETE FROM networks WHERE name = ?").bind(name).run();
    write.commit();
}

std::uint64_t Store::takeLease(std::string_view pool, std::string_view holder, std::uint64_t first,
                               std::uint64_t last)
{
    StoreWrite write(*m_state);
    const std::uint64_t value = lowestFree(write.database(), pool, first, last);
    Statement(write.database(), "INSERT INTO leases (pool, value, holder) VALUES (?, ?, ?)")
        .bind(pool)
        .bind(value)
        .bind(holder)
        .run();
    write.commit();
    return value;
}

std::vector<Lease> Store::leases(std::string_view pool) const
{
    const std::lock_guard lock(m_state->mutex);
    std::vector<Lease> leases;
    Statement rows(m_state->database,
                   "SELECT value, holder FROM leases WHERE pool = ? ORDER BY value");
    rows.bind(pool);
    while (rows.step())
        leases.push_back({rows.number(0), rows.text(1)});
    return leases;
}

void Store::releaseLeases(std::string_view holder)
{
    makeRoomFor([&] {
        StoreWrite write(*m_state);
        Statement(write.database(), "DELETE FROM leases WHERE holder = ?").bind(holder).run();
        write.commit();
    });
}

std::uint64_t Store::nextNumber(std::string_view counter)
{
    if (isReadOnly()) {
        const std::lock_guard lock(m_state->mutex);
        return ++m_state->unsavedNumbers[std::string(counter)];
    }
    return makeRoomFor([&] { return nextNumberNow(counter); });
}

std::uint64_t Store::nextNumberNow(std::string_view counter)
{
    StoreWrite write(*m_state);
    Statement next(write.database(), "INSERT INTO counters (name, value) VALUES (?, 1)"
                                     " ON CONFLICT (name) DO UPDATE SET value = value + 1"
                                     " RETURNING value");
    next.bind("number." + std::string(counter)); // apart from the revision
    next.step();
    const std::uint64_t number = next.number(0);
    next.run();
    write.commit();
    return number;
}

} // namespace onggi
