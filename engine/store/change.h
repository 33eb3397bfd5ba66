// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What one transaction changed in a store, as whole rows, and how to hear of it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/lineage/store_view.h"

namespace onggi {

// Grows with every change of the store, also over restarts.
using Revision = std::uint64_t;

// A row that came or changed, as it is now; the serials of those that went. Each in serial order.
template <typename Row>
struct RowChanges {
    std::vector<Row> changed;
    std::vector<Serial> removed;

    bool isEmpty() const noexcept { return changed.empty() && removed.empty(); }
};

struct StoreChange {
    Revision revision = 0; // after the change
    RowChanges<LayerRow> layers;
    RowChanges<ImageRow> images;
    RowChanges<ContainerRow> containers;
};

// Called in the order of revisions, on the thread that changed the store and before its call
// returns. It must be quick, must not throw, and must not change the store; reading it
// (Store::snapshot) is fine.
using ChangeCallback = std::function<void(const StoreChange&)>;

struct Subscribers;

// Ends with its object: when the destructor returns, the callback does not run and never will
// again. Not to be destroyed inside the callback.
class Subscription {
public:
    Subscription() noexcept = default;
    Subscription(std::shared_ptr<Subscribers> subscribers, std::uint64_t id) noexcept
        : m_subscribers(std::move(subscribers))
        , m_id(id)
    {
    }
    Subscription(Subscription&& other) noexcept = default;
    Subscription& operator=(Subscription&& other) noexcept
    {
        end();
        m_subscribers = std::move(other.m_subscribers);
        m_id = other.m_id;
        return *this;
    }
    ~Subscription() { end(); }

private:
    void end() noexcept;

    std::shared_ptr<Subscribers> m_subscribers;
    std::uint64_t m_id = 0;
};

} // namespace onggi
