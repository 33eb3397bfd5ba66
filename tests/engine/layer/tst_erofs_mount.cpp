// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Indexes as the kernel sees them: against the tar as Python reads it, and against the index that
// erofs-utils makes of the same tar.

#include <functional>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "engine/layer/erofs_merge.h"
#include "tests/support/file_map.h"
#include "tests/support/layer_maker.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;

namespace {

void requireCall(bool succeeded, const char* what)
{
    if (!succeeded)
        throw systemError(errno, "mount", what);
}

// File-backed, below the test's own directory, gone with the object.
class ErofsMount {
public:
    ErofsMount(const QString& index, const QStringList& tars, const QString& at)
        : m_at(at.toStdString())
    {
        QDir().mkpath(at);
        const Fd context(::fsopen("erofs", FSOPEN_CLOEXEC));
        requireCall(bool(context), "fsopen");
        const auto set = [&](const char* key, const QString& value) {
            requireCall(::fsconfig(context.get(), FSCONFIG_SET_STRING, key,
                                   value.toUtf8().constData(), 0) == 0,
                        key);
        };
        set("source", index);
        for (const QString& tar : tars)
            set("device", tar);
        requireCall(::fsconfig(context.get(), FSCONFIG_SET_FLAG, "ro", nullptr, 0) == 0, "ro");
        requireCall(::fsconfig(context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) == 0,
                    "create");
        const Fd mount(::fsmount(context.get(), FSMOUNT_CLOEXEC, 0));
        requireCall(bool(mount), "fsmount");
        requireCall(
            ::move_mount(mount.get(), "", AT_FDCWD, m_at.c_str(), MOVE_MOUNT_F_EMPTY_PATH) == 0,
            "move_mount");
    }
    ~ErofsMount() { ::umount2(m_at.c_str(), MNT_DETACH); }
    ErofsMount(const ErofsMount&) = delete;
    ErofsMount& operator=(const ErofsMount&) = delete;

    const std::string& path() const { return m_at; }

private:
    std::string m_at;
};

// What it printed; throws with that where it failed.
QByteArray runProgram(const QString& program, const QStringList& arguments,
                      const QString& directory)
{
    QProcess process;
    process.setWorkingDirectory(directory);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(280'000) || process.exitStatus() != QProcess::NormalExit ||
        process.exitCode() != 0)
        throw std::runtime_error((program + ": " + process.readAll()).toStdString());
    return process.readAll().trimmed();
}

} // namespace

class TestErofsMount : public QObject {
    Q_OBJECT

    QString path(const QString& name) const { return m_directory.filePath(name); }

    void write(const QString& name, std::string_view bytes) const
    {
        writeFully(openFile(path(name).toStdString(), O_WRONLY | O_CREAT | O_TRUNC).get(), bytes,
                   name.toStdString());
    }
    QByteArray reference(const QStringList& arguments) const
    {
        return runProgram(ONGGI_TESTS "/support/reference_erofs", arguments, m_directory.path());
    }

    // Writes NAME.erofs for NAME.tar.
    Tree makeIndex(const QString& name)
    {
        const Fd fd = openFile(path(name + ".tar").toStdString(), O_RDONLY);
        GrowingFile tar(fd.get(), "the layer");
        Tree tree = scanTar(tar, "the layer", {});
        const Fd out = openFile(path(name + ".erofs").toStdString(), O_WRONLY | O_CREAT | O_TRUNC);
        const DeviceSlot slot = slotOf(tar.finalLength());
        writeErofs(
            tree, std::span(&slot, 1),
            [&](std::uint32_t, std::uint64_t offset, std::span<std::byte> bytes) {
                tar.readFullyAt(offset, bytes);
            },
            "the layer", {},
            [&](std::span<const std::byte> bytes) { writeFully(out.get(), bytes, "index"); });
        return tree;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        // Mounts of this process alone, gone when it is.
        requireCall(::unshare(CLONE_NEWNS) == 0, "unshare");
        requireCall(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "private");
        const QString root = QString::fromUtf8(reference({})).split('\n').last();
        // The second with whole seconds: erofs-utils 1.8 reads .5 as 5 nanoseconds.
        const QList<QStringList> kinds{{"root.tar"}, {"whole.tar", "--pax-option=delete=mtime"}};
        for (const QStringList& kind : kinds)
            runProgram("tar",
                       QStringList{"--format=pax", "--xattrs", "--xattrs-include=*", "--sparse"} +
                           kind.mid(1) +
                           QStringList{"-cf", path(kind.first()), "-C", root, "--exclude=./work",
                                       "--exclude=./proc/*", "--exclude=./sys/*", "."},
                       "/");
    }

    void cleanupTestCase()
    {
        for (const char* name : {"ours", "theirs"})
            ::umount2(path(name).toUtf8().constData(), MNT_DETACH);
    }

    void aRealRootIsAsItsTarSays()
    {
        const Tree tree = makeIndex("root");
        QVERIFY(tree.liveCount() >= 5000);
        const ErofsMount ours(path("root.erofs"), {path("root.tar")}, path("ours"));
        const QByteArray count =
            runProgram(ONGGI_TESTS "/support/compare_tar", {path("root.tar"), path("ours")}, "/");
        QVERIFY2(count.toInt() >= 5000, count.constData());
    }

    void aRealRootIsAsErofsUtilsMakesIt()
    {
        makeIndex("whole");
        reference({"mkfs.erofs", "--quiet", "--aufs", "--tar=i", "-b512", "reference.erofs",
                   "whole.tar"});
        std::map<std::string, std::string> theirs;
        {
            const ErofsMount mount(path("reference.erofs"), {path("whole.tar")}, path("theirs"));
            theirs = fileMap(mount.path());
        }
        const ErofsMount ours(path("whole.erofs"), {path("whole.tar")}, path("ours"));
        const std::string difference = differences(theirs, fileMap(ours.path()));
        QVERIFY2(difference.empty(), difference.c_str());
        reference({"fsck.erofs", "--device=whole.tar", "whole.erofs"});
    }

    void everythingThatIsRareIsAsItsTarSays()
    {
        TarBuilder tar;
        tar.add({.name = "./",
                 .type = '5',
                 .mode = 0711,
                 .uid = 70000,
                 .gid = 3'000'000,
                 .mtime = 12345});
        tar.add({.name = "capable",
                 .content = "x",
                 .mode = 0755,
                 .pax = {{"SCHILY.xattr.security.capability",
                          std::string("\x01\0\0\x02\x00\x20\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20)},
                         {"SCHILY.xattr.user.long", std::string(3000, 'v')},
                         {"mtime", "1700000000.987654321"}}});
        tar.add({.name = "old", .content = "y", .pax = {{"mtime", "-1.5"}}});
        tar.add({.name = "many-links", .content = "z"});
        for (int i = 0; i < 70'000; ++i)
            tar.link("links/" + std::to_string(i), "many-links").raw({});
        tar.add({.name = "tty", .type = '3', .mode = 0620, .major = 4, .minor = 300})
            .add({.name = "disk", .type = '4', .major = 259, .minor = 1'000'000});
        tar.add({.name = "fifo", .type = '6'}).add({.name = "sticky", .type = '5', .mode = 01777});
        tar.add({.name = "long",
                 .type = '2',
                 .mode = 0777,
                 .pax = {{"linkpath", std::string(4000, 't')}}});
        tar.add({.name = "n", .content = "longest", .pax = {{"path", std::string(255, 'n')}}});
        tar.add({.name = "k",
                 .content = "korean",
                 .pax = {{"path", "\xea\xb0\x80/\xe1\x84\x92\xe1\x85\xa1"}}});
        for (const int size : {0, 1, 511, 512, 513, 4095, 4096, 4097, 1'000'000})
            tar.file("size/" + std::to_string(size),
                     std::string(static_cast<std::size_t>(size), 's'));
        for (int i = 1; i < 200; ++i)
            tar.symlink("symlinks/" + std::to_string(i),
                        std::string(static_cast<std::size_t>(i) % 100 + 1, 'l'));
        // The parents of all these, last: they were implied, and are so no more.
        for (const char* name : {"links", "\xea\xb0\x80", "size", "symlinks"})
            tar.dir(name);
        write("rare.tar", tar.finished());
        makeIndex("rare");
        const ErofsMount ours(path("rare.erofs"), {path("rare.tar")}, path("ours"));
        QVERIFY(
            runProgram(ONGGI_TESTS "/support/compare_tar", {path("rare.tar"), path("ours")}, "/")
                .toInt() > 70'000);
    }

    void sparseFilesReadAsTheyWere()
    {
        QDir().mkpath(path("sparse"));
        const auto make = [&](const char* name, std::uint64_t size,
                              const std::vector<std::pair<std::uint64_t, int>>& pieces) {
            const Fd fd =
                openFile(path(QString("sparse/") + name).toStdString(), O_WRONLY | O_CREAT);
            for (const auto& [offset, count] : pieces) {
                const std::string bytes(static_cast<std::size_t>(count), name[0]);
                writeFullyAt(fd.get(), std::as_bytes(std::span(bytes)), offset, name);
            }
            requireCall(::ftruncate(fd.get(), static_cast<off_t>(size)) == 0, "ftruncate");
        };
        make("aligned", 50'000'000, {{4096, 4096}, {1'048'576, 8192}, {40'960'000, 5000}});
        make("hole", 5'000'000, {});
        make("tail", 3'000'000, {{2'999'000, 1000}});
        const auto before = fileMap(path("sparse").toStdString());
        for (const char* format :
             {"--format=gnu", "--format=pax", "--sparse-version=0.0", "--sparse-version=0.1"}) {
            const bool isPax = QByteArray(format).startsWith("--sparse");
            QStringList arguments{"--sparse", "-cf", path("sparse.tar"), "-C", path("sparse")};
            arguments += isPax ? QStringList{"--format=pax", format} : QStringList{format};
            runProgram("tar", arguments + QStringList{"."}, "/");
            makeIndex("sparse");
            const ErofsMount ours(path("sparse.erofs"), {path("sparse.tar")}, path("ours"));
            for (const char* name : {"aligned", "hole", "tail"}) {
                const auto contentOf = [](const std::string& text) {
                    return text.substr(text.find(" size="));
                };
                QCOMPARE(contentOf(describeFile(ours.path() + '/' + name)),
                         contentOf(before.at(name)));
            }
        }
    }

    void sparseFilesThatAreNotAlignedReadAsTheyWere()
    {
        std::string map = "3\n1000\n500\n9000\n4000\n99990\n10\n";
        map.resize(512);
        const std::string data =
            std::string(500, 'a') + std::string(4000, 'b') + std::string(10, 'c');
        write("odd.tar", TarBuilder()
                             .add({.name = "GNUSparseFile.0/s",
                                   .content = map + data,
                                   .pax = {{"GNU.sparse.major", "1"},
                                           {"GNU.sparse.minor", "0"},
                                           {"GNU.sparse.name", "s"},
                                           {"GNU.sparse.realsize", "100000"}}})
                             .finished());
        makeIndex("odd");
        const ErofsMount ours(path("odd.erofs"), {path("odd.tar")}, path("ours"));
        std::string expected(100'000, '\0');
        expected.replace(1000, 500, data, 0, 500)
            .replace(9000, 4000, data, 500, 4000)
            .replace(99'990, 10, data, 4500, 10);
        QVERIFY(describeFile(ours.path() + "/s")
                    .ends_with(" size=100000 " + Sha256::of(expected).hex()));
    }

    void aChainIsAsErofsUtilsMergesIt()
    {
        TarBuilder second;
        second.add({.name = "etc", .type = '5', .mode = 0750, .mtime = 99})
            .file("etc/.wh.passwd")
            .file("etc/new", "new file");
        second.file(".wh.opt")
            .dir("usr")
            .dir("usr/bin")
            .file("usr/bin/env", "replaced")
            .file("usr/bin/.wh.ls");
        second.dir("var")
            .dir("var/lib")
            .dir("var/lib/dpkg")
            .file("var/lib/dpkg/.wh..wh..opq")
            .file("var/lib/dpkg/status", "emptied");
        second.dir("a").file("a/1", "one").link("a/2", "a/1");
        write("second.tar", second.finished());
        write("third.tar", TarBuilder()
                               .dir("a")
                               .file("a/1", "other")
                               .file("a/.wh.gone")
                               .dir("opt")
                               .file("opt/back")
                               .finished());
        const QStringList names{"whole", "second", "third"};
        Tree merged;
        std::vector<DeviceSlot> devices;
        QStringList tars;
        for (const QString& name : names) {
            makeIndex(name);
            reference({"mkfs.erofs", "--quiet", "--aufs", "--tar=i", "-b512", name + ".ref",
                       name + ".tar"});
            const Fd index = openFile(path(name + ".erofs").toStdString(), O_RDONLY);
            ErofsIndex read = readErofs(index.get(), "index");
            applyLayer(merged, std::move(read.tree), static_cast<std::uint32_t>(devices.size()));
            devices.push_back(read.devices.at(0));
            tars << path(name + ".tar");
        }
        write("chain.erofs", indexOf(merged, devices));
        reference({"mkfs.erofs", "--quiet", "-b512", "--ovlfs-strip=1", "chain.ref", "whole.ref",
                   "second.ref", "third.ref"});
        std::map<std::string, std::string> theirs;
        {
            const ErofsMount mount(path("chain.ref"), tars, path("theirs"));
            theirs = fileMap(mount.path());
        }
        const ErofsMount ours(path("chain.erofs"), tars, path("ours"));
        auto found = fileMap(ours.path());
        // The reference makes a new root; ours is the first layer's, which is the rule.
        theirs.erase("");
        found.erase("");
        const std::string difference = differences(theirs, found);
        QVERIFY2(difference.empty(), difference.c_str());
        QVERIFY(found.size() > 5000);
    }

private:
    // Not below /tmp, which may be a file system that no index can be mounted from.
    QTemporaryDir m_directory{"/var/tmp/onggi-test-XXXXXX"};
};

QTEST_GUILESS_MAIN(TestErofsMount)
#include "tst_erofs_mount.moc"
