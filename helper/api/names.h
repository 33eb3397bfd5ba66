// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The names on the bus: service, interfaces, objects. The actions are in helper/auth/actions.h.
#pragma once

#include <QLatin1String>
#include <QString>

namespace onggi::bus {

inline constexpr QLatin1String kService{"org.onggi.Helper1"};

inline constexpr QLatin1String kRootPath{"/org/onggi/Helper1"};
inline constexpr QLatin1String kImagesPath{"/org/onggi/Helper1/images"};
inline constexpr QLatin1String kContainersPath{"/org/onggi/Helper1/containers"};
inline constexpr QLatin1String kHealthPath{"/org/onggi/Helper1/health"};
inline constexpr QLatin1String kJobsPath{"/org/onggi/Helper1/jobs"};

inline constexpr QLatin1String kImages{"org.onggi.Images1"};
inline constexpr QLatin1String kContainers{"org.onggi.Containers1"};
inline constexpr QLatin1String kHealth{"org.onggi.Health1"};
inline constexpr QLatin1String kJobs{"org.onggi.Jobs1"};
inline constexpr QLatin1String kJob{"org.onggi.Job1"};

// "/org/onggi/Helper1/jobs/7" of 7, and back; 0 for any other path.
QString jobPath(qulonglong number);
qulonglong jobNumber(const QString& path);

// States of a job, as its row and signals spell them.
inline constexpr QLatin1String kCreated{"created"};
inline constexpr QLatin1String kAuthorizing{"authorizing"};
inline constexpr QLatin1String kQueued{"queued"};
inline constexpr QLatin1String kRunning{"running"};
inline constexpr QLatin1String kPaused{"paused"};
inline constexpr QLatin1String kSucceeded{"succeeded"};
inline constexpr QLatin1String kFailed{"failed"};
inline constexpr QLatin1String kCancelled{"cancelled"};

} // namespace onggi::bus
