// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/finding_text.h"

#include <algorithm>

#include <QCoreApplication>

namespace onggi {
namespace {

struct Title {
    const char* id;
    const char* sentence;
};

constexpr Title kTitles[] = {
    {"kernel", QT_TRANSLATE_NOOP("onggi::Health", "The kernel is too old for containers")},
    {"mounts", QT_TRANSLATE_NOOP("onggi::Health", "Images cannot be mounted")},
    {"user-namespaces",
     QT_TRANSLATE_NOOP("onggi::Health", "Containers cannot get user ids of their own")},
    {"cgroups", QT_TRANSLATE_NOOP("onggi::Health", "Containers cannot be limited in every way")},
    {"runtime",
     QT_TRANSLATE_NOOP("onggi::Health", "The container runtime is missing or has a known fault")},
    {"conmon",
     QT_TRANSLATE_NOOP("onggi::Health", "The program that watches containers is missing")},
    {"seccomp",
     QT_TRANSLATE_NOOP("onggi::Health", "The seccomp profile is missing or cannot be used")},
    {"subordinate-ids",
     QT_TRANSLATE_NOOP("onggi::Health", "Ranges of ids cannot be given to containers")},
    {"network",
     QT_TRANSLATE_NOOP("onggi::Health", "What connects containers to networks is not complete")},
    {"forwarding",
     QT_TRANSLATE_NOOP("onggi::Health", "Containers may not reach networks beyond this machine")},
    {"polkit", QT_TRANSLATE_NOOP("onggi::Health", "Nobody but root is served")},
    {"sandbox", QT_TRANSLATE_NOOP("onggi::Health",
                                  "Layers are unpacked without being cut off from the network")},
    {"recovery", QT_TRANSLATE_NOOP("onggi::Health", "Not all containers were found again")},
};

} // namespace

QString findingTitle(const QString& id)
{
    const auto* title = std::ranges::find_if(
        kTitles, [&](const Title& known) { return id == QLatin1String(known.id); });
    return title == std::end(kTitles)
               ? QString()
               : QCoreApplication::translate("onggi::Health", title->sentence);
}

QString findingText(const wire::Finding& finding)
{
    QStringList lines{findingTitle(finding.id), finding.finding, finding.remedy};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace onggi
