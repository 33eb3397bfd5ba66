// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The end of a page of rows, as Snapshot and Layers answer, looked up before its rows are read: it is
// all that the next page is asked for with, so that the helper writes that one meanwhile.
#pragma once

#include <QDBusMessage>

namespace onggi {

struct PageEnd {
    qulonglong rows = 0;
    qulonglong lastSerial = 0; // of no meaning without rows
};

// `reply`: a revision, a total, and an array of structs that begin with their serials. Of any other
// it is a page without rows.
PageEnd endOfPage(const QDBusMessage& reply);

} // namespace onggi
