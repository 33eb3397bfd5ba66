// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order of the fields of every struct, in one place each, for writing and reading alike.

#include "helper/api/wire.h"

#include <mutex>

#include <QDBusMetaType>

namespace onggi::wire {

namespace {

// Calls `use` with the fields of a struct in the order of its signature.
template <typename Value, typename Use>
auto withFields(Value& v, Use use)
{
    using T = std::remove_const_t<Value>;
    if constexpr (std::is_same_v<T, Provenance>)
        return use(v.kind, v.from, v.time);
    else if constexpr (std::is_same_v<T, Image>)
        return use(v.serial, v.id, v.tags, v.digests, v.created, v.platform, v.layers, v.provenance,
                   v.baseName, v.later);
    else if constexpr (std::is_same_v<T, Layer>)
        return use(v.serial, v.diffId, v.content, v.tar, v.disk, v.createdBy, v.later);
    else if constexpr (std::is_same_v<T, PlanItem>)
        return use(v.image, v.action, v.tags, v.layers, v.freed);
    else if constexpr (std::is_same_v<T, PlannedLayer>)
        return use(v.diffId, v.digest, v.size, v.isPresent, v.later);
    else if constexpr (std::is_same_v<T, SaveItem>)
        return use(v.image, v.tags);
    else if constexpr (std::is_same_v<T, Container>)
        return use(v.serial, v.id, v.name, v.image, v.imageName, v.state, v.exitCode, v.uid,
                   v.created, v.started, v.finished, v.command, v.ports, v.later);
    else if constexpr (std::is_same_v<T, Port>)
        return use(v.hostAddress, v.hostPort, v.containerPort, v.protocol);
    else if constexpr (std::is_same_v<T, Job>)
        return use(v.number, v.kind, v.title, v.state, v.uid, v.done, v.total, v.rate,
                   v.isCancelable, v.started, v.ended, v.later);
    else if constexpr (std::is_same_v<T, Step>)
        return use(v.id, v.parent, v.kind, v.subject, v.done, v.total, v.hasEnded, v.later);
    else if constexpr (std::is_same_v<T, Failure>)
        return use(v.message, v.subject, v.detail);
    else if constexpr (std::is_same_v<T, FoundRepository>)
        return use(v.repository, v.description, v.stars, v.isOfficial);
    else
        return use(v.id, v.state, v.finding, v.remedy, v.later);
}

template <typename Value>
QDBusArgument& write(QDBusArgument& out, const Value& value)
{
    out.beginStructure();
    withFields(value, [&out](const auto&... fields) { (out << ... << fields); });
    out.endStructure();
    return out;
}

template <typename Value>
const QDBusArgument& read(const QDBusArgument& in, Value& value)
{
    in.beginStructure();
    withFields(value, [&in](auto&... fields) { (in >> ... >> fields); });
    in.endStructure();
    return in;
}

template <typename... Values>
void registerWithLists()
{
    (qDBusRegisterMetaType<Values>(), ...);
    (qDBusRegisterMetaType<QList<Values>>(), ...);
}

} // namespace

void registerWireTypes()
{
    static std::once_flag once;
    std::call_once(once, [] {
        registerWithLists<Provenance, Image, Layer, PlanItem, PlannedLayer, SaveItem, Container,
                          Port, Job, Step, Failure, Finding, FoundRepository>();
        qDBusRegisterMetaType<Serials>();
        qDBusRegisterMetaType<ByteStrings>();
        // Signals of the proxies are connected by the names that their arguments are spelt with.
        qRegisterMetaType<Images>("onggi::wire::Images");
        qRegisterMetaType<Layers>("onggi::wire::Layers");
        qRegisterMetaType<PlanItems>("onggi::wire::PlanItems");
        qRegisterMetaType<PlannedLayers>("onggi::wire::PlannedLayers");
        qRegisterMetaType<SaveItems>("onggi::wire::SaveItems");
        qRegisterMetaType<Containers>("onggi::wire::Containers");
        qRegisterMetaType<Jobs>("onggi::wire::Jobs");
        qRegisterMetaType<Steps>("onggi::wire::Steps");
        qRegisterMetaType<Findings>("onggi::wire::Findings");
        qRegisterMetaType<Serials>("onggi::wire::Serials");
        qRegisterMetaType<ByteStrings>("onggi::wire::ByteStrings");
    });
}

QDBusArgument& operator<<(QDBusArgument& out, const Provenance& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, Provenance& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const Image& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, Image& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const Layer& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, Layer& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const PlanItem& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, PlanItem& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const PlannedLayer& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, PlannedLayer& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const SaveItem& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, SaveItem& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const Container& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, Container& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const Port& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, Port& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const Job& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, Job& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const Step& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, Step& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const Failure& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, Failure& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const Finding& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, Finding& value)
{
    return read(in, value);
}

QDBusArgument& operator<<(QDBusArgument& out, const FoundRepository& value)
{
    return write(out, value);
}
const QDBusArgument& operator>>(const QDBusArgument& in, FoundRepository& value)
{
    return read(in, value);
}

} // namespace onggi::wire
