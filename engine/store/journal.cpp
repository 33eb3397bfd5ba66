// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// All that may fail happens before the commit: rows are read and the next view is made inside the
// transaction, so that database, view and news never disagree.

#include "engine/store/journal.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/store/rows.h"

namespace onggi {

namespace {

StoreState& requireWritable(StoreState& state)
{
    if (state.directory.isReadOnly())
        throw Error(Code::StoreReadOnly, state.paths.root());
    return state;
}

template <typename Row, typename Load>
RowChanges<Row> gather(const std::set<Serial>& serials, Load load)
{
    RowChanges<Row> changes;
    for (const Serial serial : serials) {
        if (std::optional<Row> row = load(serial))
            changes.changed.push_back(std::move(*row));
        else
            changes.removed.push_back(serial);
    }
    return changes;
}

template <typename Row>
void applyTo(const RowChanges<Row>& changes, std::vector<Row>& rows)
{
    std::erase_if(rows, [&](const Row& row) {
        return std::binary_search(changes.removed.begin(), changes.removed.end(), row.serial);
    });
    for (const Row& row : changes.changed) {
        const auto place =
            std::lower_bound(rows.begin(), rows.end(), row.serial,
                             [](const Row& a, Serial serial) { return a.serial < serial; });
        if (place != rows.end() && place->serial == row.serial)
            *place = row;
        else
            rows.insert(place, row);
    }
}

Revision nextRevision(Database& database)
{
    Statement next(database, "INSERT INTO counters (name, value) VALUES ('revision', 1)"
                             " ON CONFLICT (name) DO UPDATE SET value = value + 1"
                             " RETURNING value");
    next.step();
    const Revision revision = next.number(0);
    next.run();
    return revision;
}

} // namespace

StoreWrite::Syncing::Syncing(Database& database, Durability durability)
{
    if (durability == Durability::Full)
        return;
    database.execute("PRAGMA synchronous = NORMAL");
    relaxed = &database;
}

StoreWrite::Syncing::~Syncing()
{
    try {
        if (relaxed)
            relaxed->execute("PRAGMA synchronous = FULL");
    } catch (const Error& error) {
        log(LogLevel::Error, "synchronous-not-reset", {{"cause", error.message()}});
    }
}

StoreWrite::StoreWrite(StoreState& state, Durability durability)
    : m_state(requireWritable(state))
    , m_lock(state.mutex)
    , m_syncing(state.database, durability)
    , m_transaction(state.database)
{
}

void StoreWrite::commit()
{
    if (m_layers.empty() && m_images.empty() && m_containers.empty()) {
        m_transaction.commit();
        return;
    }
    Database& db = m_state.database;
    StoreChange change;
    change.revision = nextRevision(db);
    change.layers = gather<LayerRow>(m_layers, [&](Serial s) { return loadLayer(db, s); });
    change.images = gather<ImageRow>(m_images, [&](Serial s) { return loadImage(db, s); });
    change.containers = gather<ContainerRow>(m_containers, [&](Serial s) {
        std::optional<ContainerRecord> record = loadContainer(db, s);
        return record ? std::optional(std::move(record->row)) : std::nullopt;
    });
    auto view = std::make_shared<StoreView>(*m_state.snapshot.lock()->view);
    applyTo(change.layers, view->layers);
    applyTo(change.images, view->images);
    applyTo(change.containers, view->containers);

    m_transaction.commit();
    *m_state.snapshot.lock() = StoreSnapshot{change.revision, std::move(view)};
    const auto subscribers = m_state.subscribers->inner.lock();
    for (const auto& [id, callback] : subscribers->callbacks)
        callback(change);
}

} // namespace onggi
