// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Layers on layers, and every layer of the corpus that has a tree on another: what a mounted chain
// index shows is what overlayfs shows of the same layers, unpacked by other code.

#include "engine/mount/chain_mount.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/layer/erofs_merge.h"
#include "tests/support/corpus/layer_corpus.h"
#include "tests/support/corpus/layer_text.h"
#include "tests/support/file_facts.h"
#include "tests/support/layer_maker.h"
#include "tests/support/shell.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// Ids as they are.
constexpr IdRange kSameIds{0, 65536};

struct Stack {
    const char* name;
    std::vector<TarBuilder> layers; // base first
};

// A directory with metadata of its own, and files in it.
TarBuilder base()
{
    TarBuilder tar;
    tar.add({.name = "d",
             .type = '5',
             .mode = 0750,
             .uid = 7,
             .gid = 8,
             .mtime = 1000,
             .pax = {{"SCHILY.xattr.user.below", "1"}}});
    tar.add({.name = "d/a", .content = "below a", .uid = 1, .mtime = 2000});
    tar.add({.name = "d/b", .content = "below b", .mtime = 3000});
    tar.add({.name = "d/sub", .type = '5', .mode = 0711, .mtime = 4000});
    return tar.file("d/sub/c", "below c").symlink("s", "d").file("f", "below f");
}

TarBuilder entry(const TarBuilder::Entry& one)
{
    return TarBuilder().add(one);
}

TarBuilder linked()
{
    return TarBuilder().file("a", "one file").link("b", "a").link("d/c", "a");
}

std::vector<Stack> hiding()
{
    return {
        {"a whiteout of a file", {base(), TarBuilder().file("d/.wh.a")}},
        {"a whiteout of a directory", {base(), TarBuilder().file(".wh.d")}},
        {"a whiteout of a symbolic link", {base(), TarBuilder().file(".wh.s")}},
        {"a whiteout of nothing", {base(), TarBuilder().file("d/.wh.nothing").file("new/.wh.x")}},
        {"a whiteout below a symbolic link's name",
         {TarBuilder().symlink("l", "d").dir("d").file("d/x"), TarBuilder().file("d/.wh.x")}},
        {"an opaque directory",
         {base(),
          entry({.name = "d", .type = '5', .mode = 0700}).file("d/.wh..wh..opq").file("d/n")}},
        {"an opaque directory that is not listed",
         {base(), TarBuilder().file("d/.wh..wh..opq").file("d/n", "new")}},
        {"an opaque directory over nothing",
         {base(), TarBuilder().dir("x").file("x/.wh..wh..opq")}},
        {"an opaque directory within another",
         {base(), TarBuilder().dir("d").dir("d/sub").file("d/sub/.wh..wh..opq").file("d/sub/n")}},
        {"an opaque root", {base(), TarBuilder().file(".wh..wh..opq").file("alone")}},
        {"a whiteout in an opaque directory",
         {base(), TarBuilder().dir("d").file("d/.wh..wh..opq").file("d/.wh.a").file("d/n")}},
        {"a whiteout, and the file again above",
         {base(), TarBuilder().file("d/.wh.a"), TarBuilder().file("d/a", "again")}},
        {"a whiteout, and a file in the directory above",
         {base(), TarBuilder().file(".wh.d"), TarBuilder().file("d/n", "new")}},
        {"an opaque directory under a whiteout under a file",
         {base(), TarBuilder().dir("d").file("d/.wh..wh..opq").file("d/x"),
          TarBuilder().file(".wh.d"), TarBuilder().file("d/sub/y")}},
        {"a directory hidden and made again",
         {base(), entry({.name = ".wh.d"}).dir("d", 0700).file("d/n", "new")}},
        {"a directory hidden and made again without being listed",
         {base(), TarBuilder().file(".wh.d").file("d/n", "new")}},
        {"a file hidden and made again", {base(), TarBuilder().file(".wh.f").file("f", "again")}},
    };
}

std::vector<Stack> changing()
{
    const auto over = [](const TarBuilder& top) { return std::vector<TarBuilder>{base(), top}; };
    return {
        {"a file by a directory", over(TarBuilder().dir("f").file("f/x", "x"))},
        {"a directory by a file", over(TarBuilder().file("d", "now a file"))},
        {"a directory by a symbolic link", over(TarBuilder().symlink("d", "/elsewhere"))},
        {"a symbolic link by a directory", over(TarBuilder().dir("s").file("s/x"))},
        {"a symbolic link by a directory that is not listed", over(TarBuilder().file("s/x"))},
        {"a symbolic link by a file", over(TarBuilder().file("s", "not d"))},
        {"a file by a symbolic link", over(TarBuilder().symlink("f", "d/a"))},
        {"a file by a device",
         over(entry({.name = "f", .type = '3', .mode = 0600, .major = 1, .minor = 3}))},
        {"a file by a pipe", over(entry({.name = "f", .type = '6', .mode = 0600}))},
        {"a file by a directory by a file",
         {base(), TarBuilder().dir("f").file("f/x"), TarBuilder().file("f", "a file again")}},
        {"a directory by a file by a directory",
         {base(), TarBuilder().file("d", "file"), TarBuilder().dir("d", 0500).file("d/x")}},
        {"a file's contents",
         over(entry({.name = "f", .content = "above", .mode = 04755, .uid = 3}))},
        {"a directory's metadata", over(entry({.name = "d",
                                               .type = '5',
                                               .mode = 01777,
                                               .uid = 9,
                                               .mtime = 77,
                                               .pax = {{"SCHILY.xattr.user.above", "2"}}}))},
        {"the root's metadata",
         {TarBuilder()
              .add({.name = "./", .type = '5', .mode = 0700, .uid = 4, .mtime = 50})
              .file("a"),
          TarBuilder().file("b"),
          TarBuilder().add({.name = "./", .type = '5', .mode = 0711, .gid = 6, .mtime = 60})}},
        {"a file's attributes",
         {entry({.name = "f", .pax = {{"SCHILY.xattr.user.a", "1"}, {"SCHILY.xattr.user.b", "1"}}}),
          entry({.name = "f", .pax = {{"SCHILY.xattr.user.b", "2"}}})}},
        {"a file's time", over(entry({.name = "f", .pax = {{"mtime", "1700000000.123456789"}}}))},
    };
}

std::vector<Stack> keeping()
{
    return {
        {"a directory that is not listed", {base(), TarBuilder().file("d/n", "new")}},
        {"directories that are not listed, in four layers",
         {base(), TarBuilder().file("d/sub/1"), TarBuilder().file("d/sub/2/x"),
          TarBuilder().file("d/sub/2/y")}},
        {"a directory that no layer lists",
         {TarBuilder().file("x/y/1"), TarBuilder().file("x/y/2")}},
        {"a layer of nothing between two", {base(), TarBuilder(), TarBuilder().file("n")}},
        {"a layer of nothing first", {TarBuilder(), base()}},
        {"the same layer twice", {base(), base()}},
        {"hard links, one replaced", {linked(), TarBuilder().file("b", "another")}},
        {"hard links, one hidden", {linked(), TarBuilder().file(".wh.a")}},
        {"hard links, their directory hidden", {linked(), TarBuilder().file(".wh.d")}},
        {"hard links over files of the same names",
         {TarBuilder().file("a", "1").file("b", "2"), linked()}},
        {"hard links of two layers",
         {linked(), TarBuilder().file("a", "new").link("b", "a"), TarBuilder().file("d/c", "c")}},
        {"names in no encoding", {TarBuilder().file("\xff\xfe"), TarBuilder().file("\xe9")}},
        {"long contents",
         {TarBuilder().file("f", std::string(300'000, 'b')),
          TarBuilder().file("g", std::string(100'001, 'g'))}},
    };
}

// Rows of the corpus with a tree that overlay_of_layers cannot lay out as the row means it.
struct NotLaidOut {
    std::string_view row;
    const char* why;
};

constexpr NotLaidOut kNotLaidOut[] = {
    {"a file that ends in a slash is a directory", "tarfile takes it for a file"},
    {"numbers in base 256", "its owners are none of those that are mounted here"},
    {"owners by pax", "its owners are none of those that are mounted here"},
    {"a time of 96 bits", "no system call sets such a time"},
    {"a global pax header", "tarfile takes its time for every entry's"},
    {"no bytes at all", "tarfile wants a block"},
    {"gzip of nothing", "tarfile wants a block"},
    {"skippable frames alone", "tarfile wants a block"},
    {"a hard link to itself", "it is removed before it is linked to"},
    {"LIBARCHIVE's attributes", "tarfile does not know them"},
    {"what aufs kept for itself", "a file of that directory is laid out as any other"},
    {"the root as a file", "the root cannot be replaced"},
    {"a whiteout as overlayfs has it", "overlayfs lets nobody make one"},
    {"overlayfs's attributes", "it depends on the kernel whether an overlay takes them"},
    {"Onggi's own attributes", "to an overlay it is one like others"},
    {"an attribute of no name space", "Linux refuses it"},
    {"an attribute without a name", "Linux refuses it"},
    {"an attribute of a long name", "Linux refuses it"},
    {"an attribute above 64 KiB", "Linux refuses it"},
    {"a capability of the wrong length", "Linux refuses it"},
};

bool isLaidOut(std::string_view row)
{
    return std::ranges::none_of(kNotLaidOut, [&](const NotLaidOut& one) { return one.row == row; });
}

bool hasTree(const CorpusLayer& layer)
{
    return !layer.expected.starts_with("layer.");
}

// Has what the corpus's whiteouts and opaque directories hide.
TarBuilder hidden()
{
    return TarBuilder()
        .dir("a", 0750)
        .file("a/gone", "below")
        .file("a/stays", "below")
        .file("a.wh.b", "below")
        .file("b", "below")
        .dir("c")
        .file("c/old", "below")
        .dir("d", 0711)
        .file("d/old", "below")
        .file("f", "below")
        .symlink("s", "a");
}

// A layer that hides something lies on one that has it, any other on one of nothing.
std::vector<std::string> onAnother(const CorpusLayer& layer)
{
    const bool hides = layer.expected.find(" w\n") != std::string::npos ||
                       layer.expected.find(" opaque\n") != std::string::npos;
    return {(hides ? hidden() : TarBuilder()).finished(), tarOf(layer.blob, layer.limits)};
}

std::string rootFacts(const std::string& path)
{
    struct stat status {};
    if (::stat(path.c_str(), &status) < 0)
        throw systemError(errno, path, "stat");
    char text[96];
    std::snprintf(text, sizeof text, "%o %u:%u %lld", status.st_mode, status.st_uid, status.st_gid,
                  static_cast<long long>(status.st_mtim.tv_sec));
    return text;
}

} // namespace

class TestStacks : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::vector<Stack> m_stacks;
    std::vector<CorpusLayer> m_corpus; // those that have a tree

    std::string path(const std::string& name) const
    {
        return m_directory.filePath(QString::fromStdString(name)).toStdString();
    }

    // The index and the tars, as the store would have them. Only the uppermost may have data of
    // which the index holds a copy.
    static ChainFiles makeChain(const std::vector<std::string>& tars, const std::string& place)
    {
        Tree merged;
        std::vector<DeviceSlot> devices;
        ChainFiles chain;
        std::string all;
        std::string index;
        for (std::uint32_t i = 0; i < tars.size(); ++i) {
            std::string tar = tars[i];
            index = indexOfTar(tar);
            applyLayer(merged, readIndex(index).tree, i);
            all += tar;
            const Digest diffId = Sha256::of(tar);
            tar.resize((tar.size() + 511) / 512 * 512);
            const std::string file = place + '/' + std::to_string(i) + ".tar";
            writeFully(openFile(file, O_WRONLY | O_CREAT | O_EXCL).get(), tar, file);
            chain.devices.push_back({diffId, file});
            devices.push_back({diffId.hex(), tar.size() / 512});
        }
        chain.chainId = Sha256::of(all);
        chain.index = place + "/chain.erofs";
        writeFully(openFile(chain.index, O_WRONLY | O_CREAT | O_EXCL).get(),
                   indexOf(merged, devices, index), chain.index);
        return chain;
    }

    // `name` is that of directories to work in.
    void compare(const std::vector<std::string>& tars, const std::string& name) const
    {
        const std::string place = path(name);
        QVERIFY(::mkdir(place.c_str(), 0700) == 0);
        const ChainFiles chain = makeChain(tars, place);
        const std::string layers = path("overlays/" + name);
        QVERIFY(::mkdir(layers.c_str(), 0700) == 0);
        std::string command = ONGGI_OVERLAY " " + layers;
        for (const ChainDevice& device : chain.devices)
            command += ' ' + device.path;
        runShell(command);

        ChainMounts mounts(path("chains"), ErofsSource::File);
        const std::string ours = mounts.acquire(chain, kSameIds);
        const std::string theirs = layers + "/merged";
        const FileFacts shown = factsOfDirectory(theirs);
        const std::string wrong = differences(factsOfDirectory(ours), shown);
        QVERIFY2(wrong.empty(), wrong.c_str());
        QCOMPARE(rootFacts(ours), rootFacts(theirs));
        mounts.release(chain.chainId, kSameIds);
        QVERIFY(::umount2(theirs.c_str(), 0) == 0);
    }

private slots:
    void initTestCase()
    {
        // Mounts of this process alone, gone when it is.
        QVERIFY(::unshare(CLONE_NEWNS) == 0);
        QVERIFY(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
        // An upper may not lie on an overlay, which the directory of a test may; an index is not
        // mounted from a tmpfs.
        QVERIFY(::mkdir(path("overlays").c_str(), 0700) == 0);
        QVERIFY(::mount("tmpfs", path("overlays").c_str(), "tmpfs", 0, nullptr) == 0);
        QVERIFY(::mkdir(path("chains").c_str(), 0700) == 0);
        for (const auto& part : {hiding(), changing(), keeping()})
            m_stacks.insert(m_stacks.end(), part.begin(), part.end());
        for (const auto& part : {namesOfTars(), contentsOfTars(), hostileTars(), compressedBlobs()})
            std::ranges::copy_if(part, std::back_inserter(m_corpus), hasTree);
    }

    void cleanupTestCase() { ::umount2(path("overlays").c_str(), MNT_DETACH); }

    void showsWhatOverlayfsShows_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_stacks.size(); ++i)
            QTest::newRow(m_stacks[i].name) << static_cast<int>(i);
    }
    void showsWhatOverlayfsShows()
    {
        QFETCH(int, index);
        std::vector<std::string> tars;
        for (const TarBuilder& layer : m_stacks[static_cast<std::size_t>(index)].layers)
            tars.push_back(layer.finished());
        compare(tars, "stack-" + std::to_string(index));
    }

    void showsOfTheCorpusWhatOverlayfsShows_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_corpus.size(); ++i) {
            if (isLaidOut(m_corpus[i].name))
                QTest::newRow(m_corpus[i].name) << static_cast<int>(i);
        }
    }
    void showsOfTheCorpusWhatOverlayfsShows()
    {
        QFETCH(int, index);
        compare(onAnother(m_corpus[static_cast<std::size_t>(index)]),
                "corpus-" + std::to_string(index));
    }

    // A row that is renamed, removed or refused by now is to leave the list.
    void whatIsNotLaidOutIsInTheCorpus()
    {
        for (const NotLaidOut& one : kNotLaidOut) {
            const bool isThere = std::ranges::any_of(
                m_corpus, [&](const CorpusLayer& layer) { return layer.name == one.row; });
            QVERIFY2(isThere, one.row.data());
        }
    }
};

QTEST_GUILESS_MAIN(TestStacks)
#include "tst_stacks.moc"
