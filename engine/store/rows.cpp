// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading rows: all at once, a query per table however many images there are, or a single one by
// the same queries with a condition.

#include "engine/store/rows.h"

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include "engine/core/error.h"

namespace onggi {

namespace {

// `select` with all rows in the order of `key`, or the one whose `key` is `only`.
class Rows {
public:
    Rows(Database& database, std::string select, const std::string& key, std::optional<Serial> only,
         const std::string& thenBy = {})
        : m_statement(database, select + (only ? " WHERE " + key + " = ?" : std::string()) +
                                    " ORDER BY " + key + (thenBy.empty() ? "" : ", " + thenBy))
    {
        if (only)
            m_statement.bind(*only);
    }
    Statement* operator->() noexcept { return &m_statement; }

private:
    Statement m_statement;
};

std::vector<LayerRow> readLayers(Database& database, std::optional<Serial> only)
{
    std::vector<LayerRow> rows;
    Rows layers(database,
                "SELECT serial, diff_id, content_bytes, tar_bytes, disk_bytes, created_by"
                " FROM layers",
                "serial", only);
    while (layers->step()) {
        LayerRow row;
        row.serial = layers->number(0);
        row.diffId = layers->digest(1);
        row.content = layers->bytes(2);
        row.tar = layers->bytes(3);
        row.disk = layers->bytes(4);
        row.createdBy = layers->text(5);
        rows.push_back(std::move(row));
    }
    return rows;
}

ImageRow* findRow(std::vector<ImageRow>& rows, Serial serial)
{
    const auto row = std::lower_bound(rows.begin(), rows.end(), serial,
                                      [](const ImageRow& a, Serial b) { return a.serial < b; });
    return row != rows.end() && row->serial == serial ? &*row : nullptr;
}

struct ChainStep {
    std::optional<std::int64_t> parent;
    Serial layer = 0;
};
using Chains = std::unordered_map<std::int64_t, ChainStep>;

Chains readChains(Database& database, std::optional<std::int64_t> only)
{
    Statement rows(database, only ? "WITH RECURSIVE up(id, parent, layer) AS ("
                                    " SELECT id, parent, layer FROM chains WHERE id = ?"
                                    " UNION SELECT c.id, c.parent, c.layer FROM chains c"
                                    " JOIN up ON c.id = up.parent)"
                                    " SELECT id, parent, layer FROM up"
                                  : "SELECT id, parent, layer FROM chains");
    if (only)
        rows.bind(*only);
    Chains chains;
    while (rows.step()) {
        ChainStep& step = chains[rows.integer(0)];
        if (!rows.isNull(1))
            step.parent = rows.integer(1);
        step.layer = rows.number(2);
    }
    return chains;
}

std::vector<Serial> walkChain(const Chains& chains, std::int64_t last)
{
    std::vector<Serial> layers;
    for (std::optional<std::int64_t> id = last; id;) {
        const auto step = chains.find(*id);
        if (step == chains.end() || layers.size() > chains.size())
            throw Error(Code::StoreCorrupt, "onggi.db", "a chain of layers is broken");
        layers.push_back(step->second.layer);
        id = step->second.parent;
    }
    std::reverse(layers.begin(), layers.end());
    return layers;
}

std::vector<ImageRow> readImages(Database& database, std::optional<Serial> only)
{
    std::vector<ImageRow> rows;
    Chains chains;
    if (!only)
        chains = readChains(database, {});
    Rows images(database,
                "SELECT serial, id, chain, created, platform, base_name, base_digest FROM images",
                "serial", only);
    while (images->step()) {
        ImageRow row;
        row.serial = images->number(0);
        row.id = images->digest(1);
        if (!images->isNull(2)) {
            if (only)
                chains = readChains(database, images->integer(2));
            row.layers = walkChain(chains, images->integer(2));
        }
        row.created = images->integer(3);
        row.platform = images->text(4);
        row.baseName = images->text(5);
        if (!images->isNull(6))
            row.baseDigest = images->digest(6);
        rows.push_back(std::move(row));
    }
    return rows;
}

void addTags(Database& database, std::vector<ImageRow>& rows, std::optional<Serial> only)
{
    Rows tags(database, "SELECT image, name FROM tags", "image", only, "name");
    while (tags->step()) {
        if (ImageRow* row = findRow(rows, tags->number(0)))
            row->tags.push_back(tags->text(1));
    }
}

void addDigests(Database& database, std::vector<ImageRow>& rows, std::optional<Serial> only)
{
    Rows manifests(database, "SELECT image, repository, digest, is_top FROM manifests", "image",
                   only, "repository, digest");
    while (manifests->step()) {
        ImageRow* row = findRow(rows, manifests->number(0));
        const std::string repository = manifests->text(1);
        if (row && !repository.empty() && manifests->integer(3) != 0)
            row->digests.push_back(repository + '@' + manifests->digest(2).text());
    }
}

void addProvenance(Database& database, std::vector<ImageRow>& rows, std::optional<Serial> only)
{
    // The latest first, so that the earliest is what stays.
    Rows ways(database, "SELECT image, kind, source, time FROM provenance", "image", only,
              "time DESC");
    while (ways->step()) {
        if (ImageRow* row = findRow(rows, ways->number(0)))
            row->provenance = {static_cast<ProvenanceKind>(ways->integer(1)), ways->text(2),
                               ways->integer(3)};
    }
}

void addLastUses(Database& database, std::vector<ImageRow>& rows, std::optional<Serial> only)
{
    Rows claims(database, "SELECT image, time FROM claims", "image", only);
    while (claims->step()) {
        if (ImageRow* row = findRow(rows, claims->number(0)))
            row->lastUsed = std::max(row->lastUsed, claims->integer(1));
    }
}

std::vector<ImageRow> readWholeImages(Database& database, std::optional<Serial> only)
{
    std::vector<ImageRow> rows = readImages(database, only);
    addTags(database, rows, only);
    addDigests(database, rows, only);
    addProvenance(database, rows, only);
    addLastUses(database, rows, only);
    return rows;
}

std::vector<std::string> splitLines(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

std::vector<ContainerRecord> readContainers(Database& database, std::optional<Serial> only)
{
    std::vector<ContainerRecord> records;
    Rows rows(database,
              "SELECT serial, id, name, image, image_name, state, exit_code, uid, created,"
              " started, finished, command, ports, spec FROM containers",
              "serial", only);
    while (rows->step()) {
        ContainerRecord record;
        ContainerRow& row = record.row;
        row.serial = rows->number(0);
        row.id = rows->text(1);
        row.name = rows->text(2);
        row.image = rows->number(3);
        row.imageName = rows->text(4);
        row.state = static_cast<ContainerState>(rows->integer(5));
        row.exitCode = static_cast<int>(rows->integer(6));
        row.uid = static_cast<std::uint32_t>(rows->integer(7));
        row.created = rows->integer(8);
        row.started = rows->integer(9);
        row.finished = rows->integer(10);
        row.command = rows->text(11);
        row.ports = splitLines(rows->text(12));
        record.spec = rows->text(13);
        records.push_back(std::move(record));
    }
    return records;
}

template <typename Row>
std::optional<Row> single(std::vector<Row> rows)
{
    if (rows.empty())
        return std::nullopt;
    return std::move(rows.front());
}

} // namespace

StoreView loadView(Database& database)
{
    StoreView view;
    view.layers = readLayers(database, {});
    view.images = readWholeImages(database, {});
    for (ContainerRecord& record : readContainers(database, {}))
        view.containers.push_back(std::move(record.row));
    return view;
}

std::optional<LayerRow> loadLayer(Database& database, Serial serial)
{
    return single(readLayers(database, serial));
}

std::optional<ImageRow> loadImage(Database& database, Serial serial)
{
    return single(readWholeImages(database, serial));
}

std::optional<ContainerRecord> loadContainer(Database& database, Serial serial)
{
    return single(readContainers(database, serial));
}

std::vector<ContainerRecord> loadContainers(Database& database)
{
    return readContainers(database, {});
}

} // namespace onggi
