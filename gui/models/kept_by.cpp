// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/kept_by.h"

#include <algorithm>
#include <unordered_set>

#include <QCoreApplication>
#include <QStringList>

#include "gui/models/names.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

struct KeptByTexts {
    Q_DECLARE_TR_FUNCTIONS(onggi::KeptBy)
};

QString containersText(const StoreView& view, const std::vector<std::size_t>& containers)
{
    if (containers.size() == 1)
        //: %1: a container that keeps an image from being deleted
        return KeptByTexts::tr("%1", "container").arg(toText(view.containers[containers[0]].name));
    //: that keep an image from being deleted
    return KeptByTexts::tr("%n container(s)", nullptr, static_cast<int>(containers.size()));
}

} // namespace

KeptBy keptBy(const StoreView& view, const Forest& forest, const std::vector<std::size_t>& images)
{
    const auto& nodes = forest.nodes();
    const std::unordered_set<std::size_t> asked(images.begin(), images.end());
    std::unordered_set<Serial> involved;
    std::vector<bool> isAbove(nodes.size(), false); // of a node that one of the images ends on
    for (const std::size_t image : images) {
        involved.insert(view.images[image].serial);
        if (const auto node = forest.nodeOfImage(image))
            isAbove[*node] = true;
    }
    KeptBy users;
    for (NodeIndex node = 0; node < nodes.size(); ++node) {
        const auto parent = nodes[node].parent;
        if (!parent || !isAbove[*parent])
            continue;
        isAbove[node] = true;
        for (const std::size_t image : nodes[node].images) {
            involved.insert(view.images[image].serial);
            if (!asked.contains(image))
                users.images.push_back(image);
        }
    }
    for (std::size_t at = 0; at < view.containers.size(); ++at) {
        if (involved.contains(view.containers[at].image))
            users.containers.push_back(at);
    }
    std::ranges::stable_partition(users.containers, [&](std::size_t container) {
        return view.containers[container].state == ContainerState::Running;
    });
    return users;
}

QString keptByText(const StoreView& view, const KeptBy& users, std::size_t count)
{
    const int above = static_cast<int>(users.images.size());
    const QString images = count == 1
                               ? KeptByTexts::tr("%n image(s) made from it", nullptr, above)
                               : KeptByTexts::tr("%n image(s) made from them", nullptr, above);
    if (users.containers.empty())
        return above == 0 ? QString() : images;
    const QString containers = containersText(view, users.containers);
    if (above == 0)
        return containers;
    //: %1: containers, %2: images; both keep an image from being deleted
    return KeptByTexts::tr("%1 and %2").arg(containers, images);
}

QString keptByNames(const StoreView& view, const KeptBy& users)
{
    QStringList names;
    for (const std::size_t container : users.containers)
        names << toText(view.containers[container].name);
    for (const std::size_t image : users.images)
        names << shownName(view.images[image]);
    return names.join(QLatin1Char('\n'));
}

} // namespace onggi
