// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A variant of QtDBus holds plain types as such and everything else as a QDBusArgument, whose
// signature has to be looked at before it is read: reading another type would leave the value
// empty.

#include "helper/service/options.h"

#include "engine/core/error.h"
#include "helper/api/convert.h"
#include "helper/service/descriptors.h"

namespace onggi {

void OptionReader::throwType(const char* name)
{
    throw Error(Code::ApiInvalidArgument, name, "the option has another type");
}

template <typename T>
std::optional<T> OptionReader::takeList(const char* name, const char* signature)
{
    const auto option = m_options.constFind(QLatin1String(name));
    if (option == m_options.constEnd())
        return std::nullopt;
    if (option->metaType() != QMetaType::fromType<QDBusArgument>())
        throwType(name);
    const auto argument = option->value<QDBusArgument>();
    if (argument.currentSignature() != QLatin1String(signature))
        throwType(name);
    const T value = qdbus_cast<T>(argument);
    m_options.erase(option);
    return value;
}

std::optional<std::vector<std::string>> OptionReader::byteStrings(const char* name)
{
    const auto list = takeList<wire::ByteStrings>(name, "aay");
    if (!list)
        return std::nullopt;
    return fromByteStrings(*list);
}

std::optional<wire::Ports> OptionReader::ports(const char* name)
{
    return takeList<wire::Ports>(name, "a(sqqs)");
}

Fd OptionReader::descriptor(const char* name)
{
    const auto handle = take<QDBusUnixFileDescriptor>(name);
    return handle ? takeDescriptor(*handle, name) : Fd();
}

void OptionReader::finish() const
{
    if (!m_options.isEmpty())
        throw Error(Code::ApiUnknownOption, m_options.firstKey().toStdString());
}

} // namespace onggi
