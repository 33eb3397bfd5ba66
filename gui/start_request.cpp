// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/start_request.h"

#include <QDir>
#include <QUrl>

namespace onggi {
namespace {

bool isReference(const QString& word)
{
    return !word.isEmpty() && !word.startsWith(QLatin1Char('-'));
}

} // namespace

std::optional<StartRequest> StartRequest::parse(const QStringList& arguments,
                                                const QString& directory)
{
    StartRequest request;
    if (arguments.isEmpty())
        return request;
    if (arguments.first() == QLatin1String("pull")) {
        if (arguments.size() != 2 || !isReference(arguments.last()))
            return {};
        return StartRequest{Kind::Pull, {arguments.last()}};
    }
    request.kind = Kind::Open;
    for (const QString& argument : arguments) {
        if (argument.isEmpty() || argument.startsWith(QLatin1Char('-')))
            return {};
        const QUrl url(argument);
        if (!url.isLocalFile() && argument.contains(QLatin1String("://")))
            return {}; // somewhere else; a file's own name may well have a colon
        const QString path = url.isLocalFile() ? url.toLocalFile() : argument;
        request.subjects << QDir::cleanPath(QDir(directory).absoluteFilePath(path));
    }
    return request;
}

QStringList StartRequest::words() const
{
    switch (kind) {
    case Kind::Pull:
        return QStringList{QStringLiteral("pull")} + subjects;
    case Kind::Open:
        return QStringList{QStringLiteral("open")} + subjects;
    case Kind::Show:
        break;
    }
    return {QStringLiteral("show")};
}

std::optional<StartRequest> StartRequest::fromWords(const QStringList& words)
{
    const QString verb = words.value(0);
    const QStringList subjects = words.mid(1);
    if (verb == QLatin1String("show") && subjects.isEmpty())
        return StartRequest{};
    if (verb == QLatin1String("pull") && subjects.size() == 1 && isReference(subjects.first()))
        return StartRequest{Kind::Pull, subjects};
    if (verb == QLatin1String("open") && !subjects.isEmpty())
        return StartRequest{Kind::Open, subjects};
    return {};
}

} // namespace onggi
