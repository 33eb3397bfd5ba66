// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is left unread of a struct is passed over. Reading a copy of an argument leaves the original
// at its beginning.

#include "helper/api/page_end.h"

#include <QDBusArgument>

namespace onggi {

PageEnd endOfPage(const QDBusMessage& reply)
{
    PageEnd end;
    const QVariant rows = reply.arguments().value(2);
    if (rows.metaType() != QMetaType::fromType<QDBusArgument>() ||
        !reply.signature().startsWith(QLatin1String("tta(t")))
        return end;
    const auto page = rows.value<QDBusArgument>();
    page.beginArray();
    while (!page.atEnd()) {
        page.beginStructure();
        page >> end.lastSerial;
        page.endStructure();
        ++end.rows;
    }
    page.endArray();
    return end;
}

} // namespace onggi
