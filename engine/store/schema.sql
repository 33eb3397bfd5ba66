-- SPDX-FileCopyrightText: The Onggi authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Version 1 of the store's database; migrations.cpp has what came later. Digests are 32 bytes behind
-- integer keys; times are seconds since 1970; AUTOINCREMENT is what keeps a serial from being used again.
-- How often a layer is used is computed, never stored.

CREATE TABLE counters (
    name TEXT PRIMARY KEY NOT NULL,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE layers (
    serial INTEGER PRIMARY KEY AUTOINCREMENT,
    diff_id BLOB NOT NULL UNIQUE CHECK (length(diff_id) = 32),
    content_bytes INTEGER NOT NULL,
    tar_bytes INTEGER NOT NULL,           -- the true length; the file is padded to 512 bytes
    disk_bytes INTEGER NOT NULL,          -- allocated blocks of both files
    index_digest BLOB NOT NULL CHECK (length(index_digest) = 32),
    created_by TEXT NOT NULL
) STRICT;

-- Whole layers in the spool, which no image has yet.
CREATE TABLE staged (
    diff_id BLOB PRIMARY KEY NOT NULL CHECK (length(diff_id) = 32),
    content_bytes INTEGER NOT NULL,
    tar_bytes INTEGER NOT NULL,
    index_digest BLOB NOT NULL CHECK (length(index_digest) = 32),
    time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A row per prefix of an image's layers.
CREATE TABLE chains (
    id INTEGER PRIMARY KEY,
    chain BLOB NOT NULL UNIQUE CHECK (length(chain) = 32),
    parent INTEGER REFERENCES chains (id),
    layer INTEGER NOT NULL REFERENCES layers (serial)
) STRICT;
CREATE INDEX chains_by_parent ON chains (parent);
CREATE INDEX chains_by_layer ON chains (layer);

CREATE TABLE images (
    serial INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
    chain INTEGER REFERENCES chains (id), -- null: an image without layers
    created INTEGER NOT NULL,
    platform TEXT NOT NULL,
    base_name TEXT NOT NULL
) STRICT;
CREATE INDEX images_by_chain ON images (chain);

CREATE TABLE tags (
    name TEXT PRIMARY KEY NOT NULL,       -- a full reference
    image INTEGER NOT NULL REFERENCES images (serial) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_image ON tags (image);

CREATE TABLE manifests (
    image INTEGER NOT NULL REFERENCES images (serial) ON DELETE CASCADE,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    repository TEXT NOT NULL,             -- empty: from an archive
    media_type TEXT NOT NULL,
    is_top INTEGER NOT NULL,              -- 1: what a reference named; 0: what an index led to; -1: pushed
    PRIMARY KEY (image, digest, repository)
) STRICT, WITHOUT ROWID;
CREATE INDEX manifests_by_digest ON manifests (digest);

CREATE TABLE provenance (
    image INTEGER NOT NULL REFERENCES images (serial) ON DELETE CASCADE,
    kind INTEGER NOT NULL,                -- ProvenanceKind
    source TEXT NOT NULL,
    time INTEGER NOT NULL,                -- of the first time
    PRIMARY KEY (image, kind, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    image INTEGER NOT NULL REFERENCES images (serial) ON DELETE CASCADE,
    uid INTEGER NOT NULL,
    kind INTEGER NOT NULL,                -- ClaimKind
    time INTEGER NOT NULL,                -- of the last time
    PRIMARY KEY (image, uid, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE containers (
    serial INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    image INTEGER NOT NULL REFERENCES images (serial),
    image_name TEXT NOT NULL,
    state INTEGER NOT NULL,               -- ContainerState
    exit_code INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    created INTEGER NOT NULL,
    started INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    command TEXT NOT NULL,
    ports TEXT NOT NULL,                  -- a line each
    spec TEXT NOT NULL
) STRICT;
CREATE INDEX containers_by_image ON containers (image);

CREATE TABLE networks (
    name TEXT PRIMARY KEY NOT NULL,
    spec TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE leases (
    pool TEXT NOT NULL,
    value INTEGER NOT NULL,
    holder TEXT NOT NULL,
    PRIMARY KEY (pool, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX leases_by_holder ON leases (holder);
