// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person wants deleted, and what comes of it: the delete simulator, with the choice to take
// along what keeps an image. Pure; any thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/lineage/removal.h"

namespace onggi {

// An image with all its tags, or a single tag of it; by serial, so that it outlives a change of the
// store.
struct DeletionTarget {
    Serial image = 0;
    std::string tag; // full reference, or empty for the whole image
};

struct DeletionRow {
    RemovalItem item;
    // Of a kept one: what including it would take along, and add to the bytes that come back.
    Bytes ifIncluded;
    std::vector<std::string> alongContainers; // names; running or not
    bool stopsContainers = false;             // one of them runs
};

struct DeletionPlan {
    std::vector<DeletionRow> rows;        // what was asked for, then the images that go along
    std::vector<ContainerRow> containers; // to be removed before the images
    RemovalPlan removal;                  // of the images, once these containers are gone

    // Rows that go, by tag or whole.
    std::size_t goingCount() const noexcept;
};

// Whether the same containers, images and tags go, and the same bytes come back.
bool doesTheSame(const DeletionPlan& a, const DeletionPlan& b);

class Deletion {
public:
    Deletion() = default;
    explicit Deletion(std::vector<DeletionTarget> targets);

    // Takes along, from now on, whatever keeps this image: containers that use it, and the images
    // made on top of it with theirs.
    void include(Serial image) { m_included.insert(image); }

    // Targets that the store does not have any more are left out.
    DeletionPlan plan(const StoreView& view) const;

private:
    std::vector<DeletionTarget> m_targets;
    std::set<Serial> m_included;
};

} // namespace onggi
