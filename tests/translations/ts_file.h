// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A translation as it lies in the tree: Qt's own classes read only what is compiled of it.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace onggi::test {

struct TsMessage {
    QString context;
    QString source;
    QString comment; // what tells it from another with the same source
    QString type;    // "unfinished", "vanished", "obsolete"; empty: done
    bool isPlural = false;
    QStringList forms; // one, or one for each plural

    // Finds the message of the sources again.
    QString key() const;
};

// Throws std::runtime_error where the file cannot be read to its end.
QList<TsMessage> readTs(const QString& path);

} // namespace onggi::test
