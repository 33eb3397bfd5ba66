// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The names are derived from the engine's, one to one, so that a new code needs nothing here.

#include "helper/api/error_names.h"

#include <map>

#include "helper/api/convert.h"

namespace onggi {

namespace {

constexpr QLatin1String kPrefix{"org.onggi.Error."};

QString nameOf(Code code)
{
    QString name = kPrefix;
    bool isStart = true;
    for (const char c : codeName(code)) {
        if (c == '.' || c == '-') {
            isStart = true;
            continue;
        }
        const QChar letter = QLatin1Char(c);
        name += isStart ? letter.toUpper() : letter;
        isStart = false;
    }
    return name;
}

// Words of a caller come back in errors; more than anybody reads need not. The bus drops who sends
// a message that is too long.
constexpr qsizetype kMaxText = 4096;

QString shortened(const std::string& text)
{
    QString shown = toText(text);
    if (shown.size() > kMaxText)
        shown = shown.left(kMaxText - 1) + QChar(0x2026);
    return shown;
}

const std::map<QString, Code>& codesByName()
{
    static const auto codes = [] {
        std::map<QString, Code> all;
        for (int i = 0; i <= static_cast<int>(Code::SystemLimit); ++i)
            all.emplace(nameOf(static_cast<Code>(i)), static_cast<Code>(i));
        return all;
    }();
    return codes;
}

} // namespace

QString errorName(Code code)
{
    return nameOf(code);
}

std::optional<Code> codeFromErrorName(const QString& name)
{
    const auto found = codesByName().find(name);
    if (found == codesByName().end())
        return std::nullopt;
    return found->second;
}

wire::Failure failureOf(const Error& error)
{
    return {shortened(error.message()), shortened(error.subject()), shortened(error.detail())};
}

Error errorFromFailure(const QString& name, const wire::Failure& failure)
{
    if (const auto code = codeFromErrorName(name))
        return Error(*code, failure.subject.toStdString(), failure.detail.toStdString());
    return Error(Code::SystemIo, name.toStdString(), failure.message.toStdString());
}

QDBusMessage errorReply(const QDBusMessage& call, const Error& error)
{
    const wire::Failure failure = failureOf(error);
    QDBusMessage reply = call.createErrorReply(errorName(error.code()), failure.message);
    reply << failure.subject << failure.detail;
    return reply;
}

Error errorFromReply(const QDBusMessage& reply)
{
    const QVariantList arguments = reply.arguments();
    const auto text = [&arguments](qsizetype i) {
        return i < arguments.size() ? arguments[i].toString() : QString();
    };
    return errorFromFailure(reply.errorName(), {text(0), text(1), text(2)});
}

} // namespace onggi
