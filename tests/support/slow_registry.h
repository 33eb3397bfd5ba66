// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A registry whose blobs stop on the way when a test wants to look at a pull while it runs. It
// speaks plain HTTP.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <QString>

#include "tests/support/fault_server.h"
#include "tests/support/made_layer.h"
#include "tests/support/registry.h"

namespace onggi::test {

class SlowRegistry {
public:
    // "127.0.0.1:PORT/NAME:TAG" of an image that this puts there, of one layer for each size in
    // bytes. Layers of the same size in images of the same `name` are the same.
    QString add(const QString& name, const QString& tag, const std::vector<std::size_t>& sizes)
    {
        std::vector<LayerBlob> layers;
        for (const std::size_t size : sizes)
            layers.push_back(
                layerWith(name.section('/', -1).toStdString() + std::to_string(size), size));
        m_registry.pushImage(name.toStdString(), tag.toStdString(), layers);
        return reference(name, tag);
    }
    QString reference(const QString& name, const QString& tag) const
    {
        return QStringLiteral("%1/%2:%3").arg(QString::fromStdString(m_server.domain()), name, tag);
    }

    // After so many bytes of layers nothing comes until release().
    void holdAfter(std::size_t bytes)
    {
        m_mark = m_server.bytesSent() + bytes;
        m_server.holdBlobsAfter(bytes);
    }
    // Whether so many bytes have gone; does not wait, since a client of the test's own process
    // needs the event loop to come so far.
    bool isHeld() const { return m_server.bytesSent() >= m_mark; }
    void release() { m_server.release(); }

private:
    std::uint64_t m_mark = 0;
    Registry m_registry;
    FaultServer m_server{forwardTo(m_registry.url())};
};

} // namespace onggi::test
