// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of containers. What they mean is the runtime's; that a name and an id are taken once,
// and that an image stays while a container needs it, is seen to here.

#include <algorithm>

#include "engine/core/error.h"
#include "engine/store/image_writes.h"
#include "engine/store/journal.h"
#include "engine/store/rows.h"

namespace onggi {

namespace {

std::string joinLines(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += line + '\n';
    return text;
}

void requireFreeName(Database& database, const ContainerRow& row)
{
    Statement taken(database,
                    "SELECT 1 FROM containers WHERE (name = ? OR id = ?) AND serial <> ?");
    taken.bind(row.name).bind(row.id).bind(row.serial);
    if (taken.step())
        throw Error(Code::ContainerNameTaken, row.name);
}

std::string listOf(const std::vector<const ContainerRow*>& rows)
{
    std::string text = "it could be ";
    for (const ContainerRow* row : rows)
        text += (row == rows.front() ? "" : ", ") + row->id.substr(0, 12) + " (" + row->name + ')';
    return text;
}

} // namespace

Serial Store::addContainer(const ContainerRecord& container)
{
    StoreWrite write(*m_state);
    const ContainerRow& row = container.row;
    ContainerRow unnumbered = row;
    unnumbered.serial = 0;
    requireFreeName(write.database(), unnumbered);
    if (!loadImage(write.database(), row.image))
        throw Error(Code::StoreNotFound, row.imageName, "it was removed meanwhile");
    Statement insert(write.database(),
                     "INSERT INTO containers (id, name, image, image_name, state, exit_code, uid,"
                     " created, started, finished, command, ports, spec)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(row.id).bind(row.name).bind(row.image).bind(row.imageName);
    insert.bind(static_cast<int>(row.state)).bind(row.exitCode).bind(row.uid);
    insert.bind(row.created).bind(row.started).bind(row.finished);
    insert.bind(row.command).bind(joinLines(row.ports)).bind(container.spec).run();
    const auto serial = static_cast<Serial>(write.database().lastInsertId());
    writeClaim(write.database(), row.image, row.uid, ClaimKind::Run);
    write.imageChanged(row.image);
    write.containerChanged(serial);
    write.commit();
    return serial;
}

void Store::updateContainer(const ContainerRecord& container)
{
    makeRoomFor([&] { updateContainerNow(container); });
}

void Store::updateContainerNow(const ContainerRecord& container)
{
    StoreWrite write(*m_state);
    const ContainerRow& row = container.row;
    requireFreeName(write.database(), row);
    Statement update(write.database(),
                     "UPDATE containers SET name = ?, state = ?, exit_code = ?, started = ?,"
                     " finished = ?, command = ?, ports = ?,"
                     " spec = CASE WHEN ?8 = '' THEN spec ELSE ?8 END WHERE serial = ?9");
    update.bind(row.name).bind(static_cast<int>(row.state)).bind(row.exitCode).bind(row.started);
    update.bind(row.finished).bind(row.command).bind(joinLines(row.ports)).bind(container.spec);
    update.bind(row.serial).run();
    if (write.database().changes() == 0)
        throw Error(Code::ContainerNotFound, row.name);
    write.containerChanged(row.serial);
    write.commit();
}

void Store::removeContainer(Serial container)
{
    makeRoomFor([&] { removeContainerNow(container); });
}

void Store::removeContainerNow(Serial container)
{
    StoreWrite write(*m_state);
    const std::optional<ContainerRecord> record = loadContainer(write.database(), container);
    if (!record)
        throw Error(Code::ContainerNotFound, std::to_string(container));
    Statement(write.database(), "DELETE FROM leases WHERE holder = ?").bind(record->row.id).run();
    Statement(write.database(), "DELETE FROM containers WHERE serial = ?").bind(container).run();
    write.containerChanged(container);
    write.commit();
}

ContainerRecord Store::findContainer(std::string_view name) const
{
    const StoreSnapshot now = snapshot();
    const std::vector<ContainerRow>& rows = now.view->containers;
    const auto exact = std::find_if(rows.begin(), rows.end(), [&](const ContainerRow& row) {
        return row.name == name || row.id == name;
    });
    Serial serial = exact != rows.end() ? exact->serial : 0;
    if (serial == 0 && !name.empty()) {
        std::vector<const ContainerRow*> candidates;
        for (const ContainerRow& row : rows) {
            if (row.id.starts_with(name))
                candidates.push_back(&row);
        }
        if (candidates.size() > 1)
            throw Error(Code::StoreAmbiguous, std::string(name), listOf(candidates));
        if (candidates.size() == 1)
            serial = candidates.front()->serial;
    }
    const std::lock_guard lock(m_state->mutex);
    std::optional<ContainerRecord> record;
    if (serial != 0)
        record = loadContainer(m_state->database, serial);
    if (!record)
        throw Error(Code::ContainerNotFound, std::string(name));
    return std::move(*record);
}

std::vector<ContainerRecord> Store::loadContainers()
{
    const std::lock_guard lock(m_state->mutex);
    return onggi::loadContainers(m_state->database);
}

} // namespace onggi
