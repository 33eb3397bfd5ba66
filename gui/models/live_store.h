// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The store as the window has it: the helper's lists, kept up to date, with lineage and sizes
// computed from them here.
//
// Every page reads this; nobody asks the helper twice. What was last seen stays while the helper is
// away, but for jobs, which end with it: whatever asks the helper to change something waits for
// isLive(). GUI thread only.
#pragma once

#include <set>

#include "engine/lineage/forest.h"
#include "gui/models/helper_link.h"
#include "gui/models/live_list.h"

namespace onggi {

class LiveStore : public QObject {
    Q_OBJECT

public:
    using Jobs = LiveList<wire::Job, JobsInterface>;

    // Follows whichever helper the link finds; the link must outlive this.
    explicit LiveStore(HelperLink& link, QObject* parent = nullptr);
    ~LiveStore() override;

    // Images, layers and containers that agree with each other, and the lineage of just these rows.
    // The references stay until the next storeChanged().
    const StoreView& view() const noexcept { return m_view; }
    const Forest& forest() const noexcept { return m_forest; }
    // By number.
    const Jobs::Rows& jobs() const noexcept { return m_jobs.rows(); }

    // Whether what is shown is what the helper says now.
    bool isLive() const noexcept { return m_isLive; }
    // Rows of an earlier time and their lineage, to be shown until the helper's are there; where
    // they have been there, nothing.
    void showLastSeen(StoreView view, Forest forest);

    // Reads everything anew; looks for the helper where it is not there.
    void readAgain();

signals:
    // Images, layers or containers.
    void storeChanged();
    void jobsChanged();
    void liveChanged(bool isLive);
    // Reading was refused or failed: by polkit, or because the helper's rows make no sense.
    void failed(const QDBusError& error);

private:
    using LayerRows = std::map<Serial, LayerRow>;

    void follow(HelperLink::State state);
    void setLive(bool isLive);
    void update();
    void readLayers();
    void takeLayers(const wire::Layers& layers);
    // All layers of all images, each of them known.
    void publish(const std::set<Serial>& layers);

    HelperLink& m_link;
    LiveList<wire::Image, ImagesInterface> m_images;
    LiveList<wire::Container, ContainersInterface> m_containers;
    Jobs m_jobs;
    LayerRows m_layers;
    std::unique_ptr<QDBusPendingCallWatcher> m_layersCall; // while a page is on its way
    StoreView m_view;
    Forest m_forest;
    bool m_isLive = false;
    bool m_wasLive = false;
};

} // namespace onggi
