// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Puts the lists together. They arrive one by one, so a moment may have an image whose layers are
// not read yet, or a container whose image is gone: such a moment is not shown.

#include "gui/models/live_store.h"

#include <algorithm>

#include "containers_interface.h"
#include "images_interface.h"
#include "jobs_interface.h"

namespace onggi {

LiveStore::LiveStore(HelperLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_forest(m_view)
{
    connect(&m_images, &LiveListSignals::changed, this, &LiveStore::update);
    connect(&m_containers, &LiveListSignals::changed, this, &LiveStore::update);
    connect(&m_jobs, &LiveListSignals::changed, this, &LiveStore::jobsChanged);
    for (LiveListSignals* list :
         std::initializer_list<LiveListSignals*>{&m_images, &m_containers, &m_jobs})
        connect(list, &LiveListSignals::failed, this, &LiveStore::failed);
    connect(&m_link, &HelperLink::stateChanged, this, &LiveStore::follow);
    follow(m_link.state());
}

LiveStore::~LiveStore() = default;

void LiveStore::follow(HelperLink::State state)
{
    m_layersCall.reset();
    setLive(false);
    if (state != HelperLink::State::Present) {
        m_images.stop();
        m_containers.stop();
        m_jobs.forget();
        return;
    }
    m_images.follow(m_link.images());
    m_containers.follow(m_link.containers());
    m_jobs.follow(m_link.jobs());
}

void LiveStore::readAgain()
{
    if (m_link.state() == HelperLink::State::Present)
        follow(m_link.state());
    else
        m_link.search();
}

void LiveStore::setLive(bool isLive)
{
    if (isLive == m_isLive)
        return;
    m_isLive = isLive;
    m_wasLive = m_wasLive || isLive;
    emit liveChanged(isLive);
}

void LiveStore::update()
{
    if (!m_images.isComplete() || !m_containers.isComplete() || m_layersCall)
        return;
    std::set<Serial> used;
    for (const auto& [serial, image] : m_images.rows())
        used.insert(image.layers.begin(), image.layers.end());
    if (std::ranges::all_of(used, [this](Serial layer) { return m_layers.contains(layer); }))
        publish(used);
    else
        readLayers();
}

// The helper's layers are read anew: only serials that it has given out itself are known to be its.
void LiveStore::showLastSeen(StoreView view, Forest forest)
{
    if (m_wasLive)
        return;
    m_view = std::move(view);
    m_forest = std::move(forest);
    emit storeChanged();
}

// Layer rows never change, and serials only grow: what is unknown stands after what is known.
void LiveStore::readLayers()
{
    const Serial first = m_layers.empty() ? 0 : m_layers.rbegin()->first + 1;
    m_layersCall = std::make_unique<QDBusPendingCallWatcher>(
        m_link.images().Layers(first, decltype(m_images)::kPageRows));
    connect(m_layersCall.get(), &QDBusPendingCallWatcher::finished, this, [this] {
        const QDBusPendingReply<qulonglong, qulonglong, wire::Layers> reply = *m_layersCall;
        m_layersCall.release()->deleteLater();
        if (reply.isError())
            emit failed(reply.error());
        else
            takeLayers(reply.argumentAt<2>());
    });
}

void LiveStore::takeLayers(const wire::Layers& layers)
{
    try {
        for (const wire::Layer& layer : layers)
            m_layers.insert_or_assign(layer.serial, fromWire(layer));
    } catch (const Error& error) {
        emit failed(QDBusError(QDBusError::InvalidArgs, error.what()));
        return;
    }
    // An empty page: the image is gone again, which its own list will say.
    if (!layers.isEmpty())
        update();
}

void LiveStore::publish(const std::set<Serial>& layers)
{
    StoreView view;
    for (const auto& [serial, image] : m_images.rows())
        view.images.push_back(image);
    for (const Serial layer : layers)
        view.layers.push_back(m_layers.at(layer));
    for (const auto& [serial, container] : m_containers.rows()) {
        if (m_images.rows().contains(container.image))
            view.containers.push_back(container);
    }
    m_forest = Forest(view);
    m_view = std::move(view);
    setLive(true);
    emit storeChanged();
}

} // namespace onggi
