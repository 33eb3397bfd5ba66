// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a job's number and the path of its object correspond.

#include "helper/api/names.h"

namespace onggi::bus {

QString jobPath(qulonglong number)
{
    return kJobsPath + QLatin1Char('/') + QString::number(number);
}

qulonglong jobNumber(const QString& path)
{
    const qsizetype prefix = kJobsPath.size() + 1;
    if (!path.startsWith(kJobsPath + QLatin1Char('/')))
        return 0;
    bool isNumber = false;
    const qulonglong number = path.mid(prefix).toULongLong(&isNumber);
    return isNumber && jobPath(number) == path ? number : 0;
}

} // namespace onggi::bus
