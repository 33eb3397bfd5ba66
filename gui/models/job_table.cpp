// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/job_table.h"

#include <limits>
#include <utility>

#include <pwd.h>

#include "gui/models/format.h"
#include "gui/models/job_text.h"
#include "gui/models/sync_sorted.h"

namespace onggi {
namespace {

constexpr qulonglong kRunning = 1ULL << 63; // no number is so great

// Looked up once: the answer may come from a server.
QString ownerOf(uint uid)
{
    static std::map<uint, QString> names;
    const auto [name, isNew] = names.try_emplace(uid);
    if (isNew) {
        const passwd* entry = getpwuid(uid);
        name->second = entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(uid);
    }
    return name->second;
}

double shareOf(const wire::Job& job)
{
    if (job.total == 0)
        return -1;
    return qBound(0.0, static_cast<double>(job.done) / static_cast<double>(job.total), 1.0);
}

bool isSame(const wire::Job& a, const wire::Job& b)
{
    return a.state == b.state && a.title == b.title && a.done == b.done && a.total == b.total &&
           a.rate == b.rate && a.isCancelable == b.isCancelable && a.ended == b.ended;
}

} // namespace

void JobTable::setJobs(const std::map<qulonglong, wire::Job>& jobs, qlonglong now)
{
    const qlonglong before = std::exchange(m_now, now);
    std::vector<wire::Job> target;
    for (auto at = jobs.rbegin(); at != jobs.rend(); ++at)
        target.push_back(at->second);
    const auto key = [](const wire::Job& job) { return ~job.number; };
    const auto insert = [this](std::size_t at) {
        beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
        return Announcement{[this] { endInsertRows(); }};
    };
    const auto remove = [this](std::size_t at) {
        beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
        return Announcement{[this] { endRemoveRows(); }};
    };
    const auto update = [this, before](std::size_t at, wire::Job&& job) {
        const bool isOther =
            !isSame(m_jobs[at], job) || agoText(job.ended, before) != agoText(job.ended, m_now);
        m_jobs[at] = std::move(job);
        if (isOther)
            emit dataChanged(index(static_cast<int>(at), 0),
                             index(static_cast<int>(at), ColumnCount - 1));
    };
    syncSorted(m_jobs, std::move(target), key, insert, remove, update);
}

void JobTable::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_jobs.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const wire::Job* JobTable::job(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < m_jobs.size() ? &m_jobs[row] : nullptr;
}

int JobTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JobTable::text(const wire::Job& job, int column) const
{
    switch (column) {
    case TitleColumn:
        return titleText(job);
    case StateColumn:
        return stateText(job);
    case ProgressColumn:
        return amountText(job.done, job.total);
    case RateColumn:
        return hasEnded(job) ? QString() : rateText(job.rate);
    case TimeColumn:
        return hasEnded(job) ? agoText(job.ended, m_now) : timeLeftText(job);
    case OwnerColumn:
        return ownerOf(job.uid);
    default:
        return {};
    }
}

QVariant JobTable::sortValue(const wire::Job& job, int column)
{
    switch (column) {
    case StateColumn:
        return hasEnded(job) ? 1 : 0;
    case ProgressColumn:
        return shareOf(job);
    case RateColumn:
        return job.rate;
    case TimeColumn:
        return job.ended == 0 ? std::numeric_limits<qlonglong>::max() : job.ended;
    case OwnerColumn:
        return job.uid;
    default:
        // What runs is newer than whatever has ended.
        return job.number | (hasEnded(job) ? 0 : kRunning);
    }
}

QVariant JobTable::data(const QModelIndex& index, int role) const
{
    const wire::Job* row = job(index);
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == TitleColumn)
            return plainToolTip(row->title);
        if (index.column() == ProgressColumn && row->total > 0)
            return exactSizeText(Bytes(row->done));
        if (index.column() == TimeColumn)
            return timeText(row->ended);
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (index.column() == ProgressColumn || index.column() == RateColumn
                                        ? Qt::AlignRight
                                        : Qt::AlignLeft));
    case NumberRole:
        return row->number;
    case SortRole:
        return sortValue(*row, index.column());
    case StateNameRole:
        return row->state;
    case ShareRole:
        return shareOf(*row);
    case HasEndedRole:
        return hasEnded(*row);
    default:
        return {};
    }
}

QVariant JobTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::AlignVCenter |
            (section == ProgressColumn || section == RateColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn:
        //: something that is being done, or has been
        return tr("Job");
    case StateColumn:
        return tr("State");
    case ProgressColumn:
        return tr("Progress");
    case RateColumn:
        return tr("Rate");
    case TimeColumn:
        //: time that is left, or when it ended
        return tr("Left or ended");
    case OwnerColumn:
        //: who began it
        return tr("User");
    default:
        return {};
    }
}

} // namespace onggi
