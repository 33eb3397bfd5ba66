// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A store as a small shop's developer has it, at a tenth of the bytes: public bases, images on top
// of them under localhost/, one without a tag, and containers. All of it comes through the bus from
// a registry of the test's own, so what the window shows can be compared with what is known here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QDBusConnection>
#include <QString>
#include <QStringList>
#include <QVariantList>

#include "engine/lineage/store_view.h"
#include "helper/api/wire.h"
#include "tests/support/registry.h"

namespace onggi::test {

class ShopStore {
public:
    static constexpr int kImages = 17; // after the constructor

    // Pulls and tags everything; throws std::runtime_error. Runs the event loop.
    explicit ShopStore(const QDBusConnection& helper);
    // Removes all containers, whoever made them: they would outlive the helper. Runs the event
    // loop.
    ~ShopStore();
    ShopStore(const ShopStore&) = delete;
    ShopStore& operator=(const ShopStore&) = delete;

    // One image more, of 1 MB on top of debian:13, pulled as localhost/NAME.
    void addImage(const std::string& name);
    // Of an image by one of its tags ("localhost/shop/web:2"), without a network; without a command
    // it sleeps. `options` are those of Containers1.Create.
    void addContainer(const QString& name, const std::string& tag, bool isStarted,
                      const wire::ByteStrings& command = {}, QVariantMap options = {});
    // Those of the pictures: "web", "api" and "cache", which run, and "db", which does not.
    void addContainers(const QStringList& names);
    wire::Containers containers() const;
    // Empty if there is none of this name.
    wire::Container container(const QString& name) const;
    void removeContainers();
    // By the image's serial.
    void tag(qulonglong image, const std::string& tag);
    void removeTag(const std::string& tag);
    // Where all of it came from; what a test pushes there is not pulled.
    Registry& registry() { return m_registry; }
    // The tar of the newest layer of what was made under this name, as it was pulled.
    const std::string& layerBytes(const std::string& name) const
    {
        return m_made.at(name).layers.back().bytes;
    }
    // As the helper has it now.
    StoreView view() const;
    // A job of the helper's from its making to its end; throws std::runtime_error.
    void run(const QString& interface, const QString& method, const QVariantList& arguments);

    struct Step {
        std::string createdBy;
        std::size_t kilobytes;
    };

private:
    struct Made {
        std::vector<LayerBlob> layers;
        std::vector<std::string> history;
    };

    const Made& define(const std::string& name, const std::string& base,
                       const std::vector<Step>& steps);
    void pull(const std::string& tag, const std::string& base, const std::vector<Step>& steps);

    QDBusConnection m_helper;
    Registry m_registry;
    std::map<std::string, Made> m_made; // by tag; some are not pulled on their own
    int m_day = 0;
};

} // namespace onggi::test
