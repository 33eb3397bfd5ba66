// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the options of a call: each at most once, of its own type, and none that is unknown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QDBusArgument>
#include <QDBusUnixFileDescriptor>
#include <QVariantMap>

#include "engine/core/fd.h"
#include "helper/api/wire.h"

namespace onggi {

class OptionReader {
public:
    explicit OptionReader(QVariantMap options)
        : m_options(std::move(options))
    {
    }

    // Nothing where the option is not there. Throw Error(ApiInvalidArgument) for another type.
    std::optional<QString> text(const char* name) { return take<QString>(name); }
    std::optional<QStringList> texts(const char* name) { return take<QStringList>(name); }
    std::optional<QByteArray> bytes(const char* name) { return take<QByteArray>(name); }
    std::optional<uint> number(const char* name) { return take<uint>(name); }
    std::optional<qulonglong> count(const char* name) { return take<qulonglong>(name); }
    std::optional<qlonglong> signedCount(const char* name) { return take<qlonglong>(name); }
    bool flag(const char* name) { return take<bool>(name).value_or(false); }
    std::optional<bool> choice(const char* name) { return take<bool>(name); }
    std::optional<std::vector<std::string>> byteStrings(const char* name);
    std::optional<wire::Ports> ports(const char* name);
    // The descriptor, as a copy of the caller's own.
    Fd descriptor(const char* name);

    // To be called last: throws Error(ApiUnknownOption) naming what is left.
    void finish() const;

private:
    [[noreturn]] static void throwType(const char* name);
    template <typename T>
    std::optional<T> take(const char* name)
    {
        const auto option = m_options.constFind(QLatin1String(name));
        if (option == m_options.constEnd())
            return std::nullopt;
        if (option->metaType() != QMetaType::fromType<T>())
            throwType(name);
        const T value = option->template value<T>();
        m_options.erase(option);
        return value;
    }
    // A container, whose signature has to be `signature`.
    template <typename T>
    std::optional<T> takeList(const char* name, const char* signature);

    QVariantMap m_options;
};

} // namespace onggi
