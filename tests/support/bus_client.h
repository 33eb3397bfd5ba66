// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the tests talk to the helper: calls of any method with arguments that fit, jobs from their
// making to their end, and signals written down.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QList>
#include <QObject>
#include <QString>
#include <QVariantList>

#include "helper/api/names.h"

namespace onggi {

// Where the interface's object is; of Job1, a job that there is not.
QString pathOf(const QString& interface);

QDBusMessage callHelper(const QDBusConnection& connection, const QString& interface,
                        const QString& method, const QVariantList& arguments = {},
                        const QString& path = {});

// Some value of each type of a signature: "t" is 1, "s" a reference, "h" /dev/null, arrays are
// empty.
QVariantList argumentsFor(const QString& signature);

// The last part of an error's name, "AuthDenied"; empty for a reply that is none.
QString errorOf(const QDBusMessage& reply);

// Keeps every signal of an interface that reaches the connection.
class SignalBook : public QObject {
    Q_OBJECT

public:
    SignalBook(const QDBusConnection& connection, const QString& path, const QString& interface,
               const QStringList& names);

    QList<QDBusMessage> all;
    int count(const char* name) const;
    // Of the last one of this name; nothing if there was none.
    QVariantList last(const char* name) const;

private slots:
    void note(const QDBusMessage& message) { all.append(message); }
};

// Starts a job and waits, running the event loop, until it has ended.
struct JobEnd {
    QString state;
    QString error; // last part of the name
    QString message;
    QVariantMap result;
};
JobEnd finishJob(const QDBusConnection& connection, const QDBusMessage& made);

} // namespace onggi
