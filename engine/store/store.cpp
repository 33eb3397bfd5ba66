// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Opening a store, its snapshots and subscriptions, and the small RAII objects that it hands out.
// What a store does with images, layers and containers is in the files of those names.

#include "engine/store/store.h"

#include <cassert>
#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/store/migrations.h"
#include "engine/store/rows.h"
#include "engine/store/state.h"
#include "engine/store/sweep.h"

namespace onggi {

namespace {

Database openDatabase(const StatePaths& paths, bool isReadOnly)
{
    if (!isReadOnly)
        return Database::open(paths.database());
    if (::access(paths.database().c_str(), F_OK) != 0)
        throw Error(Code::StoreReadOnly, paths.root(),
                    "there is no store in it, and none can be made: the file system is read-only");
    return Database::openCopy(paths.database());
}

StoreSnapshot firstSnapshot(Database& database)
{
    Statement revision(database, "SELECT value FROM counters WHERE name = 'revision'");
    return {revision.step() ? revision.number(0) : 0,
            std::make_shared<const StoreView>(loadView(database))};
}

std::string withoutTrailingSlash(std::string path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

} // namespace

StoreState::StoreState(std::string root)
    : paths(withoutTrailingSlash(std::move(root)))
    , directory(paths)
    , ballast(paths.ballast())
    , database(openDatabase(paths, directory.isReadOnly()))
{
    migrate(database);
    if (!directory.isReadOnly()) {
        sweep = ballast.makeRoomFor([this] { return sweepStore(paths, database); });
        ballast.keep();
    }
    *snapshot.lock() = firstSnapshot(database);
}

Store::Store(std::string stateDirectory)
    : m_state(std::make_unique<StoreState>(std::move(stateDirectory)))
{
    trimSpool();
}

Store::~Store() = default;

const StatePaths& Store::paths() const noexcept
{
    return m_state->paths;
}

bool Store::isReadOnly() const noexcept
{
    return m_state->directory.isReadOnly();
}

const SweepReport& Store::sweepReport() const noexcept
{
    return m_state->sweep;
}

StoreSnapshot Store::snapshot() const
{
    return *m_state->snapshot.lock();
}

Subscription Store::subscribe(ChangeCallback callback)
{
    const auto subscribers = m_state->subscribers->inner.lock();
    const std::uint64_t id = ++subscribers->lastId;
    subscribers->callbacks.emplace(id, std::move(callback));
    return Subscription(m_state->subscribers, id);
}

void Subscription::end() noexcept
{
    if (m_subscribers)
        m_subscribers->inner.lock()->callbacks.erase(m_id);
    m_subscribers.reset();
}

JobDirectory Store::makeJobDirectory()
{
    if (isReadOnly())
        throw Error(Code::StoreReadOnly, m_state->paths.root());
    for (;;) {
        std::string path =
            m_state->paths.spoolJobs() + '/' + std::to_string(++m_state->lastJobDirectory);
        if (::mkdir(path.c_str(), 0700) == 0)
            return JobDirectory(std::move(path));
        // What the start could not sweep is still in the way.
        if (errno != EEXIST)
            throw systemError(errno, path, "mkdir");
    }
}

JobDirectory::~JobDirectory()
{
    if (!m_path.empty())
        removeTree(m_path);
}

LayerHold::LayerHold(StoreState* state, const Digest& diffId, Bytes tar)
    : m_state(state)
    , m_diffId(diffId)
    , m_tar(tar)
{
    ++(*state->holds.lock())[diffId];
}

LayerHold::LayerHold(LayerHold&& other) noexcept
    : m_state(std::exchange(other.m_state, nullptr))
    , m_diffId(other.m_diffId)
    , m_tar(other.m_tar)
{
}

LayerHold& LayerHold::operator=(LayerHold&& other) noexcept
{
    if (this != &other) {
        release();
        m_state = std::exchange(other.m_state, nullptr);
        m_diffId = other.m_diffId;
        m_tar = other.m_tar;
    }
    return *this;
}

LayerHold::~LayerHold()
{
    release();
}

void LayerHold::release() noexcept
{
    if (!m_state)
        return;
    const auto holds = m_state->holds.lock();
    const auto hold = holds->find(m_diffId);
    assert(hold != holds->end());
    if (--hold->second == 0)
        holds->erase(hold);
    m_state = nullptr;
}

} // namespace onggi
