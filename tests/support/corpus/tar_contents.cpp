// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Types of entries, links, sparse files, attributes, and what a layer says of the layers below:
// GNU tar manual, "Storing Sparse Files"; star(5), "SCHILY.xattr"; libarchive, tar(5); OCI image
// specification, layer.md.

#include "tests/support/corpus/layer_corpus.h"
#include "tests/support/tar_builder.h"

namespace onggi::test {

namespace {

using Entry = TarBuilder::Entry;

std::string one(const Entry& entry)
{
    return TarBuilder().add(entry).finished();
}

TarBuilder files(std::initializer_list<const char*> names)
{
    TarBuilder tar;
    for (const char* name : names)
        tar.file(name);
    return tar;
}

std::string padded(std::string text)
{
    text.resize((text.size() + 511) / 512 * 512);
    return text;
}

// A file "s" of 4099 bytes: 512 times 'a' at 1024, and "end" at 4096.
constexpr std::uint64_t kSparseSize = 4096 + 3;
const std::string kPieces = std::string(512, 'a') + "end";
const std::string kSparseText = "/s - \"{\\x00*1024}{a*512}{\\x00*2560}end\"\n";

std::string sparse00()
{
    return one({.name = "s",
                .content = kPieces,
                .pax = {{"GNU.sparse.size", std::to_string(kSparseSize)},
                        {"GNU.sparse.numblocks", "2"},
                        {"GNU.sparse.offset", "1024"},
                        {"GNU.sparse.numbytes", "512"},
                        {"GNU.sparse.offset", "4096"},
                        {"GNU.sparse.numbytes", "3"}}});
}

std::string sparse01()
{
    return one({.name = "GNUSparseFile.1/s",
                .content = kPieces,
                .pax = {{"GNU.sparse.name", "s"},
                        {"GNU.sparse.size", std::to_string(kSparseSize)},
                        {"GNU.sparse.numblocks", "2"},
                        {"GNU.sparse.map", "1024,512,4096,3"}}});
}

std::string sparse10(const std::string& map, const std::string& data, std::uint64_t size)
{
    return one({.name = "GNUSparseFile.1/s",
                .content = padded(map) + data,
                .pax = {{"GNU.sparse.major", "1"},
                        {"GNU.sparse.minor", "0"},
                        {"GNU.sparse.name", "s"},
                        {"GNU.sparse.realsize", std::to_string(size)}}});
}

std::string field(std::uint64_t value)
{
    return TarBuilder::octal(value, 11) + ' ';
}

// GNU's first form: the map stands in the header, from byte 386 on.
Entry oldSparse(std::string map, std::string content, std::uint64_t realSize)
{
    map.resize(4 * 24);
    return {.name = "s",
            .type = 'S',
            .content = std::move(content),
            .isGnu = true,
            .patches = {{386, map}, {483, field(realSize)}}};
}

std::string oldGnuSparse()
{
    return one(oldSparse(field(1024) + field(512) + field(4096) + field(3), kPieces, kSparseSize));
}

// Its map goes on in a block of its own.
std::string oldGnuSparseExtended()
{
    std::string map;
    for (std::uint64_t i = 0; i < 4; ++i)
        map += field(i * 1024) + field(512);
    Entry entry = oldSparse(map, "", 5120);
    entry.patches.emplace_back(482, "\1");
    entry.size = 5 * 512;
    std::string content;
    for (const char c : {'a', 'b', 'c', 'd', 'e'})
        content += std::string(512, c);
    return TarBuilder()
        .add(entry)
        .raw(padded(field(4096) + field(512)))
        .raw(content)
        .file("next", "x")
        .finished();
}

std::vector<CorpusLayer> sparseFiles()
{
    const std::string unaligned = sparse10("2\n1000\n8\n9000\n3\n", "12345678end", 9003);
    return {
        {"sparse 0.0", sparse00(), kSparseText},
        {"sparse 0.1", sparse01(), kSparseText},
        {"sparse 1.0", sparse10("2\n1024\n512\n4096\n3\n", kPieces, kSparseSize), kSparseText},
        {"sparse of old GNU tar", oldGnuSparse(), kSparseText},
        {"sparse of old GNU tar, with more of the map", oldGnuSparseExtended(),
         "/next - \"x\"\n"
         "/s - \"{a*512}{\\x00*512}{b*512}{\\x00*512}{c*512}{\\x00*512}{d*512}{\\x00*512}{e*512}"
         "{\\x00*512}\"\n"},
        {"sparse of odd offsets", unaligned, "/s - \"{\\x00*1000}12345678{\\x00*7992}end\"\n"},
        {"sparse that ends in a hole", sparse10("2\n0\n3\n2048\n0\n", "abc", 2048),
         "/s - \"abc{\\x00*2045}\"\n"},
        {"sparse without a byte", sparse10("1\n4096\n0\n", "", 4096), "/s - \"{\\x00*4096}\"\n"},
        {"sparse, and larger than a layer may be",
         sparse10("2\n0\n512\n1099511627776\n0\n", std::string(512, 'a'), 1099511627776),
         "layer.too-large"},
        {"a sparse file with a next",
         TarBuilder().raw(sparse01().substr(0, 2560)).file("z").finished(),
         kSparseText + "/z - \"\"\n"},
    };
}

std::string allTypes()
{
    TarBuilder tar;
    tar.dir("d").file("d/f", "x").symlink("s", "../any/where").link("h", "d/f");
    tar.add({.name = "c", .type = '3', .mode = 0620, .gid = 5, .major = 4, .minor = 300});
    tar.add({.name = "b", .type = '4', .mode = 0660, .major = 8, .minor = 1});
    tar.add({.name = "p", .type = '6', .mode = 0600});
    tar.add({.name = "n", .type = '7', .content = "contiguous"});
    return tar.finished();
}

std::vector<CorpusLayer> types()
{
    return {
        {"every type", allTypes(),
         "/b b 660 8,1\n/c c 620 0:5 4,300\n/d d\n/d/f - \"x\" links=2\n/h - \"x\" links=2\n"
         "/n - \"contiguous\"\n/p p 600\n/s l -> ../any/where\n"},
        {"set-id and sticky bits",
         TarBuilder()
             .add({.name = "s", .mode = 06755})
             .add({.name = "t", .type = '5', .mode = 01777})
             .finished(),
         "/s - 6755 \"\"\n/t d 1777\n"},
        {"no bits at all", one({.name = "f", .mode = 0}), "/f - 0 \"\"\n"},
        {"the largest device numbers",
         one({.name = "c", .type = '3', .mode = 0600, .major = 4095, .minor = 1048575}),
         "/c c 600 4095,1048575\n"},
        {"a symbolic link out of the layer",
         TarBuilder().symlink("a", "/etc/passwd").symlink("b", "../../..").finished(),
         "/a l -> /etc/passwd\n/b l -> ../../..\n"},
        {"a symbolic link to itself", TarBuilder().symlink("a", "a").finished(), "/a l -> a\n"},
        {"parents that are not listed", files({"a/b/c", "a/d"}).finished(),
         "/a d implied\n/a/b d implied\n/a/b/c - \"\"\n/a/d - \"\"\n"},
        {"a parent that is listed later", TarBuilder().file("a/f").dir("a", 0700).finished(),
         "/a d 700\n/a/f - \"\"\n"},
    };
}

std::vector<CorpusLayer> links()
{
    TarBuilder chain;
    chain.file("a", "x").link("b", "a").link("c", "b").link("d/e", "/c");
    TarBuilder replaced;
    replaced.file("a", "old").link("b", "a").file("a", "new");
    return {
        {"hard links of hard links", chain.finished(),
         "/a - \"x\" links=4\n/b - \"x\" links=4\n/c - \"x\" links=4\n/d d implied\n"
         "/d/e - \"x\" links=4\n"},
        {"a hard link that says its size again",
         TarBuilder()
             .file("a", "x")
             .add({.name = "b", .type = '1', .mode = 0600, .link = "a"})
             .finished(),
         "/a - \"x\" links=2\n/b - \"x\" links=2\n"},
        {"a hard link to itself", TarBuilder().file("a", "x").link("a", "a").finished(),
         "/a - \"x\"\n"},
        {"a hard link to a symbolic link",
         TarBuilder().symlink("s", "t").link("h", "./s").finished(),
         "/h l -> t links=2\n/s l -> t links=2\n"},
        {"a hard link to a device",
         TarBuilder()
             .add({.name = "n", .type = '3', .mode = 0666, .major = 1, .minor = 3})
             .link("m", "n")
             .finished(),
         "/m c 666 1,3 links=2\n/n c 666 1,3 links=2\n"},
        {"a hard link whose target is replaced", replaced.finished(),
         "/a - \"new\"\n/b - \"old\"\n"},
        {"two hard links, the second replaced",
         TarBuilder().file("a", "x").link("b", "a").dir("b").finished(), "/a - \"x\"\n/b d\n"},
    };
}

std::vector<CorpusLayer> duplicates()
{
    TarBuilder twice;
    twice.dir("d").file("d/keep", "1").file("f", "old").file("f", "newer").dir("d", 0700);
    return {
        {"an entry twice", twice.finished(), "/d d 700\n/d/keep - \"1\"\n/f - \"newer\"\n"},
        {"a file after a directory", TarBuilder().dir("a").file("a/x").file("a", "file").finished(),
         "/a - \"file\"\n"},
        {"a directory after a file", TarBuilder().file("a").dir("a").file("a/y").finished(),
         "/a d\n/a/y - \"\"\n"},
        {"a symbolic link after a directory", TarBuilder().file("a/x").symlink("a", "b").finished(),
         "/a l -> b\n"},
        {"a directory after a symbolic link",
         TarBuilder().symlink("a", "/etc").dir("a").file("a/x").finished(), "/a d\n/a/x - \"\"\n"},
        {"a name spelled in two ways", TarBuilder().file("a", "1").file("./a", "2").finished(),
         "/a - \"2\"\n"},
    };
}

std::vector<CorpusLayer> attributes()
{
    const std::string capability("\1\0\0\2\0\x20\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
    const std::string shown = "\\x01\\x00\\x00\\x02\\x00 {\\x00*14}";
    return {
        {"SCHILY's attributes",
         one({.name = "f",
              .pax = {{"SCHILY.xattr.user.b", "2"},
                      {"SCHILY.xattr.user.a", std::string("\0x", 2)}}}),
         "/f - \"\" user.a=\\x00x user.b=2\n"},
        {"LIBARCHIVE's attributes",
         one({.name = "f", .pax = {{"LIBARCHIVE.xattr.user.a%3Db", "dg"}}}),
         "/f - \"\" user.a=b=v\n"},
        {"a capability",
         one({.name = "f", .pax = {{"SCHILY.xattr.security.capability", capability}}}),
         "/f - \"\" security.capability=" + shown + "\n"},
        {"an empty attribute", one({.name = "f", .pax = {{"SCHILY.xattr.user.e", ""}}}),
         "/f - \"\" user.e=\n"},
        {"a long attribute",
         one({.name = "f", .pax = {{"SCHILY.xattr.user.l", std::string(4000, 'v')}}}),
         "/f - \"\" user.l={v*4000}\n"},
        {"attributes of directories and links",
         TarBuilder()
             .add({.name = "d", .type = '5', .mode = 0755, .pax = {{"SCHILY.xattr.user.a", "1"}}})
             .add({.name = "s",
                   .type = '2',
                   .mode = 0777,
                   .link = "t",
                   .pax = {{"SCHILY.xattr.security.x", "2"}}})
             .finished(),
         "/d d user.a=1\n/s l -> t security.x=2\n"},
    };
}

std::vector<CorpusLayer> whiteouts()
{
    TarBuilder again;
    again.file(".wh.c").dir("c").file("c/again").file(".wh.f").file("f", "new");
    return {
        {"a whiteout", files({"a/.wh.gone"}).finished(), "/a d implied\n/a/gone w\n"},
        {"a whiteout of any type", TarBuilder().dir(".wh.d").symlink(".wh.s", "x").finished(),
         "/d w\n/s w\n"},
        {"a whiteout twice", files({".wh.a", ".wh.a"}).finished(), "/a w\n"},
        {"a whiteout of a name that is one", files({".wh.a.wh.b"}).finished(), "/a.wh.b w\n"},
        {"an opaque directory", TarBuilder().dir("d").file("d/.wh..wh..opq").file("d/n").finished(),
         "/d d opaque\n/d/n - \"\"\n"},
        {"an opaque directory, told last", files({"d/n", "d/.wh..wh..opq"}).finished(),
         "/d d implied opaque\n/d/n - \"\"\n"},
        {"an opaque root", files({".wh..wh..opq", "a"}).finished(),
         "/ d implied opaque\n/a - \"\"\n"},
        {"what is hidden and made again", again.finished(),
         "/c d opaque\n/c/again - \"\"\n/f - \"new\"\n"},
        {"what is made, and then hidden below",
         TarBuilder().file("f", "x").file(".wh.f").finished(), "/f - \"x\"\n"},
        {"what aufs kept for itself", files({".wh..wh.plnk/1.2", ".wh..wh.aufs", "a"}).finished(),
         "/a - \"\"\n"},
    };
}

} // namespace

std::vector<CorpusLayer> contentsOfTars()
{
    std::vector<CorpusLayer> layers = types();
    for (auto more : {links(), duplicates(), sparseFiles(), attributes(), whiteouts()})
        layers.insert(layers.end(), more.begin(), more.end());
    return layers;
}

} // namespace onggi::test
