// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who may do what: for every method on the bus, the polkit action that it needs. The helper does
// not start if a method of the XML files is missing here, or one here is missing there.
#pragma once

#include <span>

#include <QLatin1String>
#include <QString>

namespace onggi {

namespace action {

inline constexpr QLatin1String kImagesRead{"org.onggi.images.read"};
inline constexpr QLatin1String kImagesPull{"org.onggi.images.pull"};
inline constexpr QLatin1String kImagesPush{"org.onggi.images.push"};
inline constexpr QLatin1String kImagesSignIn{"org.onggi.images.sign-in"};
inline constexpr QLatin1String kImagesLoad{"org.onggi.images.load"};
inline constexpr QLatin1String kImagesSave{"org.onggi.images.save"};
inline constexpr QLatin1String kImagesTag{"org.onggi.images.tag"};
inline constexpr QLatin1String kImagesRemove{"org.onggi.images.remove"};
inline constexpr QLatin1String kImagesRemoveOthers{"org.onggi.images.remove-others"};
inline constexpr QLatin1String kContainersRead{"org.onggi.containers.read"};
inline constexpr QLatin1String kContainersInspect{"org.onggi.containers.inspect"};
inline constexpr QLatin1String kContainersRun{"org.onggi.containers.run"};
inline constexpr QLatin1String kContainersRunPrivileged{"org.onggi.containers.run-privileged"};
inline constexpr QLatin1String kContainersStop{"org.onggi.containers.stop"};
inline constexpr QLatin1String kContainersExec{"org.onggi.containers.exec"};
inline constexpr QLatin1String kContainersRemove{"org.onggi.containers.remove"};
inline constexpr QLatin1String kContainersLogs{"org.onggi.containers.logs"};
inline constexpr QLatin1String kContainersExport{"org.onggi.containers.export"};
inline constexpr QLatin1String kContainersCommit{"org.onggi.containers.commit"};
inline constexpr QLatin1String kContainersManageOthers{"org.onggi.containers.manage-others"};
inline constexpr QLatin1String kHealthRead{"org.onggi.health.read"};
inline constexpr QLatin1String kHealthCheck{"org.onggi.health.check"};
inline constexpr QLatin1String kJobsRead{"org.onggi.jobs.read"};
inline constexpr QLatin1String kJobsCancel{"org.onggi.jobs.cancel"};
inline constexpr QLatin1String kJobsCancelOthers{"org.onggi.jobs.cancel-others"};

} // namespace action

enum class RuleKind {
    Read, // answered if the action is granted; nobody is ever asked
    Job,  // refused at once if the action is denied; otherwise a job, which asks after its Start
    Own,  // free for the maker of the job that it is called on; as Read for others
    Root, // for uid 0 alone
};

struct MethodRule {
    QLatin1String interface;
    QLatin1String method;
    RuleKind kind;
    QLatin1String action; // empty: nobody but the maker, or root
    // Instead of `action`, where the container or job is another user's; empty: the same.
    QLatin1String othersAction{};
};

std::span<const MethodRule> methodRules() noexcept;
const MethodRule* findRule(const QString& interface, const QString& method) noexcept;

// What introspection, properties and unknown methods need, as Read.
inline constexpr QLatin1String kIntrospectionAction = action::kHealthRead;

} // namespace onggi
