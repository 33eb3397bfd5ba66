// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/shop_store.h"

#include <stdexcept>

#include <QDBusPendingReply>
#include <QDateTime>

#include <nlohmann/json.hpp>

#include "containers_interface.h"
#include "images_interface.h"

#include "engine/core/sha256.h"
#include "engine/image/config.h"
#include "engine/lineage/lookup.h"
#include "engine/lineage/removal.h"
#include "helper/api/convert.h"
#include "tests/support/bus_client.h"
#include "tests/support/made_layer.h"

namespace onggi::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kDay = 86'400;

struct Pictured {
    const char* name;
    const char* tag;
    bool isStarted;
};
constexpr Pictured kContainers[] = {
    {"web", "localhost/shop/web:2", true},
    {"api", "localhost/shop/api:2.4", true},
    {"cache", "docker.io/library/redis:8", true},
    {"db", "docker.io/library/postgres:17", false},
};

// Of the step's size; all bases hold busybox, so that containers can run.
LayerBlob layerOf(const ShopStore::Step& step, bool isBase, std::size_t number)
{
    TarBuilder tar;
    std::size_t left = step.kilobytes * 1000;
    if (isBase) {
        const std::string busybox = wholeFile("/bin/busybox");
        tar.dir("bin").add({.name = "bin/busybox", .content = busybox, .mode = 0755});
        tar.symlink("bin/sleep", "busybox").symlink("bin/sh", "busybox");
        left -= std::min(left, busybox.size());
    }
    tar.add({.name = "data-" + std::to_string(number), .content = std::string(left, 'x')});
    const std::string bytes = tar.finished();
    return {bytes, "application/vnd.oci.image.layer.v1.tar", Sha256::of(bytes)};
}

Json descriptorOf(const std::string& mediaType, const std::string& bytes)
{
    return {{"mediaType", mediaType}, {"digest", Sha256::of(bytes).text()}, {"size", bytes.size()}};
}

} // namespace

ShopStore::ShopStore(const QDBusConnection& helper)
    : m_helper(helper)
{
    wire::registerWireTypes();
    const std::string hub = "docker.io/library/";
    const std::string own = "localhost/";
    pull(hub + "debian:13", "", {{"/bin/sh -c #(nop) ADD rootfs.tar in /", 12'040}});
    pull(hub + "nginx:1.29", hub + "debian:13",
         {{"RUN /bin/sh -c apt-get install -y nginx # buildkit", 6'790}});
    pull(hub + "redis:8", hub + "debian:13", {{"RUN /bin/sh -c make install # buildkit", 2'260}});
    pull(hub + "python:3.13-slim", hub + "debian:13",
         {{"RUN /bin/sh -c apt-get install -y libssl3 # buildkit", 900},
          {"RUN /bin/sh -c make altinstall # buildkit", 3'670}});
    pull(hub + "postgres:17", hub + "debian:13",
         {{"RUN /bin/sh -c apt-get install -y locales # buildkit", 1'020},
          {"RUN /bin/sh -c apt-get install -y postgresql-17 # buildkit", 29'900},
          {"COPY docker-entrypoint.sh /usr/local/bin/ # buildkit", 120}});
    pull(hub + "ubuntu:24.04", "", {{"/bin/sh -c #(nop) ADD file:6df in / ", 7'810}});
    pull(hub + "busybox:1.37", "", {{"BusyBox 1.37 (glibc), Debian 13", 2'100}});
    pull(own + "lesson/a:1", hub + "busybox:1.37", {{"COPY a /lesson # buildkit", 210}});
    pull(own + "lesson/b:1", hub + "busybox:1.37", {{"COPY b /lesson # buildkit", 360}});
    pull(own + "devbox:1", hub + "ubuntu:24.04",
         {{"RUN /bin/sh -c apt-get update # buildkit", 4'200},
          {"RUN /bin/sh -c apt-get install -y build-essential # buildkit", 20'000},
          {"COPY dotfiles/ /root/ # buildkit", 620}});
    pull(own + "devbox:snapshot", own + "devbox:1", {{"bash", 1'840}});
    define("deps", hub + "python:3.13-slim",
           {{"COPY requirements.txt . # buildkit", 10},
            {"RUN /bin/sh -c pip install -r requirements.txt # buildkit", 8'410}});
    pull(own + "shop/api:2.3", "deps", {{"COPY src/ /srv/ # buildkit", 180}});
    pull(own + "shop/api:2.4", "deps", {{"COPY src/ /srv/ # buildkit", 190}});
    pull(own + "shop/web:1", hub + "nginx:1.29", {{"COPY site/ /srv/ # buildkit", 720}});
    pull(own + "shop/web:2", hub + "nginx:1.29", {{"COPY site/ /srv/ # buildkit", 760}});
    pull(own + "shop/worker:2.4", own + "shop/api:2.4",
         {{"RUN /bin/sh -c pip install celery # buildkit", 1'260}});
    pull(own + "experiment:1", hub + "python:3.13-slim",
         {{"RUN /bin/sh -c pip install torch # buildkit", 8'270}});

    const StoreView store = view();
    tag(store.images[findImage(store, own + "shop/web:2").image].serial, own + "shop/web:latest");
    // Its tag moves away, and the image stays without one.
    tag(store.images[findImage(store, own + "shop/web:2").image].serial, own + "experiment:1");
    removeTag(own + "experiment:1");
}

ShopStore::~ShopStore()
{
    try {
        removeContainers();
    } catch (const std::exception& error) {
        qWarning("the shop's containers could not be removed: %s", error.what());
    }
}

void ShopStore::addImage(const std::string& name)
{
    pull("localhost/" + name, "docker.io/library/debian:13",
         {{"COPY " + name + " / # buildkit", 1'000}});
}

const ShopStore::Made& ShopStore::define(const std::string& name, const std::string& base,
                                         const std::vector<Step>& steps)
{
    Made made = base.empty() ? Made() : m_made.at(base);
    for (const Step& step : steps) {
        made.layers.push_back(
            layerOf(step, made.layers.empty(), made.layers.size() + m_made.size()));
        made.history.push_back(step.createdBy);
    }
    return m_made[name] = made;
}

void ShopStore::pull(const std::string& tagName, const std::string& base,
                     const std::vector<Step>& steps)
{
    const Made made = define(tagName, base, steps);
    const std::int64_t now = QDateTime::currentSecsSinceEpoch();
    Json diffIds = Json::array();
    Json history = Json::array();
    Json layers = Json::array();
    // As it would be called there: "library/nginx" and "1.29".
    const std::string path = tagName.substr(tagName.find('/') + 1);
    const std::string repository = path.substr(0, path.rfind(':'));
    const std::string version = path.substr(path.rfind(':') + 1);
    for (std::size_t at = 0; at < made.layers.size(); ++at) {
        const LayerBlob& layer = made.layers[at];
        diffIds.push_back(layer.diffId.text());
        history.push_back({{"created", formatTime(now - (20 - m_day % 20) * kDay)},
                           {"created_by", made.history[at]}});
        layers.push_back(descriptorOf(layer.mediaType, layer.bytes));
        m_registry.pushBlob(repository, layer.bytes, layer.mediaType);
    }
    const Platform host = Platform::host();
    const std::string config = Json{
        {"created", formatTime(now - (20 - m_day % 20) * kDay)},
        {"architecture", host.architecture},
        {"os", host.os},
        {"config",
         {{"Cmd", {"/bin/sleep", "1000"}},
          {"Env", {"PATH=/bin", "LANG=C.UTF-8"}},
          {"WorkingDir", "/"},
          {"ExposedPorts", {{"80/tcp", Json::object()}}}}},
        {"rootfs", {{"type", "layers"}, {"diff_ids", diffIds}}},
        {"history", history}}.dump();
    ++m_day;
    m_registry.pushBlob(repository, config);
    const std::string mediaType = "application/vnd.oci.image.manifest.v1+json";
    m_registry.pushManifest(
        repository, version, mediaType,
        Json{{"schemaVersion", 2},
             {"mediaType", mediaType},
             {"config", descriptorOf("application/vnd.oci.image.config.v1+json", config)},
             {"layers", layers}}
            .dump());

    const std::string pulled = m_registry.domain() + "/" + path;
    run(bus::kImages, "Pull", {QString::fromStdString(pulled), QVariantMap{{"tls-verify", false}}});
    const StoreView store = view();
    tag(store.images[findImage(store, pulled).image].serial, tagName);
    removeTag(pulled);
}

void ShopStore::tag(qulonglong image, const std::string& tagName)
{
    run(bus::kImages, "Tag", {image, QString::fromStdString(tagName), QVariantMap()});
}

void ShopStore::removeTag(const std::string& tagName)
{
    const StoreView store = view();
    const FoundImage found = findImage(store, tagName);
    const RemovalPlan plan = planRemoval(store, Forest(store), {{found.image, found.tag}});
    run(bus::kImages, "Remove", {QVariant::fromValue(toWire(plan)), QVariantMap()});
}

void ShopStore::addContainer(const QString& name, const std::string& tagName, bool isStarted,
                             const wire::ByteStrings& command, QVariantMap options)
{
    const StoreView store = view();
    const qulonglong image = store.images[findImage(store, tagName).image].serial;
    options["network"] = "none";
    if (isStarted)
        options["start"] = true;
    run(bus::kContainers, "Create",
        {image, QString::fromStdString(tagName), name, QVariant::fromValue(command), options});
}

void ShopStore::addContainers(const QStringList& names)
{
    for (const Pictured& pictured : kContainers) {
        const QString name = QString::fromLatin1(pictured.name);
        if (names.contains(name))
            addContainer(name, pictured.tag, pictured.isStarted);
    }
}

wire::Containers ShopStore::containers() const
{
    ContainersInterface containers(bus::kService, bus::kContainersPath, m_helper);
    const auto made = containers.Snapshot(0, 1000);
    return made.argumentAt<2>();
}

wire::Container ShopStore::container(const QString& name) const
{
    for (const wire::Container& found : containers()) {
        if (found.name == name)
            return found;
    }
    return {};
}

void ShopStore::removeContainers()
{
    for (const wire::Container& container : containers())
        run(bus::kContainers, "Remove", {container.id, QVariantMap{{"force", true}}});
}

void ShopStore::run(const QString& interface, const QString& method, const QVariantList& arguments)
{
    const JobEnd end = finishJob(m_helper, callHelper(m_helper, interface, method, arguments));
    if (end.state != "succeeded")
        throw std::runtime_error(method.toStdString() + ": " + end.message.toStdString());
}

StoreView ShopStore::view() const
{
    StoreView view;
    ImagesInterface images(bus::kService, bus::kImagesPath, m_helper);
    const auto rows = images.Snapshot(0, 1000);
    for (const wire::Image& row : rows.argumentAt<2>())
        view.images.push_back(fromWire(row));
    const auto layers = images.Layers(0, 1000);
    for (const wire::Layer& row : layers.argumentAt<2>())
        view.layers.push_back(fromWire(row));
    for (const wire::Container& row : containers())
        view.containers.push_back(fromWire(row));
    return view;
}

} // namespace onggi::test
