// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Numbers the steps and keeps the promises that ProgressSink makes about totals.

#include "engine/core/progress.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace onggi {

namespace {

std::uint64_t nextStepId()
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

} // namespace

std::string_view stepKindName(StepKind kind) noexcept
{
    constexpr std::string_view kNames[] = {
        "pull", "download", "unpack", "load", "merge",  "remove", "start",   "check",   "export",
        "save", "import",   "commit", "push", "upload", "repair", "present", "mounted", "compress"};
    return kNames[static_cast<std::size_t>(kind)];
}

Progress::Progress(std::shared_ptr<ProgressSink> sink, StepKind kind, std::string_view subject,
                   Bytes total)
    : Progress(std::move(sink), 0, kind, subject, total)
{
}

Progress::Progress(std::shared_ptr<ProgressSink> sink, std::uint64_t parent, StepKind kind,
                   std::string_view subject, Bytes total)
    : m_sink(std::move(sink))
    , m_total(total)
{
    if (!m_sink)
        return;
    m_id = nextStepId();
    m_sink->stepBegan(m_id, parent, kind, subject, total);
}

Progress::Progress(Progress&& other) noexcept
    : m_sink(std::move(other.m_sink))
    , m_id(other.m_id)
    , m_done(other.m_done)
    , m_total(other.m_total)
{
}

Progress& Progress::operator=(Progress&& other) noexcept
{
    if (this != &other) {
        end();
        m_sink = std::move(other.m_sink);
        m_id = other.m_id;
        m_done = other.m_done;
        m_total = other.m_total;
    }
    return *this;
}

Progress::~Progress()
{
    end();
}

Progress Progress::child(StepKind kind, std::string_view subject, Bytes total) const
{
    return Progress(m_sink, m_id, kind, subject, total);
}

void Progress::setTotal(Bytes total)
{
    m_total = std::max(m_total, total);
    if (m_sink)
        m_sink->stepAdvanced(m_id, m_done, m_total);
}

void Progress::advance(Bytes more)
{
    m_done += more;
    if (m_total.count() != 0)
        m_total = std::max(m_total, m_done);
    if (m_sink)
        m_sink->stepAdvanced(m_id, m_done, m_total);
}

void Progress::passPointOfNoReturn()
{
    if (m_sink)
        m_sink->passedPointOfNoReturn();
}

void Progress::end() noexcept
{
    if (m_sink)
        m_sink->stepEnded(m_id);
    m_sink.reset();
}

} // namespace onggi
