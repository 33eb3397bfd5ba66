// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which unused images to delete so that so many bytes come back: planned on a thread of its own,
// because among thousands of images it takes a while. Wishes that come meanwhile are forgotten but
// for the last one. GUI thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>

#include "engine/lineage/freeing.h"
#include "gui/models/deletion.h"

namespace onggi {

struct FreeingWish {
    Bytes bytes; // on disk
    FreeingOptions options;
};

struct FreeingAnswer {
    std::shared_ptr<const StoreView> view; // the rows that it is of
    FreeingWish wish;
    FreeingPlan freeing;
    DeletionPlan deletion;               // the same, as deletions are shown
    int kept = 0;                        // images that stay whatever is wished
    std::vector<std::string> containers; // that use these, sorted
};

// Pure; any thread.
FreeingAnswer answerFreeing(std::shared_ptr<const StoreView> view, const FreeingWish& wish);

class FreeingPlanner : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // For the wishes to come.
    void setStore(const StoreView& view);
    // planned() follows, unless another wish or other rows come before it.
    void plan(const FreeingWish& wish);

signals:
    void planned(const onggi::FreeingAnswer& answer);

private:
    void start(const FreeingWish& wish);

    std::shared_ptr<const StoreView> m_view = std::make_shared<const StoreView>();
    std::optional<FreeingWish> m_next;
    bool m_isPlanning = false;
};

} // namespace onggi
