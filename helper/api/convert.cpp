// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Field by field. Nothing is computed here.

#include "helper/api/convert.h"

#include <algorithm>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr qsizetype kMaxTag = 512; // with its repository, which has at most 255 bytes

[[noreturn]] void throwInvalid(const char* what, const QString& value)
{
    throw Error(Code::ApiInvalidArgument, std::string(what) + " " + value.toStdString());
}

Digest digestFrom(const QString& text)
{
    const auto digest = Digest::parse(text.toStdString());
    if (!digest)
        throwInvalid("digest", text);
    return *digest;
}

// The enumerator of 0 … `last` whose name is `text`.
template <typename Enum>
Enum named(const QString& text, Enum last, const char* (*nameOf)(Enum) noexcept, const char* what)
{
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (text == QLatin1String(nameOf(static_cast<Enum>(i))))
            return static_cast<Enum>(i);
    }
    throwInvalid(what, text);
}

wire::Serials toSerials(const std::vector<Serial>& serials)
{
    return wire::Serials(serials.begin(), serials.end());
}

std::vector<Serial> fromSerials(const wire::Serials& serials)
{
    return std::vector<Serial>(serials.begin(), serials.end());
}

wire::Ports toPorts(const std::vector<PortMapping>& ports)
{
    wire::Ports all;
    for (const PortMapping& port : ports) {
        all.append(
            {toText(port.hostAddress), port.hostPort, port.containerPort,
             port.protocol == PortProtocol::Udp ? QStringLiteral("udp") : QStringLiteral("tcp")});
    }
    return all;
}

} // namespace

QString toText(std::string_view text)
{
    QString result = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    result.replace(QChar(0), QChar(QChar::ReplacementCharacter));
    return result;
}

QStringList toTexts(const std::vector<std::string>& texts)
{
    QStringList all;
    for (const std::string& text : texts)
        all.append(toText(text));
    return all;
}

std::vector<std::string> fromTexts(const QStringList& texts)
{
    std::vector<std::string> all;
    for (const QString& text : texts)
        all.push_back(text.toStdString());
    return all;
}

QByteArray toByteArray(std::string_view bytes)
{
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

wire::ByteStrings toByteStrings(const std::vector<std::string>& strings)
{
    wire::ByteStrings all;
    for (const std::string& string : strings)
        all.append(toByteArray(string));
    return all;
}

std::vector<std::string> fromByteStrings(const wire::ByteStrings& strings)
{
    std::vector<std::string> all;
    for (const QByteArray& string : strings)
        all.push_back(string.toStdString());
    return all;
}

wire::Layer toWire(const LayerRow& row)
{
    return {.serial = row.serial,
            .diffId = toText(row.diffId.text()),
            .content = row.content.count(),
            .tar = row.tar.count(),
            .disk = row.disk.count(),
            .createdBy = toText(row.createdBy),
            .later = {}};
}

LayerRow fromWire(const wire::Layer& row)
{
    return {.serial = row.serial,
            .diffId = digestFrom(row.diffId),
            .content = Bytes(row.content),
            .tar = Bytes(row.tar),
            .disk = Bytes(row.disk),
            .createdBy = row.createdBy.toStdString()};
}

namespace {

constexpr QLatin1String kLastUsed("lastUsed");
constexpr QLatin1String kBaseDigest("baseDigest");

// Most images are never used after they came: their rows stay small. The claim of what brought one
// is written some seconds after the provenance.
QVariantMap laterOf(const ImageRow& row)
{
    constexpr std::int64_t kSameUse = 60;
    QVariantMap later;
    if (row.lastUsed > row.provenance.time + kSameUse)
        later.insert(kLastUsed, static_cast<qlonglong>(row.lastUsed));
    if (row.baseDigest)
        later.insert(kBaseDigest, toText(row.baseDigest->text()));
    return later;
}

} // namespace

wire::Image toWire(const ImageRow& row)
{
    return {.serial = row.serial,
            .id = toText(row.id.text()),
            .tags = toTexts(row.tags),
            .digests = toTexts(row.digests),
            .created = row.created,
            .platform = toText(row.platform),
            .layers = toSerials(row.layers),
            .provenance = {toText(provenanceKindName(row.provenance.kind)),
                           toByteArray(row.provenance.from), row.provenance.time},
            .baseName = toText(row.baseName),
            .later = laterOf(row)};
}

ImageRow fromWire(const wire::Image& row)
{
    return {.serial = row.serial,
            .id = digestFrom(row.id),
            .tags = fromTexts(row.tags),
            .digests = fromTexts(row.digests),
            .created = row.created,
            .platform = row.platform.toStdString(),
            .layers = fromSerials(row.layers),
            .provenance = {named(row.provenance.kind, ProvenanceKind::Committed, provenanceKindName,
                                 "provenance"),
                           row.provenance.from.toStdString(), row.provenance.time},
            .baseName = row.baseName.toStdString(),
            .baseDigest = Digest::parse(row.later.value(kBaseDigest).toString().toStdString()),
            .lastUsed = row.later.value(kLastUsed, row.provenance.time).toLongLong()};
}

wire::Container toWire(const ContainerRow& row)
{
    return {.serial = row.serial,
            .id = toText(row.id),
            .name = toText(row.name),
            .image = row.image,
            .imageName = toText(row.imageName),
            .state = toText(containerStateName(row.state)),
            .exitCode = row.exitCode,
            .uid = row.uid,
            .created = row.created,
            .started = row.started,
            .finished = row.finished,
            .command = toText(row.command),
            .ports = toTexts(row.ports),
            .later = {}};
}

ContainerRow fromWire(const wire::Container& row)
{
    return {.serial = row.serial,
            .id = row.id.toStdString(),
            .name = row.name.toStdString(),
            .image = row.image,
            .imageName = row.imageName.toStdString(),
            .state =
                named(row.state, ContainerState::Failed, containerStateName, "container state"),
            .exitCode = row.exitCode,
            .uid = row.uid,
            .created = row.created,
            .started = row.started,
            .finished = row.finished,
            .command = row.command.toStdString(),
            .ports = fromTexts(row.ports)};
}

wire::PlanItems toWire(const RemovalPlan& plan)
{
    wire::PlanItems items;
    for (const RemovalItem& item : plan.items) {
        if (item.action == RemovalAction::Keep)
            continue;
        items.append({item.image, toText(removalActionName(item.action)), toTexts(item.tags),
                      toSerials(item.layers), item.freed.count()});
    }
    return items;
}

RemovalPlan fromWire(const wire::PlanItems& items, const StoreView& view)
{
    RemovalPlan plan;
    for (const wire::PlanItem& row : items) {
        const auto image = std::ranges::lower_bound(view.images, row.image, {}, &ImageRow::serial);
        if (image == view.images.end() || image->serial != row.image)
            throw Error(Code::StoreChanged, "image " + std::to_string(row.image), "it was removed");
        RemovalItem item;
        item.image = row.image;
        item.id = image->id;
        item.name = image->tags.empty() ? image->id.shortHex() : image->tags.front();
        // A plan of more items than there are images: nobody looks at the rest.
        if (plan.items.size() == view.images.size())
            throw Error(Code::StoreChanged, item.name, "it is named twice");
        // Longer ones than the image can have would be kept as long as the job.
        if (row.tags.size() > static_cast<qsizetype>(image->tags.size()) ||
            std::ranges::any_of(row.tags, [](const QString& tag) { return tag.size() > kMaxTag; }))
            throw Error(Code::StoreChanged, item.name, "it has lost a tag");
        item.action = named(row.action, RemovalAction::Keep, removalActionName, "action");
        if (item.action == RemovalAction::Keep)
            throwInvalid("action", row.action);
        item.tags = fromTexts(row.tags);
        item.layers = fromSerials(row.layers);
        item.freed = Bytes(row.freed);
        plan.freed += item.freed;
        plan.items.push_back(std::move(item));
    }
    return plan;
}

QVariantMap toWire(const RunOptions& options)
{
    QVariantMap map;
    const auto put = [&map](const char* key, const auto& value) {
        map.insert(QLatin1String(key), QVariant::fromValue(value));
    };
    const auto putFlag = [&put](const char* key, bool value) {
        if (value)
            put(key, true);
    };
    putFlag("interactive", options.isInteractive);
    putFlag("tty", options.hasTerminal);
    putFlag("remove", options.isRemovedAtEnd);
    putFlag("read-only", options.isReadOnly);
    if (options.entrypoint)
        put("entrypoint", toByteStrings(*options.entrypoint));
    if (!options.hostname.empty())
        put("hostname", toText(options.hostname));
    if (!options.environment.empty())
        put("environment", toByteStrings(options.environment));
    if (!options.workingDirectory.empty())
        put("workdir", toByteArray(options.workingDirectory));
    if (!options.user.empty())
        put("user", toText(options.user));
    if (options.network != NetworkMode::Bridge)
        put("network", toText(networkModeName(options.network)));
    if (!options.ports.empty())
        put("ports", toPorts(options.ports));
    if (options.memory)
        put("memory", static_cast<qulonglong>(options.memory->count()));
    if (options.pidsLimit)
        put("pids-limit", static_cast<qlonglong>(*options.pidsLimit));
    if (options.milliCpus)
        put("cpus", static_cast<qlonglong>(*options.milliCpus));
    return map;
}

} // namespace onggi
