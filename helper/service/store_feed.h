// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Carries what changes in the store, and at containers, from the threads that change it to the
// thread of the bus, in order.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QObject>

#include "engine/store/change.h"

namespace onggi {

class StoreFeed : public QObject {
public:
    // Called on the thread of this object.
    void onChange(std::function<void(const StoreChange&)> receiver);
    void onContainer(std::function<void(const ContainerRow&, bool isRemoved)> receiver);

    // Callable from any thread.
    void postChange(const StoreChange& change);
    void postContainer(const ContainerRow& row, bool isRemoved);

private:
    std::vector<std::function<void(const StoreChange&)>> m_onChange;
    std::function<void(const ContainerRow&, bool)> m_onContainer;
};

} // namespace onggi
