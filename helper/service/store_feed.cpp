// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Queued calls: Qt delivers them in the order in which they were posted.

#include "helper/service/store_feed.h"

namespace onggi {

void StoreFeed::onChange(std::function<void(const StoreChange&)> receiver)
{
    m_onChange.push_back(std::move(receiver));
}

void StoreFeed::onContainer(std::function<void(const ContainerRow&, bool)> receiver)
{
    m_onContainer = std::move(receiver);
}

void StoreFeed::postChange(const StoreChange& change)
{
    const auto deliver = [this, change] {
        for (const auto& receiver : m_onChange)
            receiver(change);
    };
    QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
}

void StoreFeed::postContainer(const ContainerRow& row, bool isRemoved)
{
    const auto deliver = [this, row, isRemoved] {
        if (m_onContainer)
            m_onContainer(row, isRemoved);
    };
    QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
}

} // namespace onggi
