// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/load_plan.h"

#include <QLocale>
#include <QTest>

#include "engine/core/sha256.h"
#include "gui/models/load_text.h"
#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

DrawnStore shop()
{
    return DrawnStore("nginx:1   = a b\n"
                      "web:1     = a b c\n"
                      "web:2 latest:2 = a b d\n");
}

// An image whose layers are named as those of a drawn store; 1000 bytes each in the archive.
ArchiveImage archived(const std::string& id, std::vector<std::string> tags,
                      const std::string& layers)
{
    ArchiveImage image{Sha256::of(id), std::move(tags), {}, "linux/amd64"};
    for (const char layer : layers)
        image.layers.push_back({Sha256::of(std::string(1, layer)), Bytes(1'000'000), "step"});
    return image;
}

LoadPlan plan(const std::vector<ArchiveImage>& images, const DrawnStore& store)
{
    return planLoad({"a.tar", Bytes(10), TarPacking::Plain, images}, store.view());
}

// With a plain space before the unit.
QString plain(QString text)
{
    return text.replace(QChar(0xa0), ' ');
}

} // namespace

class TestLoadPlan : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void countsEachLayerOnce()
    {
        const DrawnStore store = shop();
        const LoadPlan load = plan({archived("x", {}, "abx"), archived("y", {}, "abxy")}, store);
        QCOMPARE(load.layersHere, 2U);
        QCOMPARE(load.layersNew, 2U);
        QCOMPARE(load.bytesHere, Bytes(2'000'000));
        QCOMPARE(load.bytesNew, Bytes(2'000'000));
        QVERIFY(!load.images[0].layers[2].isRepeated);
        QVERIFY(load.images[1].layers[2].isRepeated);
        QCOMPARE(plain(loadSentence(load)),
                 QString("2 image(s): 2 layer(s) here (2.0 MB), 2 new layer(s) (2.0 MB)"));
    }

    void tellsWhoHasALayer()
    {
        const DrawnStore store = shop();
        const LoadPlan load = plan({archived("x", {}, "acx")}, store);
        const auto said = [&](std::size_t layer) {
            return stateText(load.images[0].layers[layer], store.view());
        };
        QVERIFY2(said(0).startsWith("here: nginx:1 and 2 more"), qPrintable(said(0)));
        QCOMPARE(said(1), QString("here: web:1"));
        QCOMPARE(said(2), QString("new"));
    }

    void tellsWhichTagsMoveAndFromWhere()
    {
        const DrawnStore store = shop();
        const std::string tag = store.view().images[store.image("web:1")].tags.front();
        const LoadPlan load = plan({archived("x", {tag, "localhost/own:1"}, "ab")}, store);
        QCOMPARE(load.moved().size(), 1U);
        QCOMPARE(load.moved().front().tag, tag);
        QCOMPARE(load.moved().front().from, store.image("web:1"));
        QCOMPARE(load.images[0].newTags, std::vector<std::string>{"localhost/own:1"});
        const QString from =
            QString::fromStdString(store.view().images[store.image("web:1")].id.shortHex());
        QCOMPARE(movesText(load, store.view()), "Moves tags: web:1 from " + from);
        QCOMPARE(stateText(load.images[0]), QString("new image, moves 1 tag(s)"));
    }

    void nothingIsNewInWhatIsHere()
    {
        const DrawnStore store = shop();
        const ImageRow& web = store.view().images[store.image("web:2")];
        ArchiveImage same = archived("", web.tags, "abd");
        same.id = web.id;
        const LoadPlan load = plan({same}, store);
        QVERIFY(load.isAllHere());
        QVERIFY(load.moved().empty());
        QCOMPARE(loadSentence(load), QString("1 image(s): everything is here already"));
        QCOMPARE(stateText(load.images[0]), QString("here already"));
        same.tags.emplace_back("localhost/own:1");
        QVERIFY(!plan({same}, store).isAllHere());
        QCOMPARE(stateText(plan({same}, store).images[0]), QString("here already, 1 new tag(s)"));
    }

    void anEmptyStoreHasNothing()
    {
        const LoadPlan load = plan({archived("x", {"localhost/x:1"}, "ab")}, DrawnStore(""));
        QCOMPARE(load.layersHere, 0U);
        QCOMPARE(plain(loadSentence(load)), QString("1 image(s): 2 new layer(s) (2.0 MB)"));
        QVERIFY(movesText(load, {}).isEmpty());
    }

    void aLongListOfMovesIsShortened()
    {
        std::string text;
        std::vector<std::string> tags;
        for (int at = 0; at < 5; ++at) {
            text += "i" + std::to_string(at) + ":1 = a\n";
            tags.push_back("i" + std::to_string(at) + ":1");
        }
        const DrawnStore store(text);
        std::vector<std::string> whole;
        for (const std::string& tag : tags)
            whole.push_back(store.view().images[store.image(tag)].tags.front());
        const QString said = movesText(plan({archived("x", whole, "a")}, store), store.view());
        QVERIFY2(said.startsWith("Moves tags: i0:1 from "), qPrintable(said));
        QVERIFY2(said.endsWith(" and 2 more"), qPrintable(said));
    }

    void saysInOneSentenceWhatIsWrong()
    {
        QCOMPARE(problemText(Error(Code::ArchiveInvalid, "a.tar", "it is cut short")),
                 QString("This is no image archive, or not a whole one: it is cut short."));
        QVERIFY(problemText(Error(Code::ArchiveInvalid, "a.tar", "another")).contains("another"));
        QVERIFY(problemText(systemError(ENOENT, "a.tar", "open")).contains("No such file"));
    }
};

QTEST_GUILESS_MAIN(TestLoadPlan)
#include "tst_load_plan.moc"
