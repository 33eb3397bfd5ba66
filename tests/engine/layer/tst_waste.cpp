// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/waste.h"

#include <map>
#include <random>
#include <set>

#include <QTest>

#include "tests/support/made_source.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// "path bytes layer hiddenBy how", a line each.
std::string linesOf(const Waste& waste)
{
    std::string text;
    for (const HiddenFile& file : waste.files)
        text += file.path + ' ' + std::to_string(file.bytes.count()) + ' ' +
                std::to_string(file.layer) + ' ' + std::to_string(file.hiddenBy) +
                (file.isDeleted ? " deleted\n" : " overwritten\n");
    return text;
}

Waste wasteOf(const std::vector<std::string>& tars)
{
    LayerSource source = sourceOf(tars);
    return findWaste(source);
}

} // namespace

class TestWaste : public QObject {
    Q_OBJECT

private slots:
    void findsNothingInOneLayer()
    {
        const Waste waste = wasteOf({TarBuilder().file("a", "123").finished()});
        QVERIFY(waste.files.empty());
        QCOMPARE(waste.efficiency(), 1.0);
        QCOMPARE(wasteOf({}).efficiency(), 1.0);
    }

    void namesWhatIsHiddenByWhom()
    {
        const Waste waste = wasteOf(
            {TarBuilder()
                 .file("a", "1234")
                 .dir("d")
                 .file("d/x", "12")
                 .file("d/y", "1234567")
                 .file("empty")
                 .finished(),
             TarBuilder().file("a", "12345").file("d/.wh.x").finished(),
             TarBuilder().dir("d").file("d/.wh..wh..opq").file(".wh.a").file("empty").finished()});
        QCOMPARE(linesOf(waste), std::string("/d/y 7 0 2 deleted\n/a 5 1 2 deleted\n"
                                             "/a 4 0 1 overwritten\n/d/x 2 0 1 deleted\n"));
        QCOMPARE(waste.totalContent(), Bytes(18));
        QCOMPARE(waste.totalWasted(), Bytes(18));
        QCOMPARE(waste.wasted[0], Bytes(13));
        QCOMPARE(waste.wasted[1], Bytes(5));
        QCOMPARE(waste.content[2], Bytes());
        QCOMPARE(waste.efficiency(), 0.0);
    }

    void takesAnOpaqueDirectorysOwnFilesForOverwriting()
    {
        const Waste waste =
            wasteOf({TarBuilder().dir("d").file("d/x", "12").finished(),
                     TarBuilder().dir("d").file("d/.wh..wh..opq").file("d/x", "1").finished()});
        QCOMPARE(linesOf(waste), std::string("/d/x 2 0 1 overwritten\n"));
    }

    void countsAFileWhenItsLastNameIsHidden()
    {
        const std::string base = TarBuilder().file("a", "123").link("b", "a").finished();
        QVERIFY(wasteOf({base, TarBuilder().file(".wh.a").finished()}).files.empty());
        const Waste waste = wasteOf(
            {base, TarBuilder().file(".wh.a").finished(), TarBuilder().file("b").finished()});
        QCOMPARE(linesOf(waste), std::string("/b 3 0 2 overwritten\n"));
        QCOMPARE(waste.wasted[0], Bytes(3));
    }

    // What is left is what can be seen: of random layers, content less waste is the content of the
    // merged tree.
    void addsUpForRandomLayers()
    {
        std::mt19937 random(7);
        const auto below = [&](unsigned n) { return random() % n; };
        for (int round = 0; round < 200; ++round) {
            std::vector<std::string> tars;
            for (unsigned layers = 1 + below(6); layers > 0; --layers) {
                TarBuilder tar;
                const bool hasDeeper = below(3) == 0; // what is a file elsewhere is a directory
                for (unsigned entries = below(8); entries > 0; --entries) {
                    const std::string directory = "d" + std::to_string(below(3));
                    const std::string name = "f" + std::to_string(below(3));
                    switch (below(5)) {
                    case 0:
                        tar.file(directory + "/.wh." + name);
                        break;
                    case 1:
                        tar.dir(directory).file(directory + "/.wh..wh..opq");
                        break;
                    case 2:
                        tar.file(".wh." + directory);
                        break;
                    default:
                        tar.file(directory + '/' + name + (hasDeeper ? "/deeper" : ""),
                                 std::string(below(9), 'x'));
                        if (!hasDeeper && below(3) == 0)
                            tar.link("link" + std::to_string(below(2)), directory + '/' + name);
                    }
                }
                tars.push_back(tar.finished());
            }
            const Waste waste = wasteOf(tars);
            const ImageFiles files = filesOf(tars);
            QCOMPARE((waste.totalContent() - waste.totalWasted()).count(),
                     files.tree().contentBytes());
        }
    }
};

QTEST_APPLESS_MAIN(TestWaste)
#include "tst_waste.moc"
