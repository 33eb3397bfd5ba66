// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The growing file, and the news of it. Readers look at the length only under the lock, and read
// the file itself without it: what lies before the length never changes.

#include "engine/layer/spool.h"

#include <chrono>

#include <fcntl.h>
#include <unistd.h>

#include "engine/core/cancel.h"

namespace onggi {

Spool::Spool(std::string path)
    : m_path(std::move(path))
    , m_fd(openFile(m_path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW))
{
    m_inner.lock()->state.size = fileSize(m_fd.get(), m_path);
}

Bytes Spool::size()
{
    return Bytes(m_inner.lock()->state.size);
}

void Spool::append(std::span<const std::byte> bytes)
{
    writeFully(m_fd.get(), bytes, m_path);
    m_inner.lock()->state.size += bytes.size();
    m_changed.notify_all();
}

void Spool::finish()
{
    m_inner.lock()->state.finished = true;
    m_changed.notify_all();
}

void Spool::fail(std::exception_ptr cause) noexcept
{
    {
        auto inner = m_inner.lock();
        if (!inner->state.finished && !inner->failure)
            inner->failure = std::move(cause);
    }
    m_changed.notify_all();
}

Spool::State Spool::waitBeyond(std::uint64_t offset, const std::stop_token& stop)
{
    auto inner = m_inner.lock();
    m_changed.wait(inner.mutexLock(), stop, [&] {
        return inner->state.size > offset || inner->state.finished || inner->failure;
    });
    throwIfCancelled(stop);
    if (inner->failure)
        std::rethrow_exception(inner->failure);
    return inner->state;
}

Spool::State Spool::waitBeyond(std::uint64_t offset, const std::stop_token& stop,
                               unsigned milliseconds)
{
    auto inner = m_inner.lock();
    m_changed.wait_for(inner.mutexLock(), stop, std::chrono::milliseconds(milliseconds), [&] {
        return inner->state.size > offset || inner->state.finished || inner->failure;
    });
    throwIfCancelled(stop);
    if (inner->failure)
        std::rethrow_exception(inner->failure);
    return inner->state;
}

Fd Spool::openForReading() const
{
    return openFile(m_path, O_RDONLY | O_NOFOLLOW);
}

void Spool::remove() noexcept
{
    ::unlink(m_path.c_str());
}

} // namespace onggi
