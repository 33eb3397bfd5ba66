// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a job that succeeded has brought, told to a person. GUI thread only.
#pragma once

#include <QStringList>
#include <QVariantMap>

namespace onggi {

// A line each, of a job of this kind; empty where there is nothing to tell. What a later helper
// adds is passed over.
QStringList resultTexts(const QString& kind, const QVariantMap& result);

} // namespace onggi
