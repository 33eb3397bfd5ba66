// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/container_table.h"

#include <algorithm>

#include "gui/models/format.h"
#include "gui/models/names.h"
#include "gui/models/sync_sorted.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

QVariant alignment(int column)
{
    return QVariant::fromValue(
        (column == ContainerTable::UpForColumn ? Qt::AlignRight : Qt::AlignLeft) |
        Qt::AlignVCenter);
}

QString portsText(const ContainerListRow& row)
{
    QStringList texts;
    for (const PortMapping& port : row.ports)
        texts << publishedText(port);
    return texts.join(QLatin1String(", "));
}

} // namespace

QString stateText(ContainerState state)
{
    switch (state) {
    case ContainerState::Created:
        //: a container that has never been started
        return ContainerTable::tr("created");
    case ContainerState::Running:
        return ContainerTable::tr("running");
    case ContainerState::Stopped:
        return ContainerTable::tr("stopped");
    case ContainerState::Failed:
        return ContainerTable::tr("failed");
    }
    return {};
}

QString stateText(const ContainerListRow& row)
{
    switch (row.change) {
    case ContainerChange::Starting:
        return ContainerTable::tr("starting");
    case ContainerChange::Stopping:
        return ContainerTable::tr("stopping");
    case ContainerChange::Removing:
        return ContainerTable::tr("removing");
    case ContainerChange::None:
        break;
    }
    return stateText(row.container.state);
}

QString publishedText(const PortMapping& port)
{
    QString host = port.hostPort == 0 ? ContainerTable::tr("any") : QString::number(port.hostPort);
    const QString address = toText(port.hostAddress);
    if (!address.isEmpty() && address != QLatin1String("0.0.0.0"))
        host.prepend(address + QLatin1Char(':'));
    const QString protocol =
        port.protocol == PortProtocol::Udp ? QStringLiteral("/udp") : QString();
    return host + QStringLiteral(" → ") + QString::number(port.containerPort) + protocol;
}

QString upForText(const ContainerRow& row, std::int64_t now)
{
    switch (row.state) {
    case ContainerState::Running:
        return spanText(now - row.started);
    case ContainerState::Stopped:
    case ContainerState::Failed:
        //: how a container has ended
        return ContainerTable::tr("exit %1").arg(row.exitCode);
    case ContainerState::Created:
        break;
    }
    return {};
}

void ContainerTable::setRows(std::vector<ContainerListRow> rows, std::int64_t now)
{
    m_now = now;
    syncSorted(
        m_rows, std::move(rows), [](const ContainerListRow& row) { return row.key(); },
        [this](std::size_t at) {
            beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
            return Announcement{[this] { endInsertRows(); }};
        },
        [this](std::size_t at) {
            beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
            return Announcement{[this] { endRemoveRows(); }};
        },
        [this](std::size_t at, ContainerListRow&& row) {
            if (row == m_rows[at] && !row.isRunning())
                return;
            m_rows[at] = std::move(row);
            const int changed = static_cast<int>(at);
            emit dataChanged(index(changed, 0), index(changed, ColumnCount - 1));
        });
}

void ContainerTable::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const ContainerListRow* ContainerTable::find(Serial container) const
{
    const auto row = std::ranges::lower_bound(m_rows, container, {}, &ContainerListRow::key);
    return row != m_rows.end() && row->key() == container ? &*row : nullptr;
}

int ContainerTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ContainerTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ContainerTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ContainerListRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case SortRole:
        return sortValue(row, index.column());
    case SerialRole:
        return static_cast<qulonglong>(row.container.serial);
    case StateRole:
        return static_cast<int>(row.container.state);
    case ChangeRole:
        return static_cast<int>(row.change);
    default:
        return {};
    }
}

QVariant ContainerTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case StateColumn:
        return tr("State");
    case ImageColumn:
        return tr("Image");
    case PortsColumn:
        //: a port of this machine, and the port of the container that it leads to
        return tr("Host → container");
    case UpForColumn:
        //: for how long a container has been running
        return tr("Up for");
    case CommandColumn:
        return tr("Command");
    case CreatedColumn:
        return tr("Created");
    case IdColumn:
        return tr("Id");
    default:
        return {};
    }
}

QString ContainerTable::text(const ContainerListRow& row, int column) const
{
    const ContainerRow& container = row.container;
    switch (column) {
    case NameColumn:
        return toText(container.name);
    case StateColumn:
        return stateText(row);
    case ImageColumn:
        return shownName(container.imageName);
    case PortsColumn:
        return portsText(row);
    case UpForColumn:
        return upForText(container, m_now);
    case CommandColumn:
        return toText(container.command);
    case CreatedColumn:
        return agoText(container.created, m_now);
    case IdColumn:
        return toText(container.id.substr(0, 12));
    default:
        return {};
    }
}

// Plain text, also where a view would take markup for such.
QString ContainerTable::toolTip(const ContainerListRow& row, int column) const
{
    switch (column) {
    case StateColumn:
        return {};
    case UpForColumn:
        return timeText(row.isRunning() ? row.container.started : row.container.finished);
    case CreatedColumn:
        return timeText(row.container.created);
    case IdColumn:
        return toText(row.container.id);
    default:
        return plainToolTip(text(row, column));
    }
}

QVariant ContainerTable::sortValue(const ContainerListRow& row, int column) const
{
    switch (column) {
    case StateColumn:
        return row.isRunning() ? 0 : static_cast<int>(row.container.state) + 1;
    case PortsColumn:
        return row.ports.empty() ? 0 : static_cast<int>(row.ports.front().hostPort);
    case UpForColumn:
        return row.isRunning() ? static_cast<qlonglong>(m_now - row.container.started) : -1LL;
    case CreatedColumn:
        return static_cast<qlonglong>(row.container.created);
    default:
        return text(row, column);
    }
}

} // namespace onggi
