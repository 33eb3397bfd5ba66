// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rows go through the structs of the bus, so what is read is checked by the code that checks what
// the helper sends. A row is an array of its fields in their order; a change of these needs another
// number in the first line.

#include "gui/models/seen_rows.h"

#include <concepts>

#include <QCborArray>

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/image/reference.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr QByteArrayView kFormat("onggi last seen 1\n");

QByteArray digestLine(QByteArrayView bytes)
{
    return toByteArray(
               Sha256::of(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())))
                   .hex()) +
           '\n';
}

class FieldWriter {
public:
    QCborArray fields() const { return m_fields; }

    void take(const QString& text) { m_fields.append(text); }
    void take(const QByteArray& bytes) { m_fields.append(bytes); }
    void take(const QStringList& texts) { m_fields.append(QCborArray::fromStringList(texts)); }
    void take(const wire::Serials& serials)
    {
        QCborArray all;
        for (const qulonglong serial : serials)
            all.append(static_cast<qint64>(serial));
        m_fields.append(all);
    }
    template <std::integral Number>
    void take(Number number)
    {
        m_fields.append(static_cast<qint64>(number));
    }

private:
    QCborArray m_fields;
};

// Throws Error where a field is not what the row has there.
class FieldReader {
public:
    explicit FieldReader(const QCborValue& row)
        : m_fields(row.toArray())
    {
    }

    void take(QString& text) { text = next(&QCborValue::isString).toString(); }
    void take(QByteArray& bytes) { bytes = next(&QCborValue::isByteArray).toByteArray(); }
    void take(QStringList& texts)
    {
        for (const QCborValue& text : next(&QCborValue::isArray).toArray())
            texts << text.toString();
    }
    void take(wire::Serials& serials)
    {
        for (const QCborValue& serial : next(&QCborValue::isArray).toArray())
            serials << static_cast<qulonglong>(serial.toInteger());
    }
    template <std::integral Number>
    void take(Number& number)
    {
        number = static_cast<Number>(next(&QCborValue::isInteger).toInteger());
    }

private:
    QCborValue next(bool (QCborValue::*isRight)() const)
    {
        const QCborValue field = m_fields.at(m_at++);
        if (!(field.*isRight)())
            throw Error(Code::ApiInvalidArgument, "a row that was kept");
        return field;
    }

    QCborArray m_fields;
    qsizetype m_at = 0;
};

// The one list of a row's fields, for both directions.
template <typename Fields, typename... Values>
void takeAll(Fields& fields, Values&... values)
{
    (fields.take(values), ...);
}
template <typename Fields>
void takeRow(Fields& fields, wire::Layer& row)
{
    takeAll(fields, row.serial, row.diffId, row.content, row.tar, row.disk, row.createdBy);
}
template <typename Fields>
void takeRow(Fields& fields, wire::Image& row)
{
    takeAll(fields, row.serial, row.id, row.tags, row.digests, row.created, row.platform,
            row.layers, row.provenance.kind, row.provenance.from, row.provenance.time,
            row.baseName);
}
template <typename Fields>
void takeRow(Fields& fields, wire::Container& row)
{
    takeAll(fields, row.serial, row.id, row.name, row.image, row.imageName, row.state, row.exitCode,
            row.uid, row.created, row.started, row.finished, row.command, row.ports);
}

template <typename Row>
QCborArray packed(const std::vector<Row>& rows)
{
    QCborArray all;
    for (const Row& row : rows) {
        auto wireRow = toWire(row);
        FieldWriter fields;
        takeRow(fields, wireRow);
        all.append(fields.fields());
    }
    return all;
}

template <typename Row>
void unpack(const QCborValue& all, std::vector<Row>& rows)
{
    for (const QCborValue& row : all.toArray()) {
        decltype(toWire(Row())) wireRow;
        FieldReader fields(row);
        takeRow(fields, wireRow);
        rows.push_back(fromWire(wireRow));
    }
}

} // namespace

QByteArray packRows(const StoreView& view)
{
    const QByteArray rows =
        QCborValue(QCborArray{packed(view.layers), packed(view.images), packed(view.containers)})
            .toCbor();
    return kFormat.toByteArray() + digestLine(rows) + rows;
}

std::optional<SeenRows> unpackRows(const QByteArray& bytes)
{
    if (!bytes.startsWith(kFormat))
        return std::nullopt;
    const qsizetype line = digestLine({}).size();
    const QByteArray rows = bytes.mid(kFormat.size() + line);
    if (bytes.mid(kFormat.size(), line) != digestLine(rows))
        return std::nullopt;
    try {
        const QCborArray lists = QCborValue::fromCbor(rows).toArray();
        StoreView view;
        unpack(lists.at(0), view.layers);
        unpack(lists.at(1), view.images);
        unpack(lists.at(2), view.containers);
        for (const ImageRow& image : view.images) {
            for (const std::string& tag : image.tags)
                static_cast<void>(Reference::parse(tag));
        }
        Forest forest(view);
        return SeenRows{std::move(view), std::move(forest)};
    } catch (const Error&) {
        return std::nullopt;
    }
}

} // namespace onggi
