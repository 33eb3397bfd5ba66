// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Layers that want out, that want in again, or that are broken. docker, containers/storage and
// libarchive have had most of them.

#include "tests/support/corpus/layer_corpus.h"
#include "tests/support/tar_builder.h"

namespace onggi::test {

namespace {

using Entry = TarBuilder::Entry;

constexpr std::size_t kSize = 124;
constexpr std::size_t kTime = 136;

std::string one(const Entry& entry)
{
    return TarBuilder().add(entry).finished();
}

std::string withPax(std::string_view key, std::string value, std::string content = {})
{
    return one({.name = "f",
                .content = std::move(content),
                .pax = {{std::string(key), std::move(value)}}});
}

// An extended header of exactly these bytes, before a file.
std::string withRecords(std::string records)
{
    return TarBuilder()
        .addRaw({.name = "x", .type = 'x', .content = std::move(records)})
        .file("f")
        .finished();
}

std::string sparse(std::string map, std::string size)
{
    map.resize(512);
    return one({.name = "s",
                .content = map + std::string(1024, 'a'),
                .pax = {{"GNU.sparse.major", "1"},
                        {"GNU.sparse.minor", "0"},
                        {"GNU.sparse.name", "s"},
                        {"GNU.sparse.realsize", std::move(size)}}});
}

std::vector<CorpusLayer> escapes()
{
    const char* unsafe = "layer.unsafe-name";
    return {
        {"an absolute name stays inside", one({.name = "/etc/passwd", .content = "x"}),
         "/etc d implied\n/etc/passwd - \"x\"\n"},
        {"dots first", one({.name = "../../etc/passwd"}), unsafe},
        {"dots within", one({.name = "a/../../b"}), unsafe},
        {"dots that stay inside", one({.name = "a/../b"}), unsafe},
        {"dots last", one({.name = "a/..", .type = '5'}), unsafe},
        {"dots by pax", withPax("path", "../x"), unsafe},
        {"dots by GNU's long name", TarBuilder().longName('L', "../x").file("f").finished(),
         unsafe},
        {"dots by a sparse file's name", withPax("GNU.sparse.name", "../x"), unsafe},
        {"dots by ustar's prefix", one({.name = "f", .patches = {{345, "../x"}}}), unsafe},
        {"dots of a whiteout", one({.name = "../.wh.x"}), unsafe},
        {"through a symbolic link", TarBuilder().symlink("l", "/etc").file("l/x").finished(),
         unsafe},
        {"through a symbolic link to dots", TarBuilder().symlink("l", "..").dir("l/d").finished(),
         unsafe},
        {"through a symbolic link that comes to be later",
         TarBuilder().dir("d").symlink("d", "/etc").file("d/x").finished(), unsafe},
        {"a whiteout through a symbolic link",
         TarBuilder().symlink("l", "/etc").file("l/.wh.passwd").finished(), unsafe},
        {"a hard link through a symbolic link",
         TarBuilder().symlink("l", "/etc").link("h", "l/passwd").finished(), "layer.corrupt"},
        {"a hard link to dots", TarBuilder().file("a").link("h", "../a").finished(), unsafe},
        {"a hard link to the host's file", TarBuilder().link("h", "/etc/shadow").finished(),
         "layer.corrupt"},
        {"a hard link into the layer below",
         TarBuilder().dir("d").link("d/h", "d/below").finished(), "layer.corrupt"},
        {"a hard link to a later file", TarBuilder().link("h", "a").file("a").finished(),
         "layer.corrupt"},
        {"a hard link to a directory", TarBuilder().dir("d").link("h", "d").finished(),
         "layer.corrupt"},
        {"a hard link to the root", TarBuilder().link("h", "/").finished(), "layer.corrupt"},
        {"a hard link as the root", TarBuilder().file("a").link("./", "a").finished(), unsafe},
        {"a hard link to nothing", one({.name = "h", .type = '1'}), "layer.corrupt"},
        {"the root as a symbolic link", one({.name = ".", .type = '2', .link = "/"}), unsafe},
        {"the root as a file", one({.name = "/"}), "/ d 644\n"},
        {"an entry without a name", one({.name = ""}), unsafe},
        {"a NUL in a name", withPax("path", std::string("a\0/../b", 7)), unsafe},
        {"a component of 256 bytes", withPax("path", std::string(256, 'a')), unsafe},
        {"a path of 65 KiB", withPax("path", std::string(66'000, '/') + 'a'), "layer.too-large"},
    };
}

std::vector<CorpusLayer> whiteoutTricks()
{
    const char* unsafe = "layer.unsafe-name";
    return {
        {"a whiteout of nothing", one({.name = "a/.wh."}), unsafe},
        {"a whiteout of the directory", one({.name = "a/.wh.."}), unsafe},
        {"a whiteout of the parent", one({.name = "a/.wh..."}), unsafe},
        {"a file below a whiteout", one({.name = ".wh.a/b"}), unsafe},
        {"a file below an opaque mark", one({.name = ".wh..wh..opq/b"}), unsafe},
        {"a hard link named as a whiteout", TarBuilder().file("a").link(".wh.b", "a").finished(),
         "/a - \"\"\n/b w\n"},
        {"a hard link to a whiteout", TarBuilder().file(".wh.a").link("h", ".wh.a").finished(),
         "layer.corrupt"},
        {"a whiteout as overlayfs has it", one({.name = "w", .type = '3'}), ""},
        {"a hard link to such a one",
         TarBuilder().add({.name = "w", .type = '3'}).link("h", "w").finished(), "layer.corrupt"},
        {"overlayfs's attributes",
         one({.name = "d",
              .type = '5',
              .mode = 0755,
              .pax = {{"SCHILY.xattr.trusted.overlay.opaque", "y"},
                      {"SCHILY.xattr.trusted.overlay.redirect", "/etc"},
                      {"SCHILY.xattr.trusted.overlay.metacopy", ""},
                      {"SCHILY.xattr.user.overlay.whiteout", "y"},
                      {"SCHILY.xattr.user.overlay.opaque", "y"},
                      {"LIBARCHIVE.xattr.trusted.overlay.opaque", "eQ"}}}),
         "/d d\n"},
        {"Onggi's own attributes", withPax("SCHILY.xattr.trusted.onggi.implied", "y"),
         "/f - \"\"\n"},
        {"an attribute of no name space", withPax("SCHILY.xattr.nothing", "y"), "/f - \"\"\n"},
        {"an attribute without a name", withPax("SCHILY.xattr.", "y"), "/f - \"\"\n"},
        {"an attribute of a long name", withPax("SCHILY.xattr.user." + std::string(300, 'n'), "y"),
         "/f - \"\"\n"},
        {"an attribute above 64 KiB", withPax("SCHILY.xattr.user.v", std::string(66'000, 'v')),
         "/f - \"\"\n"},
        {"attributes above what an inode has",
         one({.name = "f",
              .pax = {{"SCHILY.xattr.user.a", std::string(60'000, 'v')},
                      {"SCHILY.xattr.user.b", std::string(60'000, 'v')},
                      {"SCHILY.xattr.user.c", std::string(60'000, 'v')},
                      {"SCHILY.xattr.user.d", std::string(60'000, 'v')},
                      {"SCHILY.xattr.user.e", std::string(60'000, 'v')}}}),
         "layer.too-large"},
        {"a capability of the wrong length", withPax("SCHILY.xattr.security.capability", "abc"),
         "/f - \"\"\n"},
    };
}

std::vector<CorpusLayer> wrongNumbers()
{
    return {
        {"a negative size",
         one({.name = "f", .isGnu = true, .patches = {{kSize, TarBuilder::base256(-1024, 12)}}}),
         "layer.corrupt"},
        {"a negative size by pax", withPax("size", "-512"), "layer.corrupt"},
        {"a size of letters", one({.name = "f", .patches = {{kSize, "0000000000z"}}}),
         "layer.corrupt"},
        {"a size by pax beyond the end", withPax("size", "100000"), "layer.truncated"},
        {"a size beyond the limit", withPax("size", "2199023255552"), "layer.too-large"},
        {"a size beyond 63 bits", withPax("size", "9223372036854775807"), "layer.corrupt"},
        {"a size beyond 64 bits", withPax("size", "99999999999999999999999"), "layer.corrupt"},
        {"a size of two meanings", withPax("size", "3", "hello, this is a file"), "/f - \"hel\"\n"},
        {"an owner of -1", withPax("uid", "4294967295"), "layer.unsupported"},
        {"an owner above 32 bits", withPax("gid", "4294967296"), "layer.unsupported"},
        {"a negative owner", withPax("uid", "-1"), "layer.unsupported"},
        {"a device number above Linux's",
         one({.name = "c", .type = '3', .major = 4096, .minor = 1}), "layer.unsupported"},
        {"a time of letters", withPax("mtime", "soon"), "layer.corrupt"},
        {"a time with two points", withPax("mtime", "1.2.3"), "layer.corrupt"},
        {"a time beyond everything", withPax("mtime", "99999999999999999999"), "layer.corrupt"},
        {"a time of 96 bits",
         one({.name = "f", .isGnu = true, .patches = {{kTime, "\x80" + std::string(11, '\x7f')}}}),
         "/f - @9223372036854775807 \"\"\n"},
    };
}

std::vector<CorpusLayer> wrongHeaders()
{
    std::string many;
    for (int i = 0; i < 40; ++i)
        many += TarBuilder().addRaw({.name = "g", .type = 'g'}).bytes();
    return {
        {"a wrong checksum", one({.name = "f", .wrongChecksum = true}), "layer.corrupt"},
        {"a wrong checksum later",
         TarBuilder().file("a").add({.name = "f", .wrongChecksum = true}).finished(),
         "layer.corrupt"},
        {"no tar", std::string(2048, 'x'), "layer.corrupt"},
        {"an unknown type", one({.name = "f", .type = 'Z'}), "layer.unsupported"},
        {"a volume label",
         TarBuilder().add({.name = "label", .type = 'V', .isGnu = true}).file("f").finished(),
         "layer.unsupported"},
        {"a part of another volume",
         TarBuilder().add({.name = "f", .type = 'M', .isGnu = true}).finished(),
         "layer.unsupported"},
        {"a directory of an incremental dump",
         TarBuilder().add({.name = "d", .type = 'D', .isGnu = true}).finished(),
         "layer.unsupported"},
        {"a directory with contents", one({.name = "d", .type = '5', .content = "x"}),
         "layer.unsupported"},
        {"a device with contents",
         one({.name = "c", .type = '3', .content = "x", .major = 1, .minor = 3}),
         "layer.unsupported"},
        {"a hard link with contents",
         TarBuilder()
             .file("a")
             .add({.name = "h", .type = '1', .content = "x", .link = "a"})
             .finished(),
         "layer.unsupported"},
        {"a symbolic link of 4096 bytes",
         one({.name = "s", .type = '2', .pax = {{"linkpath", std::string(4096, 't')}}}),
         "layer.unsupported"},
        {"a symbolic link to nothing", one({.name = "s", .type = '2'}), "layer.corrupt"},
        {"forty extended headers", many + TarBuilder().file("f").finished(), "layer.corrupt"},
        {"an extended header above 1 MiB", withPax("comment", std::string(1'100'000, 'c')),
         "layer.too-large"},
        {"a long name above 1 MiB",
         TarBuilder().longName('L', std::string(1'100'000, 'n')).file("f").finished(),
         "layer.too-large"},
        {"a record without an end", withRecords("9 a=bcdef"), "layer.corrupt"},
        {"a record longer than its header", withRecords("99 a=b\n"), "layer.corrupt"},
        {"a record without a length", withRecords("a=b\n"), "layer.corrupt"},
        {"a record of length nought", withRecords("0 a=b\n"), "layer.corrupt"},
        {"a record without a key", withRecords("5 =b\n"), "layer.corrupt"},
        {"a record without a value", withRecords("5 ab\n"), "layer.corrupt"},
        {"an extended header before the end",
         TarBuilder()
             .addRaw({.name = "x", .type = 'x', .content = TarBuilder::record("path", "p")})
             .finished(),
         "layer.corrupt"},
        {"a sparse map that overlaps", sparse("2\n0\n512\n256\n256\n", "1024"), "layer.corrupt"},
        {"a sparse map beyond the file", sparse("1\n4096\n512\n", "512"), "layer.corrupt"},
        {"a sparse map of letters", sparse("1\nx\n512\n", "512"), "layer.corrupt"},
        {"a sparse map of too many", sparse("4000000000\n0\n512\n", "512"), "layer.corrupt"},
        {"a sparse file of a negative size", sparse("1\n0\n512\n", "-1"), "layer.corrupt"},
        {"a sparse file as Solaris has it", withPax("SUN.holesdata", " 0 1"), "layer.unsupported"},
        {"entries behind half an end",
         TarBuilder().file("a").bytes() + std::string(512, '\0') +
             TarBuilder().file("b").finished(),
         "layer.corrupt"},
    };
}

std::vector<CorpusLayer> cutShort()
{
    const std::string tar = TarBuilder().file("a", std::string(5000, 'a')).file("b").bytes();
    LayerLimits entries;
    entries.entries = 3;
    LayerLimits bytes;
    bytes.tarBytes = tar.size() - 1;
    LayerLimits index;
    index.indexBytes = 1600;
    return {
        {"cut within the first header", tar.substr(0, 300), "layer.corrupt"},
        {"cut within a file", tar.substr(0, 3000), "layer.truncated"},
        {"cut within the padding", tar.substr(0, 5513), "/a - \"{a*5000}\"\n"},
        {"cut within the second header", tar.substr(0, 5632 + 100), "layer.truncated"},
        {"cut within an extended header", withPax("path", std::string(600, 'p')).substr(0, 1000),
         "layer.truncated"},
        {"entries beyond the limit", TarBuilder().file("a").file("b").file("c").finished(),
         "layer.too-large", entries},
        {"implied entries beyond the limit", one({.name = "a/b/c/d/e"}), "layer.too-large",
         entries},
        {"whiteouts beyond the limit",
         TarBuilder().file(".wh.a").file(".wh.b").file(".wh.c").file(".wh.d").finished(),
         "layer.too-large", entries},
        {"bytes beyond the limit", tar, "layer.too-large", bytes},
        {"an index beyond the limit", tar, "layer.too-large", index},
    };
}

} // namespace

std::vector<CorpusLayer> hostileTars()
{
    std::vector<CorpusLayer> layers = escapes();
    for (auto more : {whiteoutTricks(), wrongNumbers(), wrongHeaders(), cutShort()})
        layers.insert(layers.end(), more.begin(), more.end());
    return layers;
}

} // namespace onggi::test
