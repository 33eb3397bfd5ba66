// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/push_access.h"

#include "helper/registries/access_options.h"

namespace onggi {

QVariantMap readPushOptions(const QString& destination, bool isInsecure)
{
    AccessOptions access;
    access.isTlsVerified = !isInsecure;
    return access.wireTo(destination.toStdString());
}

} // namespace onggi
