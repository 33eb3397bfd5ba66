// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/removal_text.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include <QCoreApplication>

#include "gui/models/format.h"
#include "gui/models/names.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

struct Removal {
    Q_DECLARE_TR_FUNCTIONS(onggi::Removal)
};

bool isRunning(const StoreView& view, const Blocker& blocker)
{
    return blocker.kind == BlockerKind::Container &&
           std::ranges::any_of(view.containers, [&](const ContainerRow& container) {
               return container.name == blocker.name && container.state == ContainerState::Running;
           });
}

// A plan calls an image without a tag by its id, which is no reference.
QString nameOf(const Blocker& blocker)
{
    if (blocker.kind == BlockerKind::Container)
        return toText(blocker.name);
    const bool isTag = blocker.name.find(':') != std::string::npos;
    return isTag ? shownName(blocker.name) : QStringLiteral("<none> ") + toText(blocker.name);
}

// A container that runs on the image that plans call `name`; empty where none does.
QString runningOn(const StoreView& view, const std::string& name)
{
    for (const ContainerRow& container : view.containers) {
        if (container.state != ContainerState::Running)
            continue;
        const ImageRow* image = imageOf(view, container.image);
        if (image && planName(*image) == name)
            return toText(container.name);
    }
    return {};
}

// The one that a person can least do without: what runs, what was made to run, what is made on it,
// and of that rather what something runs on.
const Blocker& firstBlocker(const StoreView& view, const std::vector<Blocker>& blockers)
{
    return *std::ranges::min_element(blockers, {}, [&](const Blocker& blocker) {
        if (blocker.kind == BlockerKind::Container)
            return isRunning(view, blocker) ? 0 : 1;
        return runningOn(view, blocker.name).isEmpty() ? 3 : 2;
    });
}

QString withOthers(const QString& name, std::size_t others)
{
    return others == 0 ? name
                       //: a name, and how many others there are beside it
                       : Removal::tr("%1 and %n more", nullptr, static_cast<int>(others)).arg(name);
}

QString keptText(const StoreView& view, const RemovalItem& item)
{
    if (item.blockers.empty())
        return Removal::tr("kept");
    const Blocker& blocker = firstBlocker(view, item.blockers);
    const QString names = withOthers(nameOf(blocker), item.blockers.size() - 1);
    if (isRunning(view, blocker))
        //: %1: containers that keep an image from being deleted
        return Removal::tr("kept: %1 is running on it").arg(names);
    if (blocker.kind == BlockerKind::Container)
        //: %1: containers that keep an image from being deleted
        return Removal::tr("kept: used by %1").arg(names);
    const QString running = runningOn(view, blocker.name);
    if (running.isEmpty())
        //: %1: images that keep an image from being deleted
        return Removal::tr("kept: base of %1").arg(names);
    //: %1: images that keep an image from being deleted; %2: a container of the first of them
    return Removal::tr("kept: base of %1 (running: %2)").arg(names, running);
}

} // namespace

QString itemText(const StoreView& view, const RemovalItem& item)
{
    switch (item.action) {
    case RemovalAction::Untag:
        return Removal::tr("untag; the image stays under its other tags");
    case RemovalAction::Delete:
        break;
    case RemovalAction::Keep:
        return keptText(view, item);
    }
    const int layers = static_cast<int>(item.layers.size());
    if (layers == 0)
        return Removal::tr("delete; all its layers are shared and stay");
    return item.tags.empty() ? Removal::tr("delete %n layer(s)", nullptr, layers)
                             : Removal::tr("untag and delete %n layer(s)", nullptr, layers);
}

QString reasonText(const StoreView& view, const RemovalItem& item)
{
    if (item.blockers.empty())
        return {};
    const Blocker& blocker = firstBlocker(view, item.blockers);
    const QString names = withOthers(nameOf(blocker), item.blockers.size() - 1);
    if (isRunning(view, blocker))
        //: after the name of an image; %1: containers that keep it from being deleted
        return Removal::tr("%1 is running on it").arg(names);
    if (blocker.kind == BlockerKind::Container)
        //: after the name of an image; %1: containers that keep it from being deleted
        return Removal::tr("used by %1").arg(names);
    const QString running = runningOn(view, blocker.name);
    if (running.isEmpty())
        //: after the name of an image; %1: images that keep it from being deleted
        return Removal::tr("base of %1").arg(names);
    //: after the name of an image; %1: images that keep it; %2: a container of the first of them
    return Removal::tr("base of %1, running: %2").arg(names, running);
}

QString removalText(const StoreView& view, const Forest& forest, std::size_t image)
{
    const RemovalPlan plan = planRemoval(view, forest, {{image, {}}});
    const RemovalItem& item = plan.items.front();
    return item.action == RemovalAction::Keep
               ? keptText(view, item)
               : Removal::tr("%1 on disk come back").arg(sizeText(plan.freed));
}

QString selectionText(const StoreView& view, const Forest& forest,
                      const std::vector<std::size_t>& images)
{
    if (images.empty())
        return {};
    std::vector<RemovalTarget> targets;
    for (const std::size_t image : images)
        targets.push_back({image, {}});
    const RemovalPlan plan = planRemoval(view, forest, targets);
    std::vector<Blocker> blockers;
    std::set<std::pair<BlockerKind, std::string_view>> seen;
    for (const RemovalItem& item : plan.items) {
        for (const Blocker& blocker : item.blockers) {
            if (seen.emplace(blocker.kind, blocker.name).second)
                blockers.push_back(blocker);
        }
    }
    const int count = static_cast<int>(images.size());
    const QString freed = sizeText(plan.freed);
    if (blockers.empty())
        return Removal::tr("%n selected: %1 freed if deleted", nullptr, count).arg(freed);
    const Blocker& blocker = firstBlocker(view, blockers);
    QString name = nameOf(blocker);
    if (isRunning(view, blocker))
        //: %1: a container
        name = Removal::tr("%1 (running)").arg(name);
    return Removal::tr("%n selected: %1 freed if deleted, kept by %2", nullptr, count)
        .arg(freed, withOthers(name, blockers.size() - 1));
}

} // namespace onggi
