// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Remembering what was pushed: the image is then found by that digest, and the next push knows
// which blobs the registry has. In the order of publish.cpp: the bytes are on the disk before a row
// names them.

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/store/file_moves.h"
#include "engine/store/image_writes.h"
#include "engine/store/journal.h"

namespace onggi {

void Store::addPushedManifest(Serial image, const ManifestPublication& manifest)
{
    const Digest& digest = manifest.record.digest;
    if (Sha256::of(manifest.bytes) != digest)
        throw Error(Code::RegistryDigestMismatch, digest.text());
    const JobDirectory directory = makeJobDirectory();
    const std::string written = directory.path() + '/' + digest.hex();
    writeNewFile(written, manifest.bytes);

    StoreWrite write(*m_state);
    FileMoves moves; // taken back before the lock is released
    Database& database = write.database();
    {
        Statement row(database, "SELECT 1 FROM images WHERE serial = ?");
        row.bind(image);
        if (!row.step())
            throw Error(Code::StoreNotFound, "image " + std::to_string(image));
    }
    if (!isBlobNamed(database, digest)) {
        moves.move(written, m_state->paths.blob(digest));
        syncDirectoryAt(m_state->paths.blobs());
    }
    Statement(database, "INSERT INTO manifests (image, digest, repository, media_type, is_top)"
                        " VALUES (?, ?, ?, ?, -1) ON CONFLICT (image, digest, repository) DO UPDATE"
                        " SET is_top = CASE is_top WHEN 0 THEN -1 ELSE is_top END")
        .bind(image)
        .bind(digest)
        .bind(manifest.record.repository)
        .bind(manifest.record.mediaType)
        .run();
    requireFewNames(database, image);
    write.imageChanged(image);
    write.commit();
    moves.keep();
}

} // namespace onggi
