// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/image_diff.h"

#include <QTest>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "tests/support/made_source.h"

using namespace onggi;
using namespace onggi::test;

namespace {

std::string linesOf(const std::vector<FileChange>& changes)
{
    std::string text;
    for (const FileChange& change : changes) {
        text += "ACD"[static_cast<std::size_t>(change.kind)];
        text += ' ' + change.path + ' ' + std::to_string(change.before.count()) + ' ' +
                std::to_string(change.after.count()) + '\n';
    }
    return text;
}

ImageDiff diffOf(const std::vector<std::string>& a, const std::vector<std::string>& b,
                 Times times = Times::Ignore)
{
    ImageFiles first = filesOf(a);
    ImageFiles second = filesOf(b);
    return compareImages(first, second, times);
}

std::string changesOf(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    return linesOf(diffOf(a, b).changes);
}

std::string base()
{
    return TarBuilder()
        .dir("d")
        .file("d/kept", "kept")
        .file("d/changed", "one")
        .file("d/gone", "gone!")
        .symlink("link", "d")
        .finished();
}

} // namespace

class TestImageDiff : public QObject {
    Q_OBJECT

private slots:
    void findsNothingBetweenTheSame()
    {
        const ImageDiff diff = diffOf({base()}, {base()});
        QVERIFY(diff.changes.empty());
        QCOMPARE(diff.commonLayers, std::size_t(1));
    }

    void namesWhatALayerAboveDoes()
    {
        const std::string above = TarBuilder()
                                      .file("d/.wh.gone")
                                      .file("d/changed", "two and more")
                                      .dir("new")
                                      .file("new/file", "x")
                                      .finished();
        const ImageDiff diff = diffOf({base()}, {base(), above});
        QCOMPARE(linesOf(diff.changes), std::string("C /d/changed 3 12\nD /d/gone 5 0\n"
                                                    "A /new 0 0\nA /new/file 0 1\n"));
        QCOMPARE(diff.commonLayers, std::size_t(1));
        QCOMPARE(diff.before, Bytes(8));
        QCOMPARE(diff.after, Bytes(13));
        QCOMPARE(diff.changes[0].layer, 1U); // of the second
        QCOMPARE(diff.changes[1].layer, 0U); // of the first
        QCOMPARE(changesOf({base(), above}, {base()}),
                 std::string("C /d/changed 12 3\nA /d/gone 0 5\nD /new 0 0\nD /new/file 1 0\n"));
    }

    void findsNothingWhereALayerWritesTheSameAgain()
    {
        const std::string same = TarBuilder().file("d/changed", "one").finished();
        QCOMPARE(changesOf({base()}, {base(), same}), std::string());
    }

    void comparesContentsOfOneLength()
    {
        QCOMPARE(changesOf({TarBuilder().file("f", "abc").finished()},
                           {TarBuilder().file("f", "abd").finished()}),
                 std::string("C /f 3 3\n"));
        // The same in layers that share nothing.
        QCOMPARE(changesOf({TarBuilder().file("f", "abc").finished()},
                           {TarBuilder().file("f", "abc").file("g", "").finished()}),
                 std::string("A /g 0 0\n"));
    }

    void comparesMetadata_data()
    {
        using Entry = TarBuilder::Entry;
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QString>("changes");
        const auto row = [](const char* name, const Entry& a, const Entry& b,
                            const char* changes = "C /x 0 0\n") {
            const auto tar = [](const Entry& entry) {
                return QByteArray::fromStdString(TarBuilder().add(entry).finished());
            };
            QTest::newRow(name) << tar(a) << tar(b) << changes;
        };
        row("mode", {.name = "x"}, {.name = "x", .mode = 0600});
        row("owner", {.name = "x"}, {.name = "x", .uid = 1});
        row("group", {.name = "x"}, {.name = "x", .gid = 1});
        row("time alone", {.name = "x"}, {.name = "x", .mtime = 99}, "");
        row("attribute", {.name = "x"}, {.name = "x", .pax = {{"SCHILY.xattr.user.a", "1"}}});
        row("target", {.name = "x", .type = '2', .link = "a"},
            {.name = "x", .type = '2', .link = "b"});
        row("type", {.name = "x"}, {.name = "x", .type = '5'});
        row("device", {.name = "x", .type = '3', .major = 1, .minor = 2},
            {.name = "x", .type = '3', .major = 1, .minor = 3});
        row("mode of a directory", {.name = "x", .type = '5', .mode = 0755},
            {.name = "x", .type = '5', .mode = 0700});
    }
    void comparesMetadata()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(QString, changes);
        QCOMPARE(QString::fromStdString(changesOf({first.toStdString()}, {second.toStdString()})),
                 changes);
    }

    void comparesTimesWhereAsked()
    {
        const std::string a = TarBuilder().add({.name = "x", .mtime = 1}).finished();
        const std::string b = TarBuilder().add({.name = "x", .mtime = 2}).finished();
        QCOMPARE(linesOf(diffOf({a}, {b}, Times::Compare).changes), std::string("C /x 0 0\n"));
    }

    void countsAHardLinkOnce()
    {
        const std::string tar =
            TarBuilder().file("a", "12345").link("b", "a").link("c", "a").finished();
        const ImageDiff diff = diffOf({base()}, {base(), tar});
        QCOMPARE(diff.after, Bytes(5));
        QCOMPARE(linesOf(diff.changes), std::string("A /a 0 5\nA /b 0 5\nA /c 0 5\n"));
    }

    void replacesADirectoryByAFileWhole()
    {
        QCOMPARE(changesOf({base()}, {base(), TarBuilder().file("d", "f").finished()}),
                 std::string("C /d 0 1\nD /d/changed 3 0\nD /d/gone 5 0\nD /d/kept 4 0\n"));
    }

    void refusesPathsThatAreTooLongTogether()
    {
        std::string deep;
        for (int i = 0; i < 1000; ++i)
            deep += "a/";
        const std::vector<std::string> tars{
            base(), TarBuilder().longName('L', deep + 'f').file("f").finished()};
        QCOMPARE(diffOf({tars[0]}, tars).changes.size(), std::size_t(1001));
        LayerLimits limits;
        limits.listBytes = 500'000; // half of what they take
        ImageFiles first = filesOf({tars[0]}, limits);
        ImageFiles second = filesOf(tars, limits);
        QVERIFY_EXCEPTION_THROWN(compareImages(first, second, Times::Ignore), Error);
    }

    void stopsWhenItIsAskedTo()
    {
        ImageFiles first = filesOf({base()});
        ImageFiles second = filesOf({base(), TarBuilder().file("x").finished()});
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(compareImages(first, second, Times::Ignore, stop.get_token()),
                                 Cancelled);
    }

    void readsWhatAContainerWrote_data()
    {
        QTest::addColumn<QString>("written"); // "letter path" with commas
        QTest::addColumn<QString>("changes");
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("new file") << "d /d,f /d/new"
                                  << "C /d,A /d/new";
        QTest::newRow("changed file") << "d /d,f /d/changed"
                                      << "C /d,C /d/changed";
        QTest::newRow("removed file") << "d /d,w /d/gone"
                                      << "C /d,D /d/gone";
        QTest::newRow("removed, and never there") << "w /never"
                                                  << "";
        QTest::newRow("removed directory") << "w /d"
                                           << "D /d";
        QTest::newRow("made anew") << "D /d,f /d/kept"
                                   << "C /d,D /d/changed,D /d/gone,C /d/kept";
        QTest::newRow("directory instead of a link") << "d /link,f /link/x"
                                                     << "C /link,A /link/x";
        QTest::newRow("places to mount on")
            << "d /dev,d /etc,f /etc/hosts,f /etc/resolv.conf,d /proc,d /sys"
            << "";
        QTest::newRow("beside such a place") << "d /etc,f /etc/hosts,f /etc/new"
                                             << "A /etc,A /etc/new";
        QTest::newRow("order") << "f /d-x,d /d,f /d/y"
                               << "C /d,A /d/y,A /d-x";
    }
    void readsWhatAContainerWrote()
    {
        QFETCH(QString, written);
        QFETCH(QString, changes);
        std::vector<WrittenFile> files;
        for (const QString& line : written.split(',', Qt::SkipEmptyParts)) {
            WrittenFile file;
            file.path = line.mid(2).toStdString();
            file.isOpaque = line[0] == 'D';
            file.type = line[0] == 'w'   ? NodeType::Whiteout
                        : line[0] == 'f' ? NodeType::Regular
                                         : NodeType::Directory;
            files.push_back(file);
        }
        const ImageFiles image = filesOf({base()});
        QStringList found;
        for (const FileChange& change : containerChanges(image.tree(), files))
            found += QString("ACD"[static_cast<int>(change.kind)]) + ' ' +
                     QString::fromStdString(change.path);
        QCOMPARE(found.join(','), changes);
    }
};

QTEST_APPLESS_MAIN(TestImageDiff)
#include "tst_image_diff.moc"
