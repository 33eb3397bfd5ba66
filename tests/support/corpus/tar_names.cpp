// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the dialects of tar write names, numbers and times: POSIX 1003.1-2017 pax, "ustar Interchange
// Format"; GNU tar manual, "Basic Tar Format"; star(5).

#include "tests/support/corpus/layer_corpus.h"
#include "tests/support/tar_builder.h"

namespace onggi::test {

namespace {

using Entry = TarBuilder::Entry;

// Fields of a header.
constexpr std::size_t kMode = 100;
constexpr std::size_t kUid = 108;
constexpr std::size_t kGid = 116;
constexpr std::size_t kSize = 124;
constexpr std::size_t kTime = 136;
constexpr std::size_t kMagic = 257;
constexpr std::size_t kPrefix = 345;

std::string one(const Entry& entry)
{
    return TarBuilder().add(entry).finished();
}

// As Unix's seventh edition had it: no magic, no types but links.
Entry v7(Entry entry)
{
    if (entry.type == '0')
        entry.type = '\0';
    entry.patches.emplace_back(kMagic, std::string(512 - kMagic, '\0'));
    return entry;
}

std::string seventhEdition()
{
    TarBuilder tar;
    tar.add(v7({.name = "d/", .mode = 0700}));
    tar.add(v7({.name = "d/f", .content = "x", .uid = 3, .gid = 4, .mtime = 5}));
    tar.add(v7({.name = "h", .type = '1', .link = "d/f"}));
    tar.add(v7({.name = "s", .type = '2', .mode = 0777, .link = "d"}));
    return tar.finished();
}

std::string withPrefix()
{
    TarBuilder tar;
    tar.add({.name = "f", .content = "x", .patches = {{kPrefix, "usr/share"}}});
    // All 155 and all 100 bytes, without a NUL behind either.
    tar.add({.name = std::string(100, 'n'), .patches = {{kPrefix, std::string(155, 'p')}}});
    return tar.finished();
}

std::string gnuLongNames()
{
    TarBuilder tar;
    const std::string name = std::string(150, 'a') + '/' + std::string(150, 'b');
    tar.longName('L', name);
    tar.add({.name = name.substr(0, 99), .content = "x", .isGnu = true});
    tar.longName('K', name);
    tar.add({.name = "h", .type = '1', .link = name.substr(0, 99), .isGnu = true});
    tar.longName('K', std::string(300, 't')).longName('L', std::string(120, 's'));
    tar.add({.name = std::string(99, 's'), .type = '2', .mode = 0777, .link = "t", .isGnu = true});
    return tar.finished();
}

std::string paxNames()
{
    TarBuilder tar;
    tar.add({.name = "cut", .content = "x", .pax = {{"path", std::string(200, 'a') + "/f"}}});
    tar.add({.name = "s", .type = '2', .mode = 0777, .pax = {{"linkpath", std::string(200, 't')}}});
    tar.add({.name = "h", .type = '1', .pax = {{"linkpath", std::string(200, 'a') + "/f"}}});
    return tar.finished();
}

std::string deepPath(int depth)
{
    std::string path;
    for (int i = 0; i < depth; ++i)
        path += "d/";
    return path + "f";
}

std::string deepTree(int depth)
{
    std::string text;
    for (std::string path = "/d"; depth > 0; --depth, path += "/d")
        text += path + " d implied\n" + (depth == 1 ? path + "/f - \"x\"\n" : "");
    return text;
}

std::string timed(std::string_view time)
{
    return one({.name = "f", .pax = {{"mtime", std::string(time)}}});
}

std::string patched(std::size_t at, std::string bytes, std::string content = {})
{
    return one({.name = "f", .content = std::move(content), .patches = {{at, std::move(bytes)}}});
}

std::string signedChecksum()
{
    // The sum of a header with bytes above 127, as programs with a signed char counted.
    std::string bytes = one({.name = "\xed\x95\x9c"});
    int sum = 0;
    for (std::size_t i = 0; i < 512; ++i)
        sum += i >= 148 && i < 156 ? ' ' : static_cast<signed char>(bytes[i]);
    return bytes.replace(148, 6, TarBuilder::octal(static_cast<std::uint64_t>(sum), 6));
}

std::string base256Everywhere()
{
    return one({.name = "f",
                .content = "abc",
                .isGnu = true,
                .patches = {{kMode, TarBuilder::base256(04711, 8)},
                            {kUid, TarBuilder::base256(3'000'000'000, 8)},
                            {kGid, TarBuilder::base256(2'097'152, 8)},
                            {kSize, TarBuilder::base256(3, 12)},
                            {kTime, TarBuilder::base256(8'589'934'592, 12)}}});
}

std::vector<CorpusLayer> namesOf()
{
    const std::string nfd = "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"; // 한 in three pieces
    const std::string nfdText = "\\xe1\\x84\\x92\\xe1\\x85\\xa1\\xe1\\x86\\xab";
    return {
        {"v7", seventhEdition(),
         "/d d 700\n/d/f - 3:4 @5 \"x\" links=2\n/h - 3:4 @5 \"x\" links=2\n/s l -> d\n"},
        {"ustar with a prefix", withPrefix(),
         "/{p*155} d implied\n/{p*155}/{n*100} - \"\"\n"
         "/usr d implied\n/usr/share d implied\n/usr/share/f - \"x\"\n"},
        {"a name of 100 bytes", one({.name = std::string(100, 'n')}), "/{n*100} - \"\"\n"},
        {"GNU's long names and links", gnuLongNames(),
         "/{a*150} d implied\n/{a*150}/{b*150} - \"x\" links=2\n/h - \"x\" links=2\n"
         "/{s*120} l -> {t*300}\n"},
        {"pax's long names and links", paxNames(),
         "/{a*200} d implied\n/{a*200}/f - \"x\" links=2\n/h - \"x\" links=2\n"
         "/s l -> {t*200}\n"},
        {"GNU's long name above pax's", // as Go has it
         TarBuilder().longName('L', "gnu").add({.name = "x", .pax = {{"path", "pax"}}}).finished(),
         "/gnu - \"\"\n"},
        {"a component of 255 bytes", one({.name = "x", .pax = {{"path", std::string(255, 'a')}}}),
         "/{a*255} - \"\"\n"},
        {"a path of 300 directories",
         one({.name = "x", .content = "x", .pax = {{"path", deepPath(300)}}}), deepTree(300)},
        {"a name in Latin-1", one({.name = "caf\xe9"}), "/caf\\xe9 - \"\"\n"},
        {"a name in no encoding", one({.name = "x", .pax = {{"path", "\xff\xfe\x80"}}}),
         "/\\xff\\xfe\\x80 - \"\"\n"},
        {"hdrcharset=BINARY",
         one({.name = "x", .pax = {{"hdrcharset", "BINARY"}, {"path", "\xe9"}}}),
         "/\\xe9 - \"\"\n"},
        {"Hangul in NFD", one({.name = nfd}), "/" + nfdText + " - \"\"\n"},
        {"Hangul in NFD by pax", one({.name = "x", .pax = {{"path", nfd}}}),
         "/" + nfdText + " - \"\"\n"},
        {"control characters in a name", one({.name = "a\nb\x1b[2J"}), "/a\\x0ab\\x1b[2J - \"\"\n"},
        {"names that look like something else",
         TarBuilder().file("-rf").file("...").file("~").file("a b").finished(),
         "/-rf - \"\"\n/... - \"\"\n/a b - \"\"\n/~ - \"\"\n"},
        {"dots and slashes", TarBuilder().dir("./").file("./a//b/./c").file("/e").finished(),
         "/ d\n/a d implied\n/a/b d implied\n/a/b/c - \"\"\n/e - \"\"\n"},
        {"the root by a slash", TarBuilder().dir("/", 0700).finished(), "/ d 700\n"},
        {"a file that ends in a slash is a directory", one({.name = "d/", .mode = 0755}), "/d d\n"},
        {"a directory without a slash", TarBuilder().dir("d", 01777).finished(), "/d d 1777\n"},
        {"names in no order", TarBuilder().file("b").dir("c").file("c/y").file("a").finished(),
         "/a - \"\"\n/b - \"\"\n/c d\n/c/y - \"\"\n"},
    };
}

std::vector<CorpusLayer> numbersOf()
{
    return {
        {"numbers in base 256", base256Everywhere(),
         "/f - 4711 3000000000:2097152 @8589934592 \"abc\"\n"},
        {"a negative time in base 256", patched(kTime, TarBuilder::base256(-3, 12)),
         "/f - @-3 \"\"\n"},
        {"numbers ending in a blank", patched(kUid, "000005 "), "/f - 5:0 \"\"\n"},
        {"numbers without a digit", patched(kUid, std::string(8, ' ')), "/f - \"\"\n"},
        {"numbers with leading blanks", patched(kSize, std::string(10, ' ') + "2 ", "hi"),
         "/f - \"hi\"\n"},
        {"a size of twelve digits", patched(kSize, "000000000002", "hi"), "/f - \"hi\"\n"},
        {"a mode with the file's type", patched(kMode, "0100640"), "/f - 640 \"\"\n"},
        {"owners by pax",
         one({.name = "f", .pax = {{"uid", "4294967294"}, {"gid", "2097152"}, {"uname", "x"}}}),
         "/f - 4294967294:2097152 \"\"\n"},
        {"a size by pax", one({.name = "f", .content = "hello", .pax = {{"size", "5"}}, .size = 0}),
         "/f - \"hello\"\n"},
        {"a checksum of signed bytes", signedChecksum(), "/\\xed\\x95\\x9c - \"\"\n"},
        {"a time below a second", timed("7.000000001"), "/f - @7+1ns \"\"\n"},
        {"a time of too many digits", timed("7.1234567899999"), "/f - @7+123456789ns \"\"\n"},
        {"a time of one digit", timed("7.5"), "/f - @7+500000000ns \"\"\n"},
        {"a time with a point alone", timed("7."), "/f - @7 \"\"\n"},
        {"a time before 1970", timed("-86400"), "/f - @-86400 \"\"\n"},
        {"a time before 1970 below a second", timed("-1.25"), "/f - @-2+750000000ns \"\"\n"},
        {"a time before 1970, just", timed("-0.5"), "/f - @-1+500000000ns \"\"\n"},
        {"a time after 2106", timed("5000000000"), "/f - @5000000000 \"\"\n"},
        {"a time of eleven digits", patched(kTime, "77777777777"), "/f - @8589934591 \"\"\n"},
        {"other times and comments",
         one({.name = "f",
              .pax = {{"atime", "1"},
                      {"ctime", "2"},
                      {"LIBARCHIVE.creationtime", "3"},
                      {"comment", "c"},
                      {"SCHILY.ino", "7"},
                      {"SCHILY.dev", "9"},
                      {"VENDOR.key", "v"}}}),
         "/f - \"\"\n"},
        {"a record of pax twice", one({.name = "f", .pax = {{"mtime", "1"}, {"mtime", "2"}}}),
         "/f - @2 \"\"\n"},
        {"pax of another entry's name", // the record counts for the next entry alone
         TarBuilder()
             .add({.name = "x", .pax = {{"path", "a"}, {"mtime", "9"}}})
             .file("b")
             .finished(),
         "/a - @9 \"\"\n/b - \"\"\n"},
        {"a global pax header",
         TarBuilder()
             .addRaw({.name = "pax_global_header",
                      .type = 'g',
                      .content = TarBuilder::record("comment", "a commit") +
                                 TarBuilder::record("mtime", "99")})
             .file("f", "x")
             .finished(),
         "/f - \"x\"\n"},
    };
}

std::vector<CorpusLayer> endsOf()
{
    const std::string f = TarBuilder().file("f", "x").bytes();
    return {
        {"no bytes at all", "", ""},
        {"nothing but the end", std::string(1024, '\0'), ""},
        {"no end", f, "/f - \"x\"\n"},
        {"no end and no padding", f.substr(0, 513), "/f - \"x\"\n"},
        {"half an end", f + std::string(512, '\0'), "/f - \"x\"\n"},
        {"a record of 10240 bytes", f + std::string(10240 - f.size(), '\0'), "/f - \"x\"\n"},
        {"bytes behind the end", f + std::string(1024, '\0') + std::string(700, 'j'),
         "/f - \"x\"\n"},
        {"another archive behind the end",
         f + std::string(1024, '\0') + TarBuilder().file("hidden").finished(), "/f - \"x\"\n"},
    };
}

} // namespace

std::vector<CorpusLayer> namesOfTars()
{
    std::vector<CorpusLayer> layers = namesOf();
    for (auto more : {numbersOf(), endsOf()})
        layers.insert(layers.end(), more.begin(), more.end());
    return layers;
}

} // namespace onggi::test
