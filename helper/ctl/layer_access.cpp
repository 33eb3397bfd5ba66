// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An image's name comes before a layer's: layers have none but their digests.

#include "helper/ctl/layer_access.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>

#include "engine/core/error.h"
#include "engine/lineage/lookup.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

Fd takeFd(const QDBusUnixFileDescriptor& handle, const char* name)
{
    Fd fd(::fcntl(handle.fileDescriptor(), F_DUPFD_CLOEXEC, 3));
    if (!fd)
        throw systemError(errno, name, "dup");
    return fd;
}

LayerSource sourceOf(Session& session, const std::vector<const LayerRow*>& rows)
{
    std::vector<SourceLayer> layers;
    std::map<Digest, Serial> serials;
    for (const LayerRow* row : rows) {
        layers.push_back({row->diffId, row->tar});
        serials.emplace(row->diffId, row->serial);
    }
    const auto open = [&session, serials = std::move(serials)](const Digest& diffId) {
        const auto reply = session.await(session.images().OpenLayer(serials.at(diffId), {}));
        return LayerFiles{takeFd(reply.argumentAt<0>(), "index"),
                          takeFd(reply.argumentAt<1>(), "tar")};
    };
    return LayerSource(std::move(layers), open);
}

std::optional<std::size_t> tryFindImage(const StoreView& view, const std::string& name)
{
    try {
        return findImage(view, name).image;
    } catch (const Error& error) {
        if (error.code() == Code::StoreAmbiguous)
            throw;
        return std::nullopt;
    }
}

} // namespace

LayerSource layersOfImage(Session& session, const StoreView& view, std::size_t image)
{
    std::vector<const LayerRow*> rows;
    for (const Serial serial : view.images[image].layers) {
        const auto row = std::ranges::lower_bound(view.layers, serial, {}, &LayerRow::serial);
        if (row == view.layers.end() || row->serial != serial)
            throw Error(Code::StoreCorrupt, "image " + view.images[image].id.shortHex(),
                        "a layer of it is not in the store");
        rows.push_back(&*row);
    }
    return sourceOf(session, rows);
}

LayerSource sourceOfLayer(Session& session, const StoreView& view, std::size_t layer)
{
    return sourceOf(session, {&view.layers[layer]});
}

NamedFiles openFiles(Session& session, const StoreView& view, const std::string& name)
{
    if (const auto image = tryFindImage(view, name))
        return {ImageFiles::merged(layersOfImage(session, view, *image)), name, false};
    std::size_t layer = 0;
    try {
        layer = findLayer(view, name);
    } catch (const Error& error) {
        // For a name that no layer can have, what the image's name lacks says more.
        if (error.code() == Code::StoreNotFound)
            findImage(view, name);
        throw;
    }
    return {ImageFiles::single(sourceOfLayer(session, view, layer)),
            "layer " + view.layers[layer].diffId.shortHex(), true};
}

} // namespace onggi::ctl
