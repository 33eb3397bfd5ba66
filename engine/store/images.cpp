// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Finding images by what people call them, and what is known of one.
//
// The order is Docker's: what reads as a whole id is an id; then a reference; then the first digits
// of an id. So a tag that looks like digits hides the id, and never the other way round.

#include <algorithm>

#include <fcntl.h>

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/image/manifest.h"
#include "engine/store/image_writes.h"
#include "engine/store/journal.h"
#include "engine/store/rows.h"

namespace onggi {

namespace {

bool isHex(std::string_view text) noexcept
{
    return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string listOf(const std::vector<const ImageRow*>& rows)
{
    std::string text = "it could be ";
    constexpr std::size_t kShown = 10;
    for (std::size_t i = 0; i < std::min(rows.size(), kShown); ++i) {
        text += (i == 0 ? "" : ", ") + rows[i]->id.shortHex();
        if (!rows[i]->tags.empty())
            text += " (" + rows[i]->tags.front() + ')';
    }
    return text + (rows.size() > kShown ? " and others" : "");
}

std::optional<ImageRow> onlyOne(const std::vector<const ImageRow*>& rows, std::string_view name)
{
    if (rows.empty())
        return std::nullopt;
    if (rows.size() > 1)
        throw Error(Code::StoreAmbiguous, std::string(name), listOf(rows));
    return *rows.front();
}

const ImageRow* findSerial(const StoreView& view, Serial serial)
{
    const auto row = std::lower_bound(view.images.begin(), view.images.end(), serial,
                                      [](const ImageRow& a, Serial b) { return a.serial < b; });
    return row != view.images.end() && row->serial == serial ? &*row : nullptr;
}

const ImageRow* findId(const StoreView& view, const Digest& id)
{
    const auto row = std::find_if(view.images.begin(), view.images.end(),
                                  [&](const ImageRow& image) { return image.id == id; });
    return row != view.images.end() ? &*row : nullptr;
}

const ImageRow* findTag(const StoreView& view, const std::string& tag)
{
    const auto row =
        std::find_if(view.images.begin(), view.images.end(), [&](const ImageRow& image) {
            return std::find(image.tags.begin(), image.tags.end(), tag) != image.tags.end();
        });
    return row != view.images.end() ? &*row : nullptr;
}

std::vector<Serial> serialsByManifest(StoreState& state, const Digest& digest,
                                      const std::optional<std::string>& repository)
{
    const std::lock_guard lock(state.mutex);
    Statement rows(state.database, "SELECT DISTINCT image FROM manifests WHERE digest = ?1"
                                   " AND (?2 = '' OR repository = ?2) ORDER BY image");
    rows.bind(digest).bind(repository.value_or(std::string()));
    std::vector<Serial> serials;
    while (rows.step())
        serials.push_back(rows.number(0));
    return serials;
}

std::optional<ImageRow> findReference(StoreState& state, const StoreView& view,
                                      const Reference& reference, std::string_view name)
{
    if (!reference.digest) {
        const ImageRow* row = findTag(view, reference.text());
        return row ? std::optional(*row) : std::nullopt;
    }
    std::vector<const ImageRow*> rows;
    for (const Serial serial :
         serialsByManifest(state, *reference.digest, reference.repository())) {
        if (const ImageRow* row = findSerial(view, serial))
            rows.push_back(row);
    }
    return onlyOne(rows, name);
}

std::optional<ImageRow> findByDigits(const StoreView& view, std::string_view name)
{
    std::string_view digits = name;
    if (digits.starts_with("sha256:"))
        digits.remove_prefix(7);
    std::vector<const ImageRow*> rows;
    for (const ImageRow& image : view.images) {
        if (isHex(digits) && image.id.beginsWith(digits))
            rows.push_back(&image);
    }
    return onlyOne(rows, name);
}

} // namespace

std::optional<ImageRow> Store::tryFindImage(std::string_view name) const
{
    const StoreSnapshot now = snapshot();
    std::optional<Digest> id = Digest::parse(name);
    if (!id)
        id = Digest::fromHex(name);
    if (id) {
        const ImageRow* row = findId(*now.view, *id);
        return row ? std::optional(*row) : std::nullopt;
    }
    std::optional<Error> badReference;
    try {
        if (auto row = findReference(*m_state, *now.view, Reference::parse(name), name))
            return row;
    } catch (const Error& error) {
        if (error.code() != Code::ReferenceInvalid)
            throw;
        badReference = error;
    }
    std::optional<ImageRow> row = findByDigits(*now.view, name);
    if (!row && badReference)
        throw *badReference;
    return row;
}

ImageRow Store::findImage(std::string_view name) const
{
    if (std::optional<ImageRow> row = tryFindImage(name))
        return std::move(*row);
    throw Error(Code::StoreNotFound, std::string(name));
}

std::optional<ImageRow> Store::imageBySerial(Serial image) const
{
    const StoreSnapshot now = snapshot();
    const ImageRow* row = findSerial(*now.view, image);
    return row ? std::optional(*row) : std::nullopt;
}

std::optional<ImageRow> Store::imageById(const Digest& id) const
{
    const StoreSnapshot now = snapshot();
    const ImageRow* row = findId(*now.view, id);
    return row ? std::optional(*row) : std::nullopt;
}

std::vector<ImageRow> Store::imagesByManifest(const Digest& manifest) const
{
    const StoreSnapshot now = snapshot();
    std::vector<ImageRow> rows;
    for (const Serial serial : serialsByManifest(*m_state, manifest, {})) {
        if (const ImageRow* row = findSerial(*now.view, serial))
            rows.push_back(*row);
    }
    return rows;
}

ImageDetails Store::imageDetails(Serial image) const
{
    const std::lock_guard lock(m_state->mutex);
    Database& database = m_state->database;
    std::optional<ImageRow> row = loadImage(database, image);
    if (!row)
        throw Error(Code::StoreNotFound, std::to_string(image));
    ImageDetails details;
    details.row = std::move(*row);
    Statement manifests(database, "SELECT digest, repository, media_type FROM manifests"
                                  " WHERE image = ? ORDER BY is_top DESC, repository, digest");
    manifests.bind(image);
    while (manifests.step())
        details.manifests.push_back({manifests.digest(0), manifests.text(1), manifests.text(2)});
    Statement ways(database,
                   "SELECT kind, source, time FROM provenance WHERE image = ? ORDER BY time");
    ways.bind(image);
    while (ways.step())
        details.provenances.push_back(
            {static_cast<ProvenanceKind>(ways.integer(0)), ways.text(1), ways.integer(2)});
    Statement claims(database, "SELECT uid, kind, time FROM claims WHERE image = ? ORDER BY time");
    claims.bind(image);
    while (claims.step())
        details.claims.push_back({static_cast<std::uint32_t>(claims.integer(0)),
                                  static_cast<ClaimKind>(claims.integer(1)), claims.integer(2)});
    return details;
}

std::string Store::blob(const Digest& digest) const
{
    std::string bytes =
        readWholeFile(AT_FDCWD, m_state->paths.blob(digest), kMaxConfigBytes.count());
    if (Sha256::of(bytes) != digest)
        throw Error(Code::StoreCorrupt, "blobs/sha256/" + digest.hex(),
                    "its bytes do not match its name");
    return bytes;
}

std::optional<std::string> Store::tryBlob(const Digest& digest) const
try {
    return blob(digest);
} catch (const Error&) {
    return std::nullopt;
}

std::optional<Digest> Store::tag(Serial image, const Reference& reference, std::uint32_t uid,
                                 bool mayTakeTag)
{
    StoreWrite write(*m_state);
    Database& database = write.database();
    if (!loadImage(database, image))
        throw Error(Code::StoreNotFound, std::to_string(image));
    Reference name = reference;
    name.digest.reset();
    if (name.tag.empty())
        throw Error(Code::ReferenceInvalid, reference.text(), "a tag is needed, not a digest");
    if (!mayTakeTag)
        requireOwnTag(database, image, name.text(), uid);
    const std::optional<Serial> from = writeTag(database, image, name.text());
    requireFewNames(database, image);
    writeClaim(database, image, uid, ClaimKind::Tag);
    write.imageChanged(image);
    std::optional<Digest> movedFrom;
    if (from) {
        write.imageChanged(*from);
        movedFrom = loadImage(database, *from)->id;
    }
    write.commit();
    return movedFrom;
}

void Store::claim(Serial image, std::uint32_t uid, ClaimKind kind)
{
    StoreWrite write(*m_state);
    if (!loadImage(write.database(), image))
        throw Error(Code::StoreNotFound, std::to_string(image));
    writeClaim(write.database(), image, uid, kind);
    write.imageChanged(image);
    write.commit();
}

} // namespace onggi
