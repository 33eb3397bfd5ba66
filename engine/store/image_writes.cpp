// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// See image_writes.h.

#include "engine/store/image_writes.h"

#include <chrono>

#include "engine/core/error.h"

namespace onggi {

namespace {

// Of some hundred bytes each, where the bus carries 32 MiB; --all-tags pulls half as many.
constexpr std::uint64_t kMaxNames = 20'000;

} // namespace

std::string_view claimKindName(ClaimKind kind) noexcept
{
    constexpr std::string_view kNames[] = {"pull", "load", "tag", "build", "run"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::int64_t presentTime()
{
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

void writeClaim(Database& database, Serial image, std::uint32_t uid, ClaimKind kind)
{
    Statement(database, "INSERT INTO claims (image, uid, kind, time) VALUES (?, ?, ?, ?)"
                        " ON CONFLICT (image, uid, kind) DO UPDATE SET time = excluded.time")
        .bind(image)
        .bind(uid)
        .bind(static_cast<int>(kind))
        .bind(presentTime())
        .run();
}

std::optional<Serial> writeTag(Database& database, Serial image, std::string_view tag)
{
    std::optional<Serial> holder;
    {
        Statement present(database, "SELECT image FROM tags WHERE name = ?");
        present.bind(tag);
        if (present.step())
            holder = present.number(0);
    }
    if (holder == image)
        return std::nullopt;
    Statement(database, "INSERT INTO tags (name, image) VALUES (?, ?)"
                        " ON CONFLICT (name) DO UPDATE SET image = excluded.image")
        .bind(tag)
        .bind(image)
        .run();
    return holder;
}

void requireOwnTag(Database& database, Serial image, std::string_view tag, std::uint32_t uid)
{
    if (uid == 0)
        return;
    Statement others(database, "SELECT 1 FROM tags JOIN claims ON claims.image = tags.image"
                               " WHERE tags.name = ? AND tags.image <> ? AND claims.uid <> ?");
    others.bind(tag).bind(image).bind(uid);
    if (others.step())
        throw Error(Code::StoreNotOwned, std::string(tag),
                    "it would move away from an image that somebody else uses");
}

void requireFewNames(Database& database, Serial image)
{
    Statement names(database, "SELECT (SELECT count(*) FROM tags WHERE image = ?1)"
                              " + (SELECT count(*) FROM manifests WHERE image = ?1)");
    names.bind(image);
    names.step();
    requireFewNames(names.number(0));
}

void requireFewNames(std::uint64_t count)
{
    if (count > kMaxNames)
        throw Error(Code::SystemLimit, "the tags and digests of an image",
                    "it has more than " + std::to_string(kMaxNames));
}

bool isBlobNamed(Database& database, const Digest& digest)
{
    Statement named(database, "SELECT 1 FROM images WHERE id = ?1"
                              " UNION ALL SELECT 1 FROM manifests WHERE digest = ?1");
    named.bind(digest);
    return named.step();
}

} // namespace onggi
