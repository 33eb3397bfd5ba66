// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/deletion_text.h"

#include <QCoreApplication>
#include <QStringList>

#include "gui/models/format.h"
#include "gui/models/names.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

struct DeletionTexts {
    Q_DECLARE_TR_FUNCTIONS(onggi::Deletion)
};

QStringList namesOf(const std::vector<ContainerRow>& containers)
{
    QStringList names;
    for (const ContainerRow& container : containers)
        names << toText(container.name);
    return names;
}

} // namespace

QString deletionTitle(const DeletionPlan& plan)
{
    return DeletionTexts::tr("Delete %n image(s)", nullptr, static_cast<int>(plan.rows.size()));
}

QString deletionFreed(const DeletionPlan& plan)
{
    return DeletionTexts::tr("%1 on disk will be freed").arg(sizeText(plan.removal.freed));
}

QString deletionButton(const DeletionPlan& plan)
{
    return DeletionTexts::tr("Delete %n image(s)", "button", static_cast<int>(plan.goingCount()));
}

QString deletionAlong(const DeletionPlan& plan)
{
    return plan.containers.empty()
               ? QString()
               : DeletionTexts::tr("Removed before, with what they have written: %1")
                     .arg(namesOf(plan.containers).join(QLatin1String(", ")));
}

QString deletionCommand(const DeletionPlan& plan)
{
    QStringList commands;
    if (!plan.containers.empty())
        commands << QStringLiteral("onggictl rm -f ") +
                        namesOf(plan.containers).join(QLatin1Char(' '));
    QStringList names;
    for (const RemovalItem& item : plan.removal.items) {
        if (item.action == RemovalAction::Keep)
            continue;
        if (item.tags.empty())
            names << toText(item.id.shortHex());
        names << toTexts(item.tags);
    }
    if (!names.isEmpty())
        commands << QStringLiteral("onggictl rmi ") + names.join(QLatin1Char(' '));
    return commands.join(QLatin1String(" && "));
}

QString itemName(const StoreView& view, const RemovalItem& item)
{
    QStringList tags;
    for (const std::string& tag : item.tags)
        tags << shownName(tag);
    if (!tags.isEmpty())
        return tags.join(QLatin1String(", "));
    const ImageRow* row = imageOf(view, item.image);
    if (!row || row->tags.empty())
        return QStringLiteral("<none> ") + toText(item.id.shortHex());
    return shownName(*row);
}

QString includeText(const DeletionRow& row)
{
    return row.stopsContainers ? DeletionTexts::tr("Stop and include")
                               : DeletionTexts::tr("Include");
}

QString includeAlong(const DeletionRow& row)
{
    return row.alongContainers.empty()
               ? QString()
               : DeletionTexts::tr("Also removes these containers: %1")
                     .arg(toTexts(row.alongContainers).join(QLatin1String(", ")));
}

} // namespace onggi
